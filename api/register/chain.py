"""The chain: each entry carries the hash of the one before, and nothing can change unseen.

An entry is hashed in its canonical form (RFC 8785). What it says of a case is hashed as it is
kept, sealed: when the case's key is destroyed the text is gone, and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, get_args

Kind = Literal[
    "screening", "judgement", "advice", "decision", "notice", "reply", "correction", "erased"
]
KINDS: tuple[Kind, ...] = get_args(Kind)

text: Callable[[str], str] = json.encoder.encode_basestring
"""Text as JSON has it. Raises TypeError for anything else."""

whole: Callable[[int], str] = int.__repr__
"""A whole number as JSON has it. Raises TypeError for anything else."""

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
        try:
            told = self._written().encode()
        except (TypeError, UnicodeEncodeError):  # somebody put there what never is in an entry
            told = canonical(self._told())
        return hashlib.sha256(told).hexdigest()

    def _told(self) -> dict[str, Any]:
        """What is hashed: the incident only if there is one, for entries once had none."""
        by = {"key": self.by.key, "name": self.by.name, "role": self.by.role}
        told = {name: getattr(self, name) for name in HASHED}
        more = {} if self.incident is None else {"incident": self.incident}
        return {**told, **more, "by": by}

    def _written(self) -> str:
        """The canonical form of what is hashed, written at once: a register has a million of them.

        Raises TypeError where something is not of its kind.
        """
        incident = "" if self.incident is None else f'"incident":{text(self.incident)},'
        return (
            f'{{"at":{text(self.at)},"by":{{"key":{text(self.by.key)},'
            f'"name":{text(self.by.name)},"role":{text(self.by.role)}}},{incident}'
            f'"kind":{text(self.kind)},"n":{whole(self.n)},"panel":{text(self.panel)},'
            f'"previous":{text(self.previous)},"reference":{text(self.reference)},'
            f'"sealed":{text(self.sealed)},"seq":{whole(self.seq)}}}'
        )

    def linked(self) -> Entry:
        """The entry with its hash."""
        return replace(self, hash=self.hashed())


HASHED = ("at", "kind", "n", "panel", "previous", "reference", "sealed", "seq")
"""What is hashed of an entry, beside who made it and its incident."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far a panel's register goes: its last entry, to be sent elsewhere and held against it."""

    panel: str
    seq: int
    hash: str
    at: str


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
