"""The ledger: entries kept in their order, each linked to the one before, one writer at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine

from api.register.chain import BEGINNING, By, Entry, Head, Kind, canonical, digest
from api.register.mistakes import Erased, Repeated
from api.register.rows import (
    ADD_REPEAT,
    BEFORE,
    BY_SEQ,
    Held,
    Past,
    Record,
    add_case,
    add_entry,
    destroy_key,
    erasable,
    forget,
    grow,
    head_of,
    held_in,
    now,
    record_of,
)
from api.register.scrubbing import scrubbed
from api.register.sealing import CaseKey, Master
from api.store.database import alone
from criteria.errors import Problem, ThresholdError, quoted


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


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that is kept, with what it says, as JSON."""

    held: Held
    said: bytes


class Ledger:
    """The register's entries in a database. Threads and processes may share it."""

    def __init__(self, engine: Engine, master: Master) -> None:
        self._engine = engine
        self._master = master

    def append(self, drafts: list[Draft]) -> list[Kept | ThresholdError]:
        """Keep entries, in one transaction: each as it was kept, or what refused it.

        What is returned is on the disk. Raises DBAPIError if nothing could be kept.
        """
        heads: dict[str, Head | None] = {}
        with self._engine.begin() as connection:
            alone(connection)
            return [self._one(connection, draft, heads) for draft in drafts]

    def _one(
        self, connection: Connection, draft: Draft, heads: dict[str, Head | None]
    ) -> Kept | ThresholdError:
        """Keep one entry, or say what refuses it: that is found before anything is written."""
        try:
            if (earlier := self._repeated(connection, draft)) is not None:
                return earlier
            record = record_of(connection, draft.panel, draft.reference)
            key, wrapped = self._key_of(record)
            said = draft.write(record, Past(connection, record, key))
        except ThresholdError as error:
            return error
        if draft.panel not in heads:
            heads[draft.panel] = head_of(connection, draft.panel)
        entry = following(draft, heads[draft.panel], 1 if record is None else record.entries + 1)
        content = key.seal(said, entry.place)
        held = Held(replace(entry, sealed=digest(content)).linked(), content)
        keep(connection, draft, held, wrapped if record is None else None)
        if draft.token is not None:
            mark = key.mark(draft.request)
            row = {"panel": draft.panel, "token": draft.token, "request": mark}
            connection.execute(ADD_REPEAT, {**row, "seq": entry.seq})
        heads[draft.panel] = held.entry.head
        return Kept(held, said)

    def _repeated(self, connection: Connection, draft: Draft) -> Kept | None:
        """The entry that this very request made before. Raises Repeated if it was another one."""
        if draft.token is None:
            return None
        asked = {"of_panel": draft.panel, "of_token": draft.token}
        row = connection.execute(BEFORE, asked).first()
        if row is None:
            return None
        made = connection.execute(BY_SEQ, {"of_panel": draft.panel, "of_seq": row.seq}).one()
        held = held_in(made)
        record = record_of(connection, held.entry.panel, held.entry.reference)
        key, _ = self._key_of(record)
        if row.request != key.mark(draft.request):
            told = "was used before, with another request"
            raise Repeated([Problem(("Idempotency-Key",), told)])
        return Kept(held, key.open_as_text(held.content, held.entry.place))

    def _key_of(self, record: Record | None) -> tuple[CaseKey, bytes]:
        """The key of a case, new for a new one. Raises Erased for one that is erased."""
        if record is None:
            return self._master.new_case()
        if record.wrapped is None:
            raise Erased([Problem(("reference",), f"{quoted(record.reference)} was erased")])
        return self._master.unwrap(record.wrapped), record.wrapped

    def check_opens(self, wrapped: bytes) -> None:
        """Raise Unreadable if no master key here opens the key of a case."""
        self._master.unwrap(wrapped)

    def check_erasable(self, panel: str, reference: str) -> None:
        """Raise NoSuchCase, or Erased, if a case cannot be erased."""
        with self._engine.connect() as connection:
            erasable(connection, panel, reference)

    def erase(self, panel: str, reference: str, by: By, reason: str) -> Held:
        """Destroy a case's key: what was said of it can be read no more, and the chain still holds.

        The entry that says so is not sealed, for it says nothing of the case.
        """
        content = canonical({"reason": reason})
        with self._engine.begin() as connection:
            alone(connection)
            record = erasable(connection, panel, reference)
            draft = Draft(panel, reference, None, "erased", by, lambda *_: content)
            entry = following(draft, head_of(connection, panel), record.entries + 1)
            held = Held(replace(entry, sealed=digest(content)).linked(), content)
            add_entry(connection, held)
            destroy_key(connection, record)
            grow(connection, held.entry, key_id=None)
            forget(connection, record)
        scrubbed(self._engine)
        return held

    def opened(self, record: Record, held: Held) -> Any:
        """What an entry says, or None if its case was erased."""
        if held.entry.kind == "erased":
            return json.loads(held.content)
        if record.wrapped is None:
            return None
        return self._master.unwrap(record.wrapped).open(held.content, held.entry.place)


def following(draft: Draft, head: Head | None, n: int) -> Entry:
    """The entry of a draft in its place after the last of its panel, but for its content."""
    return Entry(
        panel=draft.panel,
        seq=1 if head is None else head.seq + 1,
        reference=draft.reference,
        n=n,
        kind=draft.kind,
        at=now(),
        by=draft.by,
        sealed="",
        previous=BEGINNING if head is None else head.hash,
    )


def keep(connection: Connection, draft: Draft, held: Held, new: bytes | None) -> None:
    """Write an entry, and what the register knows of its case; `new` is the key of a new one."""
    entry = held.entry
    add_entry(connection, held)
    if new is not None:
        add_case(connection, begun(draft, entry, new))
    else:
        grow(connection, entry, **({"incident": draft.incident} if draft.incident else {}))


def begun(draft: Draft, entry: Entry, wrapped: bytes) -> Record:
    """A case as it begins with an entry."""
    at = entry.at
    return Record(entry.panel, entry.reference, draft.incident, entry.n, at, at, wrapped)
