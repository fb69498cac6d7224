"""Scrubbing: a key that was destroyed is in no page and no log of the database any more."""

from __future__ import annotations

import time
from collections.abc import Sequence

from sqlalchemy import Connection, Engine

from api.register import write_ahead

PATIENCE = 30
"""How many seconds an erasure waits for those who read."""

READ = "somebody has been reading for so long that SQLite's write-ahead log could not be emptied"


def scrubbed(engine: Engine) -> list[str]:
    """See that keys which were destroyed are in no page and no log of the database any more.

    Says why they may be there all the same, and what to do, if they may: nothing is undone by that.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.detach()  # what is set for it is for nobody after us
            return write_ahead.emptied(connection)
        return [] if emptied(connection) else [READ]


def warning(left: Sequence[str]) -> str:
    """What is told where something may still hold a key that was destroyed."""
    return (
        f"what was destroyed may still be in the database's write-ahead log: {'; '.join(left)};"
        " then run `threshold register scrub`"
    )


def hindered(engine: Engine) -> list[str]:
    """What would keep a database, as it is set, from being scrubbed; nothing is done."""
    if engine.dialect.name != "postgresql":
        return []
    with engine.connect() as connection:
        hindrances, copies = write_ahead.in_the_way(connection)
        return [*hindrances, *copies]


def emptied(connection: Connection) -> bool:
    """Empty the write-ahead log of SQLite, as soon as nobody reads from it; whether that was done.

    What was deleted is overwritten in the database itself (`secure_delete`).
    """
    until = time.monotonic() + PATIENCE
    while connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
