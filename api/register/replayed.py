"""Deciding every screening again: under its digest, or to see what another edition would say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.register.chain import Entry
from api.register.mistakes import Unreadable
from api.register.register import Register
from api.register.rows import COLUMNS, SCREENINGS, Held, each, held_in
from api.register.writing import WRITER
from criteria.decisions import Decision
from criteria.errors import CallerError
from criteria.shelf import shelf
from criteria.versions import Volume
from criteria.words import UNKNOWN
from engine.dates import is_on_dates
from engine.decide import decide_under


@dataclass(frozen=True, slots=True)
class Replayed:
    """A screening decided again: what was said then, what is said now, and how they differ.

    `under` is the version of the rules that decided now; empty where none could.
    """

    entry: Entry
    then: str
    now: str
    differs: str | None
    under: str = ""


def replayed(register: Register, panel: str, edition: str | None = None) -> Iterator[Replayed]:
    """Every screening of a panel that can still be read, decided again.

    Without an edition, under the very rules that decided it: anything that differs is told.
    """
    with register.library.as_it_stands() as connection:
        for row in each(connection, SCREENINGS, {"of_panel": panel}):
            held, (known, wrapped) = held_in(row[:COLUMNS]), row[COLUMNS:]
            if known is None:
                yield unread(held.entry, "its case is not there")
            else:
                yield from read_again(register, held, wrapped, edition)


def read_again(
    register: Register, held: Held, wrapped: bytes | None, edition: str | None
) -> Iterator[Replayed]:
    """One screening, if its case was not erased; one that does not open is told."""
    try:
        said = register.ledger.opened(wrapped, held)
    except Unreadable:
        yield unread(held.entry, "its content cannot be opened")
        return
    if said is not None:
        yield again(register, held.entry, said, edition)


def unread(entry: Entry, why: str) -> Replayed:
    """A screening that cannot be read any more, and so cannot be decided again."""
    return Replayed(entry, "not readable", "not decided", why)


def again(register: Register, entry: Entry, said: dict[str, Any], edition: str | None) -> Replayed:
    """One screening, decided again."""
    then = said["decision"]
    volume = register.rulesets.find(then) if edition is None else shelf().volume(edition)
    if volume is None:
        told = f"the rules that decided it are not here: {name_version(then['ruleset'])}"
        return Replayed(entry, then["referral"], "not decided", told)
    try:
        now = json.loads(WRITER.written(decide_again(volume, said)))
    except CallerError as error:
        return Replayed(entry, then["referral"], "refused", str(error))
    differs = None if edition is not None else difference(then, now)
    return Replayed(entry, then["referral"], now["referral"], differs, name_version(now["ruleset"]))


def name_version(ruleset: dict[str, str]) -> str:
    """Which version of which edition, by its digest too."""
    return f"{ruleset['id']} {ruleset['version']} ({ruleset['digest'][:16]})"


def decide_again(volume: Volume, said: dict[str, Any]) -> Decision:
    """The decision on what was screened; judgements belong to the edition they were made under."""
    then = said["decision"]
    same = volume.ruleset.id == then["edition"]
    return decide_under(
        volume,
        {name: answer for name, answer in then["facts"].items() if answer != UNKNOWN},
        judgements=then["judgements"] if same else {},
        dates=said["dates"],
        what_if=then["would_change"] is not None,
    )


def drop_date_notes(notes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The notes that rest on the rules."""
    return [one for one in notes if not is_on_dates(one["id"])]


def difference(then: dict[str, Any], now: dict[str, Any]) -> str | None:
    """Which parts of a decision are not what they were, or None if all are.

    Notes on dates come from the timeline, which is no part of a ruleset and no digest covers.
    """
    then, now = ({**one, "notes": drop_date_notes(one.get("notes", []))} for one in (then, now))
    parts = [name for name in now if name != "engine" and then.get(name) != now[name]]
    return f"differs in {', '.join(parts)}" if parts else None
