"""Opening the database, brought forward to the newest form first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from operator import methodcaller
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from criteria.errors import InputError, Problem

FILE = "threshold.sqlite3"
MIGRATIONS = Path(__file__).parent / "migrations"
TURN = 7281
"""The number of PostgreSQL's advisory lock on which writers take turns."""

WAL_PAGES = 4000
"""How far the write-ahead log grows before it is worked into the database: some 16 MB."""

PATIENCE = 10_000
"""How many milliseconds a writer waits for another."""


def opened(folder: Path, url: str | None = None) -> Engine:
    """The database at a URL, or embedded in a folder, made if it is not there.

    Raises InputError if it cannot be opened. What is in the folder can be read by its owner alone.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = embedded(folder / FILE) if url is None else served(url)
        with ExitStack() as undone:
            undone.callback(engine.dispose)
            migrate(engine)
            undone.pop_all()
    except (OSError, ArgumentError, ImportError, DBAPIError) as error:
        where = str(folder) if url is None else "the database"
        raise InputError(
            [Problem(("data",), f"{where} cannot be opened: {reason(error)}")]
        ) from error
    return engine


def served(url: str) -> Engine:
    """A database that PostgreSQL serves. Raises ArgumentError for another URL."""
    if make_url(url).get_backend_name() != "postgresql":
        raise ArgumentError("its URL is not one of PostgreSQL")
    return create_engine(url, pool_pre_ping=True)


def embedded(file: Path) -> Engine:
    """A database in a file of its own."""
    file.touch(mode=0o600)
    engine = create_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", safely)
    return engine


def reason(error: Exception) -> str:
    """Why a database cannot be opened, in a line."""
    why = error.orig if isinstance(error, DBAPIError) else error
    return (getattr(why, "strerror", None) or str(why)).strip().splitlines()[0].lower()


LENIENT = methodcaller("decode", "utf-8", "surrogateescape")
"""How stored text is read: in C, since there is much of it where all is gone through."""


def safely(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Every connection: readers never wait for a writer, and what is committed is on the disk.

    Bytes that are no text can be read all the same, so that whoever verifies can name the entry.
    """
    connection.text_factory = LENIENT
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={PATIENCE}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        f"wal_autocheckpoint={WAL_PAGES}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def migrate(engine: Engine) -> None:
    """Bring the tables forward to their newest form, if they are not there already.

    Raises InputError if they are of a form that a later version made.
    """
    found, config = form_of(engine), configured()
    known = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
    if found == known[0]:
        return
    if found is not None and found not in known:
        told = f"was made by a later version (form {found}, and {known[0]} is the newest known)"
        raise InputError([Problem(("database",), told)])
    # One process at a time: the others find the newest form when their turn comes.
    with engine.begin() as connection:
        alone(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def configured() -> Config:
    """Where Alembic finds the migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def newest() -> str | None:
    """The newest form of the tables."""
    return ScriptDirectory.from_config(configured()).get_current_head()


def form_of(engine: Engine) -> str | None:
    """The form of the tables in a database, or None if there are none of ours."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


SNAPSHOT = {"postgresql": "REPEATABLE READ", "sqlite": "SERIALIZABLE"}


@contextmanager
def as_it_stands(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it stands now, whoever writes meanwhile."""
    level = SNAPSHOT[engine.dialect.name]
    with engine.connect().execution_options(isolation_level=level) as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        yield connection


def alone(connection: Connection) -> None:
    """Wait until no other process writes, for as long as the transaction lasts."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({TURN})"))
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
