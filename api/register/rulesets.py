"""The rules that decided recorded cases, each kept once in the register and found by digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from api.register.links import Broken
from api.store.tables import rulesets
from criteria.errors import RulesetError
from criteria.read_back import rebuild_volume
from criteria.shelf import shelf
from criteria.versions import Volume, pack_version, store_version, unpack_version

CONTENT = select(rulesets.c.content).where(rulesets.c.digest == bindparam("of_digest"))
EVERY_ONE = select(rulesets).order_by(rulesets.c.digest)

Decided = Mapping[str, Any]
"""A decision as it is recorded, in the JSON of the contract."""


class Rulesets:
    """The rules of recorded decisions. `connect` opens the register, if there is one to ask."""

    def __init__(
        self, connect: Callable[[], AbstractContextManager[Connection]] | None = None
    ) -> None:
        self._connect = connect
        self._read: dict[str, Volume] = {}

    def find(self, decision: Decided) -> Volume | None:
        """The rules that made a decision, from the shelf, a past release or the register."""
        ruleset = decision["ruleset"]
        digest: str = ruleset["digest"]
        if digest not in self._read:
            found = find_on_shelf(ruleset["id"], digest) or self._find_kept(digest)
            if found is None:
                return None
            self._read[digest] = found
        return self._read[digest]

    def of(self, decision: Decided) -> Volume:
        """The rules that made a decision, or what the decision itself tells of them."""
        return self.find(decision) or rebuild_volume(decision)

    def _find_kept(self, digest: str) -> Volume | None:
        """The rules of this digest in the register, if they are there and as they were kept."""
        if self._connect is None:
            return None
        with self._connect() as connection:
            content = connection.execute(CONTENT, {"of_digest": digest}).scalar()
        found = None if content is None else unpack_version(content)
        try:
            return found.load() if found is not None and found.digest == digest else None
        except RulesetError:
            return None


def find_on_shelf(edition: str, digest: str) -> Volume | None:
    """The version of this digest that is on the shelf or in a past release, if it can be read."""
    try:
        return shelf().find_version(edition, digest)
    except RulesetError:
        return None


def keep_rulesets(connection: Connection, volumes: Iterable[Volume]) -> None:
    """Keep each of these versions, in the place of one that was spoiled. Needs the write lock."""
    for digest, volume in {one.digest: one for one in volumes}.items():
        row = connection.execute(CONTENT, {"of_digest": digest}).first()
        found = None if row is None else unpack_version(row.content)
        if found is None or found.digest != digest:
            content = pack_version(store_version(volume))
            connection.execute(delete(rulesets).where(rulesets.c.digest == digest))
            connection.execute(insert(rulesets), {"digest": digest, "content": content})


def find_changed(connection: Connection) -> Iterator[Broken]:
    """The kept rules that are not those of their digest any more."""
    for row in connection.execute(EVERY_ONE):
        found = unpack_version(row.content)
        if found is None or found.digest != row.digest:
            yield Broken(None, None, f"the kept rules {str(row.digest)[:16]} were changed")
