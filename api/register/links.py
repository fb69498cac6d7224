"""Holding a chain to itself: every link, and the heads that were kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.register.chain import BEGINNING, Entry, Head, digest
from criteria.errors import visible


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a register is not what it was: the place of the entry, and what is wrong there.

    What is wrong with a case, and with no entry of it, has no place; what panels share, no panel.
    """

    panel: str | None
    seq: int | None
    what: str

    def __str__(self) -> str:
        if self.panel is None:
            return self.what
        place = "" if self.seq is None else f", entry {self.seq}"
        return f"panel {visible(self.panel)}{place}: {self.what}"


def broken(
    panel: str,
    kept: Iterable[tuple[Entry, bytes]],
    earlier: Iterable[Head] = (),
    last: Head | None = None,
) -> Iterator[Broken]:
    """Everything wrong with a panel's entries, given in their order with their sealed content.

    `earlier` are heads that were kept elsewhere: without one, a register whose last entries were
    cut off cannot be told from a shorter one. `last` is the head with which the entries end.
    """
    previous, expected = BEGINNING, 1
    ahead = [*earlier, *([last] if last is not None else [])]
    for entry, content in kept:
        if entry.seq != expected:
            yield Broken(panel, expected, f"is missing: entry {entry.seq} stands in its place")
        yield from wrong_with(panel, entry, content, previous)
        if last is not None and entry.seq > last.seq:
            yield Broken(panel, entry.seq, f"stands after the signed head, entry {last.seq}")
        if ahead:
            yield from met(ahead, entry)
        previous, expected = entry.hash, (entry.seq if numbered(entry) else expected) + 1
    for head in ahead:
        cut = f"is missing: a signed head goes as far as entry {head.seq}"
        yield Broken(panel, min(expected, head.seq), cut)


def met(ahead: list[Head], entry: Entry) -> Iterator[Broken]:
    """What is wrong with an entry that a head names; the heads that it meets are taken away."""
    for head in [one for one in ahead if one.seq == entry.seq]:
        ahead.remove(head)
        if entry.hash != head.hash:
            yield Broken(entry.panel, entry.seq, "is not the entry that the signed head names")


def numbered(entry: Entry) -> bool:
    """Whether an entry has a number: SQLite keeps anything anywhere, if somebody puts it there."""
    return isinstance(entry.seq, int)


def is_sealed(content: object, sealed: str) -> bool:
    """Whether something is the content of this hash."""
    return isinstance(content, bytes) and digest(content) == sealed


def wrong_with(panel: str, entry: Entry, content: bytes, previous: str) -> Iterator[Broken]:
    """What is wrong with one entry."""
    if entry.panel != panel:
        yield Broken(panel, entry.seq, f"belongs to panel {visible(entry.panel)}")
    if entry.previous != previous:
        yield Broken(panel, entry.seq, "does not follow the entry before it")
    if not is_sealed(content, entry.sealed):
        yield Broken(panel, entry.seq, "its content was changed")
    if entry.hashed() != entry.hash:
        yield Broken(panel, entry.seq, "was changed")
