"""Scrubbing: a key that was destroyed is in no page and no log of the database any more."""

from __future__ import annotations

import time

from sqlalchemy import Connection, Engine, text

from api.register.mistakes import NotKept

PATIENCE = 30
"""How many seconds an erasure waits for those who read."""


def scrubbed(engine: Engine) -> None:
    """See that a key which was destroyed is in no page and no log of the database any more."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("VACUUM FULL case_keys"))  # plain VACUUM leaves the bytes
        else:
            emptied(connection)


def emptied(connection: Connection) -> None:
    """Empty the write-ahead log, as soon as nobody reads from it. Raises EngineFault if that fails.

    What was deleted is overwritten in the database itself (`secure_delete`).
    """
    until = time.monotonic() + PATIENCE
    while connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
        if time.monotonic() > until:
            told = "the case is erased, but somebody reads for so long that the write-ahead log"
            raise NotKept(f"{told} could not be emptied: restart the service")
        time.sleep(0.05)
