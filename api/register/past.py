"""What was said of a case so far, opened as it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from sqlalchemy import Connection, Select

from api.register.chain import Entry, Kind
from api.register.rows import OF_KIND, ONE_ENTRY, Held, Record, held_in, named
from api.register.rulesets import Rulesets
from api.register.sealing import CaseKey
from criteria.versions import Volume


class Past:
    """What was said of a case: what is in the database, if there is a connection to it, and more.

    `added` is what is written together with the next entry, and is in no database yet. Who goes
    through many cases gives the `rulesets` that they share.
    """

    def __init__(
        self,
        connection: Connection | None,
        record: Record | None,
        key: CaseKey | None,
        added: Sequence[Held] = (),
        rulesets: Rulesets | None = None,
    ) -> None:
        self._connection = connection
        self._record = record
        self._key = key
        self._added = added
        own = None if connection is None else lambda: nullcontext(connection)
        self._rulesets = rulesets or Rulesets(own)

    def of(self, kind: Kind) -> Iterator[tuple[Entry, Any]]:
        """The entries of a kind, the newest first, with what they say."""
        if self._key is None:
            return
        for held in self._held(kind):
            yield held.entry, self._key.open(held.content, held.entry.place)

    def volume(self, decision: Mapping[str, Any]) -> Volume:
        """The rules that made a recorded decision, or what it tells of them."""
        return self._rulesets.of(decision)

    def last(self, kind: Kind) -> int | None:
        """The number of the last entry of a kind, or None if there is none."""
        return next((held.entry.n for held in self._held(kind)), None)

    def entry(self, n: int) -> Kind | None:
        """The kind of the case's entry of this number, or None if there is none."""
        kinds = [one.entry.kind for one in self._added if one.entry.n == n]
        kinds += [one.entry.kind for one in self._kept(ONE_ENTRY, of_n=n)]
        return kinds[0] if kinds else None

    def _held(self, kind: Kind) -> Iterator[Held]:
        """The entries of a kind, the newest first."""
        yield from (one for one in reversed(self._added) if one.entry.kind == kind)
        yield from self._kept(OF_KIND, of_kind=kind)

    def _kept(self, statement: Select[Any], **asked: Any) -> Iterator[Held]:
        """The entries that a statement finds in the database."""
        if self._connection is None or self._record is None:
            return
        where = named(self._record.panel, self._record.reference)
        yield from map(held_in, self._connection.execute(statement, {**where, **asked}))
