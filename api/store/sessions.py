"""Who is signed in on the pages: sessions in the database, each known by a hash of its secret."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, insert, or_, select, update

from api.credentials import Credential
from api.store.keys import clock
from api.store.keys import credential as held
from api.store.tables import sessions

SEEN_AGAIN = timedelta(seconds=30)
"""How much later a session must be seen for that to be kept: not every request need write."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in, and the secret that their browser proves it with."""

    secret: str
    credential: Credential

    def __repr__(self) -> str:
        return f"Session({self.credential.id!r}, ...)"


@dataclass(frozen=True, slots=True)
class Limits:
    """For how long a session is good: unused, and at all."""

    idle: timedelta
    whole: timedelta


class Sessions:
    """The sessions in a database. Any process of the service may ask."""

    def __init__(self, engine: Engine, limits: Limits) -> None:
        self._engine = engine
        self._limits = limits

    def begin(self, who: Credential) -> Session:
        """A new session, with a secret that nobody has had; those that ended are swept away."""
        secret, now = new_secret(), clock()
        row = {**named(who), "created": now, "seen": now, "ends": now + self._limits.whole}
        over = or_(sessions.c.ends <= now, sessions.c.seen <= now - self._limits.idle)
        with self._engine.begin() as connection:
            connection.execute(delete(sessions).where(over))
            connection.execute(insert(sessions).values(hashed=hashed(secret), **row))
        return Session(secret, who)

    def found(self, secret: str) -> Session | None:
        """The session of a secret, if it is still good; that it was seen is kept."""
        now = clock()
        with self._engine.connect() as connection:
            asked = select(sessions).where(sessions.c.hashed == hashed(secret))
            row = connection.execute(asked).mappings().first()
        if row is None or not self._good(row, now):
            return None
        if now - row["seen"] >= SEEN_AGAIN:
            self._seen(row["hashed"], now)
        return Session(secret, credential(row))

    def end(self, secret: str) -> None:
        """End a session, for every browser that has its secret."""
        with self._engine.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.hashed == hashed(secret)))

    def _good(self, row: Mapping[Any, Any], now: datetime) -> bool:
        """Whether a session is neither too old nor unused for too long."""
        return bool(now < row["ends"] and now - row["seen"] < self._limits.idle)

    def _seen(self, which: str, now: datetime) -> None:
        """Keep that a session was seen."""
        with self._engine.begin() as connection:
            kept = update(sessions).where(sessions.c.hashed == which)
            connection.execute(kept.values(seen=now))


def new_secret() -> str:
    """A secret of 256 bits, as a cookie or an address can carry it."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What is stored of a secret. It is random and long, so one pass of SHA-256 will do."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def token_of(secret: str) -> str:
    """What a form carries to show that it was made for whoever has this secret."""
    return hmac.new(secret.encode("utf-8", "replace"), b"form", hashlib.sha256).hexdigest()


def named(who: Credential) -> dict[str, str]:
    """Somebody as the tables name them."""
    return {"id": who.id, "name": who.name, "role": who.role, "panel": who.panel}


def credential(row: Mapping[Any, Any]) -> Credential:
    """Somebody from their row."""
    return held({"created": row["ends"], **row, "expires": row["ends"], "revoked": None})
