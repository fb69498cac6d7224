"""Back-up and restore: every lasting table as it stood at one moment, in a file of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, select
from sqlalchemy.exc import DatabaseError

from api.register.mistakes import Unreadable
from api.register.rows import AT_ONCE, each
from api.store.database import alone, as_it_stands, embedded, form_of, migrate, newest
from api.store.tables import PASSING, case_keys, cases, metadata
from criteria.errors import InputError, Problem

KEPT = [table for table in metadata.sorted_tables if table not in PASSING]
"""The tables of which a copy is kept: who is signed in is not among them."""


def backed_up(engine: Engine, file: Path) -> int:
    """Copy the database, while it is in use, to a new file; how many rows that were.

    Raises InputError if the file is there already.
    """
    if file.exists():
        raise InputError([Problem((str(file),), "is there already: name a new file")])
    partial = file.with_name(f"{file.name}.partial")
    partial.unlink(missing_ok=True)
    copy = embedded(partial)
    try:
        migrate(copy)
        with as_it_stands(engine) as source, copy.begin() as target:
            count = copied(source, target)
        with copy.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=DELETE")  # one file, and no other
    finally:
        copy.dispose()
    partial.replace(file)
    return count


def restored(engine: Engine, file: Path, opens: Callable[[bytes], object]) -> int:
    """Put what a back-up holds into a database that has nothing yet; how many rows that were.

    Raises InputError if there is no such back-up, the database has something in it, or no master
    key here opens what is in it: `opens` raises Unreadable then.
    """
    with holding(file) as source, engine.begin() as target:
        alone(target)
        refuse_if_used(target)
        refuse_unreadable(source, opens)
        return copied(source, target)


def refuse_unrestorable(file: Path, opens: Callable[[bytes], object]) -> None:
    """Raise InputError as `restored` would for a back-up, before there is a database."""
    with holding(file) as source:
        refuse_unreadable(source, opens)


@contextmanager
def holding(file: Path) -> Iterator[Connection]:
    """What a back-up holds, to be read. Raises InputError if there is no such back-up."""
    if not file.exists():
        raise InputError([Problem((str(file),), "is not there")])
    with TemporaryDirectory(prefix="threshold-") as folder:
        engine = brought_forward(file, Path(folder))
        try:
            with engine.connect() as source:
                yield source
        finally:
            engine.dispose()


def brought_forward(file: Path, folder: Path) -> Engine:
    """A back-up opened for reading; one of an earlier form is copied and brought forward first.

    Raises InputError for a file that is no back-up, or is of a newer form than we know.
    """
    found = create_engine(f"sqlite:///{file}")
    try:
        if (form := form_of(found)) is None:
            raise InputError([Problem((str(file),), "is no back-up: it has no tables of ours")])
        if form != newest():
            found.dispose()
            found = create_engine(f"sqlite:///{shutil.copy(file, folder)}")
            migrate(found)
    except DatabaseError as error:
        raise InputError([Problem((str(file),), f"is no back-up: {error.orig}")]) from error
    return found


def refuse_unreadable(source: Connection, opens: Callable[[bytes], object]) -> None:
    """Refuse a back-up whose newest case no master key here opens."""
    held = case_keys.c.id.in_(select(cases.c.key_id))
    newest_key = select(case_keys.c.wrapped).where(held).order_by(case_keys.c.id.desc()).limit(1)
    for wrapped in source.execute(newest_key).scalars():
        try:
            opens(wrapped)
        except Unreadable as error:
            told = "does not open what is in the back-up: put the one it was made with there first"
            raise InputError([Problem(("master key",), told)]) from error


def refuse_if_used(target: Connection) -> None:
    """Refuse to restore over anything."""
    for table in KEPT:
        if target.execute(select(func.count()).select_from(table)).scalar():
            told = f"has something in it already ({table.name}): restore into a new one"
            raise InputError([Problem(("database",), told)])


def copied(source: Connection, target: Connection) -> int:
    """Copy every table that lasts."""
    count = 0
    for table in KEPT:
        found = select(table).order_by(*table.primary_key)
        rows = each(source, found)
        for few in rows.partitions(AT_ONCE):
            target.execute(insert(table), [dict(row._mapping) for row in few])
            count += len(few)
        if target.dialect.name == "postgresql" and table.autoincrement_column is not None:
            go_on_counting(target, table)
    return count


def go_on_counting(target: Connection, table: Table) -> None:
    """Have PostgreSQL number the next row after those that were copied with their numbers."""
    counted = table.autoincrement_column
    assert counted is not None
    last = select(func.coalesce(func.max(counted), 0) + 1).scalar_subquery()
    sequence = func.pg_get_serial_sequence(table.name, counted.name)
    target.execute(select(func.setval(sequence, last, False)))
