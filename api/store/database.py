"""Opening the database, brought forward to the newest form first."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from criteria.errors import InputError, Problem

FILE = "threshold.sqlite3"
MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 10_000
"""How many milliseconds a writer waits for another."""


def opened(folder: Path) -> Engine:
    """The database in a folder, made if it is not there. Raises InputError if it cannot be.

    The folder and what is in it can be read by their owner alone.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / FILE).touch(mode=0o600)
        engine = create_engine(f"sqlite:///{folder / FILE}")
        event.listen(engine, "connect", safely)
        migrate(engine)
    except (OSError, DBAPIError, CommandError) as error:
        problem = Problem(("data", str(folder)), f"cannot be opened: {reason(error)}")
        raise InputError([problem]) from error
    return engine


def reason(error: OSError | DBAPIError | CommandError) -> str:
    """Why a database cannot be opened, in a few words."""
    if isinstance(error, CommandError):  # its form is none that the migrations know
        return "it was written by a newer version of threshold"
    said = error.strerror if isinstance(error, OSError) else error.orig
    return str(said).lower()


def safely(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Every connection: readers never wait for a writer, and what is committed is on the disk."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={PATIENCE}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def migrate(engine: Engine) -> None:
    """Bring the tables forward to their newest form, if they are not there already."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
    # One process at a time: the others find the newest form when their turn comes.
    with engine.begin() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
