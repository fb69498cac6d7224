"""Where a register is kept in these tests: a data folder, with a database in it or beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, insert, select, text

from api.register.chain import By, Kind
from api.register.drafts import Draft, Kept
from api.register.erasing import Erasures
from api.register.register import Register, register_in
from api.store.database import opened
from api.store.tables import entries
from api.writing import as_bytes

CHAIR = By("chair", "a chair", "0123456789abcdef")
ADMIN = By("admin", "an admin", "fedcba9876543210")


@dataclass(frozen=True)
class Place:
    """A data folder, and the URL of a database if it is not embedded."""

    folder: Path
    url: str | None = None

    @property
    def env(self) -> dict[str, str]:
        """The environment in which the program finds it."""
        found = {"THRESHOLD_DATA": str(self.folder)}
        return found if self.url is None else {**found, "THRESHOLD_DATABASE": self.url}

    @contextmanager
    def open(self, keys: str | None = None) -> Iterator[Opened]:
        """The register that is kept here, with its master keys in the folder or given."""
        engine = opened(self.folder, self.url)
        try:
            register = register_in(engine, self.folder, keys=keys)
            yield Opened(self, engine, register)
            register.scribe.stop()
        finally:
            engine.dispose()


@dataclass(frozen=True)
class Opened:
    """A register that is open, with its database."""

    place: Place
    engine: Engine
    register: Register

    @property
    def erasures(self) -> Erasures:
        """The list of what was erased."""
        return Erasures(self.place.folder)

    def add(self, reference: str, said: object = "something", **more: Any) -> Kept:
        """Add an entry to a case, and see that it is kept."""
        kept = self.register.ledger.append([draft(reference, said, **more)])[0]
        if isinstance(kept, Exception):
            raise kept
        return kept

    def rows(self) -> list[dict[str, Any]]:
        """Every entry as the database has it."""
        found = select(entries).order_by(entries.c.panel, entries.c.seq)
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(found).mappings()]

    def put(self, rows: list[dict[str, Any]]) -> None:
        """Put entries in the place of those in the database, behind the register's back."""
        with self.engine.begin() as connection:
            connection.execute(delete(entries))
            connection.execute(insert(entries), rows)

    def execute(self, statement: str, **values: Any) -> Any:
        """Put a statement to the database, behind the register's back."""
        with self.engine.begin() as connection:
            done = connection.execute(text(statement), values)
            return done.fetchall() if done.returns_rows else done.rowcount


def draft(
    reference: str,
    said: object = "something",
    *,
    panel: str = "default",
    kind: Kind = "advice",
    incident: str | None = None,
    by: By = CHAIR,
    token: str | None = None,
    request: str = "",
) -> Draft:
    """An entry that says something, whatever came before it."""
    text = as_bytes(said)
    return Draft(panel, reference, incident, kind, by, lambda *_: text, token, request)
