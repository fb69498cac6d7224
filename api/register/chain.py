"""The chain: each entry carries the hash of the one before, and nothing can change unseen.

An entry is hashed in its canonical form (RFC 8785). What it says of a case is hashed as it is
kept, sealed: when the case's key is destroyed the text is gone, and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from criteria.errors import visible

Kind = Literal[
    "screening", "judgement", "advice", "decision", "notice", "reply", "correction", "erased"
]
KINDS: tuple[Kind, ...] = get_args(Kind)

BEGINNING: Final = "0" * 64
"""What stands for the hash before the first entry of a panel."""


@dataclass(frozen=True, slots=True)
class By:
    """Who made an entry: the role, name and id of the credential."""

    role: str
    name: str
    key: str

    def told(self) -> dict[str, str]:
        """Who it was, as an entry, a row and a log of readings say it."""
        return {"role": self.role, "name": self.name, "key": self.key}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a panel's register.

    `seq` counts within the panel and `n` within the case, both from 1. `at` is UTC, ISO 8601 to the
    millisecond. `sealed` is the SHA-256 of the sealed content, in hexadecimal like every hash.
    `incident` is the one that this entry put the case under, if it did.
    """

    panel: str
    seq: int
    reference: str
    n: int
    kind: Kind
    at: str
    by: By
    sealed: str
    previous: str
    hash: str = ""
    incident: str | None = None

    @property
    def place(self) -> str:
        """The place in the register for which the content is sealed."""
        return place_of(self.panel, self.reference, self.n, self.kind)

    @property
    def head(self) -> Head:
        """The head of a register whose last entry this is."""
        return Head(self.panel, self.seq, self.hash, self.at)

    def hashed(self) -> str:
        """The hash of the entry, over everything in it but the hash itself."""
        told = {name: getattr(self, name) for name in HASHED}
        if self.incident is not None:  # entries were hashed without one before they could have one
            told["incident"] = self.incident
        return hashlib.sha256(canonical({**told, "by": self.by.told()})).hexdigest()

    def linked(self) -> Entry:
        """The entry with its hash."""
        return replace(self, hash=self.hashed())


HASHED = ("at", "kind", "n", "panel", "previous", "reference", "sealed", "seq")
"""What is hashed of an entry, beside who made it."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far a panel's register goes: its last entry, to be sent elsewhere and held against it."""

    panel: str
    seq: int
    hash: str
    at: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a register is not what it was: the place of the entry, and what is wrong there.

    What is wrong with a case, and with no entry of it, has no place.
    """

    panel: str
    seq: int | None
    what: str

    def __str__(self) -> str:
        place = "" if self.seq is None else f", entry {self.seq}"
        return f"panel {visible(self.panel)}{place}: {self.what}"


def place_of(panel: str, reference: str, n: int, kind: Kind) -> str:
    """The place in the register for which an entry's content is sealed."""
    return f"{panel}/{reference}/{n}/{kind}"


ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=repr)
"""Made once: `json.dumps` makes one for every value that it writes."""


def canonical(value: object) -> bytes:
    """The canonical form (RFC 8785) of tables, lists, text and whole numbers.

    The keys here are ASCII, and there is no fraction: for these, Python's own form is canonical.
    What never is in an entry, half a character or raw bytes, is told apart all the same: somebody
    may have put it there.
    """
    return ENCODER.encode(value).encode("utf-8", "surrogatepass")


def digest(content: bytes) -> str:
    """The hash of sealed content."""
    return hashlib.sha256(content).hexdigest()


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
        for head in [one for one in ahead if one.seq == entry.seq]:
            ahead.remove(head)
            if entry.hash != head.hash:
                yield Broken(panel, entry.seq, "is not the entry that the signed head names")
        previous, expected = entry.hash, (entry.seq if numbered(entry) else expected) + 1
    for head in ahead:
        cut = f"is missing: a signed head goes as far as entry {head.seq}"
        yield Broken(panel, min(expected, head.seq), cut)


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
