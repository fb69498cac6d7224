"""Verifying a register where it is kept: the chain, and what is said of the cases beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import filterfalse
from typing import Any

from sqlalchemy import Connection, select, union

from api.register.casebook import misstated
from api.register.chain import Entry, Head
from api.register.exported import Verified, of_panel, unmet
from api.register.keyed import unwrappable
from api.register.links import Broken, broken
from api.register.mistakes import Unreadable
from api.register.register import Register
from api.register.rows import ALL, Held, each, held_in, record_of
from api.register.rulesets import find_changed
from api.register.signing import SignedHead
from api.store.tables import cases, entries

PANELS = union(select(entries.c.panel), select(cases.c.panel)).order_by("panel")


@dataclass(slots=True)
class Seen:
    """What was seen of a panel on the way through its entries."""

    entries: int = 0
    incidents: dict[Any, str] = field(default_factory=dict)

    def past(self, kept: Iterable[Held]) -> Iterator[tuple[Entry, bytes]]:
        """The entries, counted, and the incidents that they name."""
        for held in kept:
            self.entries += 1
            if held.entry.incident is not None:
                self.incidents[held.entry.reference] = held.entry.incident
            yield held.entry, held.content


def verified_here(
    register: Register,
    key: str | None = None,
    earlier: Sequence[SignedHead] = (),
    *,
    opening: bool = False,
) -> Verified:
    """Hold every panel of a register to itself, and to earlier heads if they are given.

    `opening` what is sealed takes longer, and finds what its case's key does not open.
    """
    count, findings = 0, []
    lost: Counter[str] = Counter()
    with register.library.as_it_stands() as connection:
        names = panels_in(connection)
        for panel in filterfalse(legible, names):
            findings.append(Broken(ascii(panel), 1, "the name of its panel was changed"))
        for panel in filter(legible, names):
            found = held(register, connection, panel, of_panel(earlier, panel))
            findings += found.findings
            count += found.entries
            findings += unopened(register, connection, panel, lost) if opening else ()
        findings += find_changed(connection)
    findings += unmet(earlier, key or register.signer.public, set(names))
    notes = [f"{n} screened by rules that are not kept here: {name}" for name, n in lost.items()]
    return Verified(count, tuple(findings), tuple(notes))


def panels_in(connection: Connection) -> list[Any]:
    """Every panel that has an entry or a case, whatever stands there for its name."""
    return list(connection.execute(PANELS).scalars())


def legible(panel: object) -> bool:
    """Whether the database can be asked for a panel of this name."""
    return isinstance(panel, str) and panel.isprintable()


def verified_panel(register: Register, panel: str) -> Verified:
    """Hold one panel of a register to itself: how many entries it has, and all that is wrong."""
    with register.library.as_it_stands() as connection:
        found = held(register, connection, panel)
        return replace(found, findings=(*found.findings, *find_changed(connection)))


def held(
    register: Register, connection: Connection, panel: str, earlier: Iterable[Head] = ()
) -> Verified:
    """Hold a panel to itself, as the database stands."""
    seen = Seen()
    findings = list(broken(panel, seen.past(all_of(connection, panel)), earlier))
    findings += misstated(connection, panel, seen.incidents)
    if register.opens:
        findings += unwrappable(connection, register.ledger.master, panel)
    return Verified(seen.entries, tuple(findings))


def all_of(connection: Connection, panel: str) -> Iterator[Held]:
    """Every entry of a panel, in its order."""
    yield from map(held_in, each(connection, ALL, {"of_panel": panel}))


def unopened(
    register: Register, connection: Connection, panel: str, lost: Counter[str]
) -> Iterator[Broken]:
    """The entries whose content the key of their case does not open.

    The screenings whose rules are neither kept nor in any release are counted in `lost`.
    """
    for one in all_of(connection, panel):
        record = record_of(connection, panel, one.entry.reference)
        if record is None:
            continue
        try:
            said = register.ledger.opened(record.wrapped, one)
        except (Unreadable, ValueError, TypeError):
            yield Broken(panel, one.entry.seq, "its content does not open with its case's key")
            continue
        screened = one.entry.kind == "screening" and isinstance(said, dict) and "decision" in said
        if screened and register.rulesets.find(said["decision"]) is None:
            ruleset = said["decision"]["ruleset"]
            lost[f"{ruleset['id']} {ruleset['version']}"] += 1
