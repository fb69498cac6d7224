"""The keys of those who may come in: made, listed, revoked and looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Engine, insert, select, update

from api.credentials import Credential, Key, as_label, as_role, new_key
from api.store.tables import keys
from criteria.errors import InputError, Problem, quoted


class Keys:
    """The keys in a database. A secret is never stored, only its hash."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(self, name: str, role: str, panel: str, days: int | None = None) -> Key:
        """A new key for a holder of this name, in this role, for this panel; good for so many days.

        The key cannot be shown again. Raises InputError for a name, role or panel that is none.
        """
        key, now = new_key(), clock()
        row = {
            "id": key.id,
            "name": as_label("name", name),
            "role": as_role(role),
            "panel": as_label("panel", panel),
            "hashed": key.hashed(),
            "created": now,
            "expires": None if days is None else now + timedelta(days=days),
        }
        with self._engine.begin() as connection:
            connection.execute(insert(keys).values(row))
        return key

    def listed(self) -> list[Credential]:
        """Every credential, the oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(keys).order_by(keys.c.created, keys.c.id)).mappings()
            return [credential(row) for row in rows]

    def revoke(self, name: str) -> Credential:
        """Revoke a key by its id. Raises InputError, which leads from a name to its id."""
        with self._engine.begin() as connection:
            unrevoked = update(keys).where(keys.c.id == name, keys.c.revoked.is_(None))
            connection.execute(unrevoked.values(revoked=clock()))
            row = connection.execute(select(keys).where(keys.c.id == name)).mappings().first()
        if row is None:
            raise InputError([no_id(name, self.listed())])
        return credential(row)

    def held_by(self, key: Key) -> Credential | None:
        """Who holds a key, or None if nobody does. Whether it is still good is theirs to say."""
        with self._engine.connect() as connection:
            row = connection.execute(select(keys).where(keys.c.id == key.id)).mappings().first()
        if not key.proves("" if row is None else row["hashed"]) or row is None:
            return None
        return credential(row)


def no_id(said: str, held: Sequence[Credential]) -> Problem:
    """That something is no id, with a name that is close to it: ids are drawn by chance."""
    good = [one for one in held if one.revoked is None]
    if ids := [f"`{one.id}`" for one in good if one.name == said]:
        told = f"{quoted(said)} is the name of a key, and its id is {' or '.join(ids)}"
        return Problem(("id",), told)
    close = get_close_matches(said, {one.name for one in good}, 1)
    return Problem(("id",), f"{quoted(said)} is not the id of a key", *close)


def clock() -> datetime:
    """The time now, in UTC, to the second, as the database keeps it."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def credential(row: Mapping[Any, Any]) -> Credential:
    """A credential from its row."""
    return Credential(
        id=row["id"],
        name=row["name"],
        role=as_role(row["role"]),
        panel=row["panel"],
        created=row["created"],
        expires=row["expires"],
        revoked=row["revoked"],
    )
