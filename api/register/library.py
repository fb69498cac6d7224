"""Reading the register: cases, histories, and every entry in its order. Every reading is logged."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, select

from api.register.chain import By, Entry, Head
from api.register.drafts import Kept
from api.register.ledger import Ledger
from api.register.mistakes import NoSuchCase
from api.register.rows import (
    ADD_READING,
    ALL,
    HISTORY,
    KNOWN,
    ONE_ENTRY,
    SCREENED,
    Held,
    Record,
    each,
    head_of,
    held_in,
    named,
    the_case,
)
from api.register.times import now
from api.store.database import as_it_stands
from api.store.tables import cases, entries, readings
from api.writing import as_bytes
from criteria.errors import Problem, quoted

EVERY_CASE: Final = "*"
"""What the log of readings says in place of a reference when many cases were read at once."""

MOST_LISTED = 200
"""How many cases, or readings of them, one page lists."""


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody read a case: when, and who. They are numbered in their order."""

    id: int
    panel: str
    reference: str
    at: str
    by: By


class Library:
    """What is in the register, for those who may read it."""

    def __init__(self, engine: Engine, ledger: Ledger) -> None:
        self._engine = engine
        self._ledger = ledger

    def listed(
        self, panel: str, incident: str | None = None, after: str = "", most: int = MOST_LISTED
    ) -> list[Record]:
        """A panel's cases by reference, so many of those after one; of one incident, if given."""
        found = KNOWN.where(cases.c.panel == panel, cases.c.reference > after)
        if incident is not None:
            found = found.where(cases.c.incident == incident)
        with self._engine.connect() as connection:
            rows = connection.execute(found.order_by(cases.c.reference).limit(most))
            return [Record(**row._mapping) for row in rows]

    def history(self, panel: str, reference: str, by: By) -> tuple[Record, list[dict[str, Any]]]:
        """A case and its entries in order, with what they say. Raises NoSuchCase.

        The reading is logged before anything is returned.
        """
        with self._engine.begin() as connection:
            record = the_case(connection, panel, reference)
            log(connection, panel, reference, by)
            rows = connection.execute(HISTORY, named(panel, reference)).all()
        kept = [held_in(row) for row in rows]
        screened = [one.entry.n for one in kept if one.entry.kind == "screening"]
        return record, [self._told(record, one, screened) for one in kept]

    def entry(self, panel: str, reference: str, n: int, by: By) -> dict[str, Any]:
        """One entry of a case. Raises NoSuchCase; the reading is logged."""
        with self._engine.begin() as connection:
            record = the_case(connection, panel, reference)
            log(connection, panel, reference, by)
            row = connection.execute(ONE_ENTRY, {**named(panel, reference), "of_n": n}).first()
            screened = connection.execute(SCREENED, named(panel, reference)).scalars().all()
        if row is None:
            raise NoSuchCase([no_entry(reference, n)])
        return self._told(record, held_in(row), screened)

    def record(self, panel: str, reference: str) -> Record:
        """What the register knows of a case, and nothing that was said of it. Raises NoSuchCase."""
        with self._engine.connect() as connection:
            return the_case(connection, panel, reference)

    def readings(
        self, panel: str, reference: str | None = None, after: int = 0, most: int = MOST_LISTED
    ) -> list[Reading]:
        """Who read a panel's cases, or one of them, in order, so many of those after a number."""
        found = select(readings).where(readings.c.panel == panel, readings.c.id > after)
        if reference is not None:
            found = found.where(readings.c.reference == reference)
        with self._engine.connect() as connection:
            rows = connection.execute(found.order_by(readings.c.id).limit(most)).all()
        return [
            Reading(one.id, one.panel, one.reference, one.at, By(one.role, one.name, one.key))
            for one in rows
        ]

    def note(self, panel: str, by: By) -> None:
        """Keep that somebody reads the cases of a panel, all at once."""
        with self._engine.begin() as connection:
            log(connection, panel, EVERY_CASE, by)

    def head(self, panel: str) -> Head | None:
        """The last entry of a panel."""
        with self._engine.connect() as connection:
            return head_of(connection, panel)

    def panels(self) -> list[str]:
        """Every panel that has an entry."""
        with self._engine.connect() as connection:
            found = select(entries.c.panel).distinct().order_by(entries.c.panel)
            return list(connection.execute(found).scalars())

    def as_it_stands(self) -> AbstractContextManager[Connection]:
        """A connection to the register as it stands now, whoever writes meanwhile."""
        return as_it_stands(self._engine)

    def all(self, panel: str) -> Generator[tuple[Entry, bytes]]:
        """Every entry of a panel in its order, with its sealed content."""
        with self._engine.connect() as connection:
            for row in each(connection, ALL, {"of_panel": panel}):
                held = held_in(row)
                yield held.entry, held.content

    def _told(self, record: Record, held: Held, screened: Sequence[int]) -> dict[str, Any]:
        """An entry as it is shown, given which entries of its case are screenings."""
        said = self._ledger.opened(record.wrapped, held)
        if held.entry.kind == "decision" and isinstance(said, dict):
            said = {"screening": answered(held.entry.n, screened), **said}
        return {**placed(held), "content": said}


def no_entry(reference: str, n: object) -> Problem:
    """That a case has no entry of what was asked for as its number."""
    return Problem(("n",), f"{quoted(n)} is not an entry of {quoted(reference)}")


def answered(n: int, screened: Sequence[int]) -> int | None:
    """The screening that a decision answers which does not say so, as once none did."""
    return max((one for one in screened if one < n), default=None)


def placed(held: Held) -> dict[str, Any]:
    """An entry as it is shown, but for what it says: by whom, when, its place in the chain."""
    entry = held.entry
    return {
        "reference": entry.reference,
        "incident": entry.incident,
        "n": entry.n,
        "kind": entry.kind,
        "at": entry.at,
        "by": {"role": entry.by.role, "name": entry.by.name},
        "chain": {
            "panel": entry.panel,
            "seq": entry.seq,
            "sealed": entry.sealed,
            "previous": entry.previous,
            "hash": entry.hash,
        },
    }


def told(kept: Kept) -> bytes:
    """An entry just made, as it is shown, in JSON."""
    return as_bytes(placed(kept.held))[:-1] + b',"content":' + kept.said + b"}"


def log(connection: Connection, panel: str, reference: str, by: By) -> None:
    """Keep that a case was read: by whom, when, and which."""
    where = {"panel": panel, "reference": reference, "at": now()}
    connection.execute(ADD_READING, {**by.told(), **where})
