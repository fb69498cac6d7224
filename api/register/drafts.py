"""An entry before it is kept, and when it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api.register.chain import BEGINNING, By, Entry, Head, Kind, digest
from api.register.past import Past
from api.register.rows import Held, Record
from api.register.times import now


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be made: for which case, by whom, and what it says once the case is known.

    `write` is given the record as it stands when the entry's turn has come, and what was said so
    far; what it raises refuses this entry and no other.
    """

    panel: str
    reference: str
    incident: str | None
    kind: Kind
    by: By
    write: Callable[[Record | None, Past], bytes]
    token: str | None = None
    request: str = ""

    def following(self, head: Head | None, n: int, content: bytes) -> Held:
        """The entry with its sealed content, in its place after the last of its panel."""
        entry = Entry(
            panel=self.panel,
            seq=1 if head is None else head.seq + 1,
            reference=self.reference,
            n=n,
            kind=self.kind,
            at=now(),
            by=self.by,
            sealed=digest(content),
            previous=BEGINNING if head is None else head.hash,
            incident=self.incident or None,
        )
        return Held(entry.linked(), content)


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that is kept, with what it says, as JSON."""

    held: Held
    said: bytes
