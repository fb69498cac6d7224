"""Deciding every screening again: under its digest, or to see what another edition would say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from api.register.chain import Entry
from api.register.mistakes import Unreadable
from api.register.register import Register
from api.register.rows import Held
from criteria.decisions import as_json
from criteria.errors import CallerError
from criteria.shelf import shelf
from engine.decide import decide


@dataclass(frozen=True, slots=True)
class Replayed:
    """A screening decided again: what was said then, what is said now, and how they differ."""

    entry: Entry
    then: str
    now: str
    differs: str | None


def replayed(register: Register, panel: str, edition: str | None = None) -> Iterator[Replayed]:
    """Every screening of a panel that can still be read, decided again.

    Without an edition, under its own: with the same digest anything that differs is told.
    """
    with closing(register.library.all(panel)) as kept:
        for entry, content in kept:
            if entry.kind == "screening":
                yield from read_again(register, Held(entry, content), edition)


def read_again(register: Register, held: Held, edition: str | None) -> Iterator[Replayed]:
    """One screening, if its case was not erased; one that does not open is told."""
    try:
        said = register.said(held)
    except Unreadable:
        told = "its content cannot be opened"
        yield Replayed(held.entry, "not readable", "not decided", told)
        return
    if said is not None:
        yield again(held.entry, said, edition)


def again(entry: Entry, said: dict[str, Any], edition: str | None) -> Replayed:
    """One screening, decided again."""
    then = said["decision"]
    name = edition or then["edition"]
    digest = shelf().volume(name).digest
    if edition is None and digest != then["ruleset"]["digest"]:
        told = f"decided under another digest of {name}, {then['ruleset']['digest'][:16]}"
        return Replayed(entry, then["referral"], "not decided", told)
    try:
        now = as_json(decided_again(name, said))
    except CallerError as error:
        return Replayed(entry, then["referral"], "refused", str(error))
    differs = None if edition is not None else difference(then, now)
    return Replayed(entry, then["referral"], now["referral"], differs)


def decided_again(edition: str, said: dict[str, Any]) -> Any:
    """The decision on what was screened; judgements belong to the edition they were made under."""
    then = said["decision"]
    same = edition == then["edition"]
    return decide(
        edition,
        then["facts"],
        judgements=then["judgements"] if same else {},
        dates=said["dates"],
        what_if=then["would_change"] is not None,
    )


def difference(then: dict[str, Any], now: dict[str, Any]) -> str | None:
    """Which parts of a decision are not what they were, or None if all are."""
    parts = [name for name in now if name != "engine" and then.get(name) != now[name]]
    return f"differs in {', '.join(parts)}" if parts else None
