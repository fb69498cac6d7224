"""Signing in, before anybody is: one-time links, and what is kept while a provider is asked."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, Table, delete, insert, select

from api.credentials import Credential, as_label, as_persons_role
from api.store.keys import clock
from api.store.sessions import credential, hashed, named, new_secret
from api.store.tables import links, sign_ins

LINK_MINUTES = 15
PROVIDER_MINUTES = 15
"""For how long somebody may take at their provider."""


class SignIns:
    """The links and the sign-ins under way in a database; each is good once, and not for long."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def invite(self, name: str, role: str, panel: str) -> str:
        """The secret of a new link for somebody of this name, in this role, for this panel.

        Raises InputError for a name, role or panel that is none, or the role of a program.
        """
        now = clock()
        who = Credential(
            id=secrets.token_hex(8),
            name=as_label("name", name),
            role=as_persons_role(role),
            panel=as_label("panel", panel),
            created=now,
        )
        row = {**named(who), "ends": now + timedelta(minutes=LINK_MINUTES)}
        return self._kept(links, row)

    def invited(self, secret: str) -> Credential | None:
        """Whom a link is for, if it is good; it stays so."""
        row = self._look(links, secret)
        return None if row is None else credential(row)

    def redeem(self, secret: str) -> Credential | None:
        """Whom a link is for, if it is good; it is not any more."""
        row = self._take(links, secret)
        return None if row is None else credential(row)

    def begin(self, kept: Mapping[str, Any]) -> str:
        """The secret under which something is kept until the provider has answered."""
        ends = clock() + timedelta(minutes=PROVIDER_MINUTES)
        return self._kept(sign_ins, {"kept": json.dumps(kept), "ends": ends})

    def finish(self, secret: str) -> dict[str, Any] | None:
        """What was kept under a secret, once."""
        row = self._take(sign_ins, secret)
        if row is None:
            return None
        kept: dict[str, Any] = json.loads(row["kept"])
        return kept

    def _kept(self, table: Table, row: Mapping[str, Any]) -> str:
        """Keep a row under a new secret; those that ended are swept away."""
        secret = new_secret()
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(table.c.ends <= clock()))
            connection.execute(insert(table).values(hashed=hashed(secret), **row))
        return secret

    def _look(self, table: Table, secret: str) -> Mapping[Any, Any] | None:
        """The row kept under a secret, if it is still good."""
        good = select(table).where(table.c.hashed == hashed(secret), table.c.ends > clock())
        with self._engine.connect() as connection:
            return connection.execute(good).mappings().first()

    def _take(self, table: Table, secret: str) -> Mapping[Any, Any] | None:
        """The row kept under a secret, if it is still good, for the first who asks alone."""
        row = self._look(table, secret)
        with self._engine.begin() as connection:
            gone = connection.execute(delete(table).where(table.c.hashed == hashed(secret)))
        return row if gone.rowcount == 1 else None
