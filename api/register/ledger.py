"""The ledger: entries kept in their order, each linked to the one before, one writer at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from api.register.chain import By, canonical
from api.register.drafts import Draft, Kept
from api.register.page import Page
from api.register.rows import (
    ADD_ENTRY,
    Held,
    destroy_key,
    end,
    erasable,
    forget,
    head_of,
    row_of,
)
from api.register.scrubbing import scrubbed
from api.register.sealing import Master
from api.store.database import alone
from criteria.errors import ThresholdError


@dataclass(frozen=True, slots=True)
class Destroyed:
    """That the key of a case was destroyed: the entry that says so, and what may still hold it."""

    held: Held
    left: tuple[str, ...]


class Ledger:
    """The register's entries in a database. Threads and processes may share it."""

    def __init__(self, engine: Engine, master: Master) -> None:
        self._engine = engine
        self._master = master
        self._kept: frozenset[str] = frozenset()

    def append(self, drafts: Sequence[Draft]) -> list[Kept | ThresholdError]:
        """Keep entries, in one transaction: each as it was kept, or what refused it.

        What is returned is on the disk. Raises DBAPIError if nothing could be kept.
        """
        with self._engine.begin() as connection:
            alone(connection)
            page = Page(connection, self._master, drafts)
            found = [page.add(draft) for draft in drafts]
            page.keep(self._kept)
        self._kept |= page.digests
        return found

    @property
    def master(self) -> Master:
        """The master keys, with which the keys of cases are wrapped."""
        return self._master

    def check_opens(self, wrapped: bytes) -> None:
        """Raise Unreadable if no master key here opens the key of a case."""
        self._master.unwrap(wrapped)

    def check_erasable(self, panel: str, reference: str) -> None:
        """Raise NoSuchCase, or Erased, if a case cannot be erased."""
        with self._engine.connect() as connection:
            erasable(connection, panel, reference)

    def erase(self, panel: str, reference: str, by: By, reason: str) -> Destroyed:
        """Destroy a case's key: what was said of it can be read no more, and the chain still holds.

        What of the database may still hold it is told.
        """
        held = self.destroy(panel, reference, by, reason)
        return Destroyed(held, tuple(scrubbed(self._engine)))

    def destroy(self, panel: str, reference: str, by: By, reason: str) -> Held:
        """Destroy a case's key in its table alone: the database is to be scrubbed of it.

        The entry that says so is not sealed, for it says nothing of the case. If it is the first,
        it names the incident with which the case was begun, for the chain to hold.
        """
        content = canonical({"reason": reason})
        with self._engine.begin() as connection:
            alone(connection)
            record = erasable(connection, panel, reference)
            incident = None if record.entries else record.incident
            draft = Draft(panel, reference, incident, "erased", by, lambda *_: content)
            held = draft.following(head_of(connection, panel), record.entries + 1, content)
            connection.execute(ADD_ENTRY, row_of(held))
            destroy_key(connection, record)
            end(connection, record, held.entry)
            forget(connection, record)
        return held

    def opened(self, wrapped: bytes | None, held: Held) -> Any:
        """What an entry says, given the wrapped key of its case: None if that was destroyed.

        Raises Unreadable where the key does not open it.
        """
        if held.entry.kind == "erased":
            return json.loads(held.content)
        if wrapped is None:
            return None
        return self._master.unwrap(wrapped).open(held.content, held.entry.place)
