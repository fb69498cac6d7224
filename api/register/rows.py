"""The rows of the register: entries and cases as kept, and the statements put to the database.

Each statement is written once: a statement made anew for every row costs more than the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    CursorResult,
    Executable,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from api.casefile import REFERENCE as REFERENCE_FORM
from api.register.chain import By, Entry, Head
from api.register.mistakes import Erased, NoSuchCase
from api.store.tables import case_keys, cases, entries, readings, repeats, working
from criteria.errors import Problem, quoted

Told = dict[str, Any]
"""The values of a row, by the names of its columns."""

AT_ONCE = 50
"""How many entries are fetched at a time where all are gone through."""

PLAIN = ("panel", "seq", "reference", "n", "kind", "at", "sealed", "previous", "hash", "incident")
STORED = select(*(entries.c[name] for name in (*PLAIN, "role", "name", "key", "content")))
COLUMNS = len(STORED.selected_columns)

PANEL: BindParameter[str] = bindparam("of_panel")
REFERENCE: BindParameter[str] = bindparam("of_reference")
OF_CASE = (entries.c.panel == PANEL, entries.c.reference == REFERENCE)
THE_CASE = (cases.c.panel == PANEL, cases.c.reference == REFERENCE)

KNOWN = select(
    cases.c.panel,
    cases.c.reference,
    cases.c.incident,
    cases.c.entries,
    cases.c.opened,
    cases.c.changed,
    case_keys.c.wrapped,
).join_from(cases, case_keys, cases.c.key_id == case_keys.c.id, isouter=True)
ONE_CASE = KNOWN.where(*THE_CASE)
LAST = (
    select(entries.c.panel, entries.c.seq, entries.c.hash, entries.c.at)
    .where(entries.c.panel == PANEL)
    .order_by(entries.c.seq.desc())
    .limit(1)
)
BY_SEQ = STORED.where(entries.c.panel == PANEL, entries.c.seq == bindparam("of_seq"))
HISTORY = STORED.where(*OF_CASE).order_by(entries.c.n)
SCREENED = select(entries.c.n).where(*OF_CASE, entries.c.kind == "screening")
ONE_ENTRY = STORED.where(*OF_CASE, entries.c.n == bindparam("of_n"))
ALL = STORED.where(entries.c.panel == PANEL).order_by(entries.c.seq)
SCREENINGS = (
    STORED.add_columns(cases.c.reference.label("known"), case_keys.c.wrapped)
    .join_from(
        entries,
        cases,
        (cases.c.panel == entries.c.panel) & (cases.c.reference == entries.c.reference),
        isouter=True,
    )
    .join(case_keys, cases.c.key_id == case_keys.c.id, isouter=True)
    .where(entries.c.panel == PANEL, entries.c.kind == "screening")
    .order_by(entries.c.seq)
)
OF_KIND = STORED.where(*OF_CASE, entries.c.kind == bindparam("of_kind")).order_by(
    entries.c.n.desc()
)
THESE = KNOWN.where(
    cases.c.panel == PANEL, cases.c.reference.in_(bindparam("of_references", expanding=True))
)
BEFORE = select(repeats).where(
    repeats.c.panel == PANEL, repeats.c.token.in_(bindparam("of_tokens", expanding=True))
)
LAST_KEY = select(func.coalesce(func.max(case_keys.c.id), 0))
ADD_ENTRY, ADD_CASE, ADD_REPEAT = insert(entries), insert(cases), insert(repeats)
ADD_KEY, ADD_READING = insert(case_keys), insert(readings)
DESTROY = (
    update(case_keys)
    .where(case_keys.c.id == select(cases.c.key_id).where(*THE_CASE).scalar_subquery())
    .values(wrapped=bindparam("zeros"))
)
FORGET = delete(repeats).where(
    repeats.c.panel == PANEL, repeats.c.seq.in_(select(entries.c.seq).where(*OF_CASE))
)
OF_WORKING = (working.c.panel == PANEL, working.c.reference == REFERENCE)
COPY = select(working.c.revision, working.c.content).where(*OF_WORKING)
DROP_COPY = delete(working).where(*OF_WORKING)
ADD_COPY, CHANGE_COPY = insert(working), update(working).where(*OF_WORKING)
COUNTED: dict[str, Any] = {
    name: bindparam(f"to_{name}") for name in ("entries", "opened", "changed")
}
GROWN = update(cases).where(*THE_CASE).values(**COUNTED, incident=bindparam("to_incident"))
ENDED = update(cases).where(*THE_CASE).values(**COUNTED, key_id=None)
TOUCHED = (
    update(cases)
    .where(*THE_CASE, cases.c.entries == 0)  # what has entries changes with them alone
    .values(changed=bindparam("to_changed"))
)


@dataclass(frozen=True, slots=True)
class Held:
    """An entry as it is kept, with its content sealed."""

    entry: Entry
    content: bytes


@dataclass(frozen=True, slots=True)
class Record:
    """A case as the register knows it: how many entries, and its key, unless it is erased."""

    panel: str
    reference: str
    incident: str | None
    entries: int
    opened: str
    changed: str
    wrapped: bytes | None


def each(
    connection: Connection, statement: Executable, asked: Told | None = None
) -> CursorResult[Any]:
    """The rows of a statement, for who goes through all of them: fetched some at a time."""
    return connection.execution_options(yield_per=AT_ONCE).execute(statement, asked)


def named(panel: str, reference: str) -> dict[str, Any]:
    """The parameters of a statement about one case."""
    return {"of_panel": panel, "of_reference": reference}


def record_of(connection: Connection, panel: str, reference: str) -> Record | None:
    """A panel's case of this reference, or None if it has none."""
    row = connection.execute(ONE_CASE, named(panel, reference)).first()
    return None if row is None else Record(**row._mapping)


def the_case(connection: Connection, panel: str, reference: str) -> Record:
    """A panel's case of this reference. Raises NoSuchCase: another panel's is not told of."""
    known = REFERENCE_FORM.fullmatch(reference)
    record = record_of(connection, panel, reference) if known else None
    if record is None:
        raise NoSuchCase([Problem(("reference",), f"{quoted(reference)} is not a case here")])
    return record


def erasable(connection: Connection, panel: str, reference: str) -> Record:
    """The case, if there is one to erase. Raises NoSuchCase, or Erased if it is already."""
    record = the_case(connection, panel, reference)
    if record.wrapped is None:
        raise Erased([Problem(("reference",), f"{quoted(reference)} was erased already")])
    return record


def head_of(connection: Connection, panel: str) -> Head | None:
    """The last entry of a panel, or None if it has none."""
    row = connection.execute(LAST, {"of_panel": panel}).first()
    return None if row is None else Head(**row._mapping)


def held_in(row: Sequence[Any]) -> Held:
    """An entry as its row keeps it, in the order in which `STORED` names its parts."""
    panel, seq, reference, n, kind, at, sealed, previous, hashed, incident, *who, content = row
    by = By(*who)
    entry = Entry(panel, seq, reference, n, kind, at, by, sealed, previous, hashed, incident)
    return Held(entry, content)


def row_of(held: Held) -> dict[str, Any]:
    """The row of an entry."""
    told = {name: getattr(held.entry, name) for name in PLAIN}
    return {**told, **held.entry.by.told(), "content": held.content}


def add_cases(connection: Connection, records: Sequence[Record]) -> None:
    """Keep new cases, and their keys. For who is alone: nobody takes their numbers meanwhile."""
    if not records:
        return
    last: int = connection.execute(LAST_KEY).scalar_one()
    numbered = list(enumerate(records, last + 1))
    put(connection, ADD_KEY, [{"id": n, "wrapped": one.wrapped} for n, one in numbered])
    put(connection, ADD_CASE, [beginning(one, n) for n, one in numbered])


def put(connection: Connection, statement: Executable, rows: Sequence[Told]) -> None:
    """Put rows into the database, if there are any."""
    if rows:
        # A list of one would take the longer way, as lists do.
        connection.execute(statement, rows if len(rows) > 1 else rows[0])


def beginning(record: Record, key: int) -> Told:
    """The row of a new case, whose key has this number."""
    told = {name: getattr(record, name) for name in ("panel", "reference", "incident", "entries")}
    return {**told, "opened": record.opened, "changed": record.changed, "key_id": key}


def counted(record: Record | None, entry: Entry, wrapped: bytes | None) -> Record:
    """A case with one entry more, or begun with it: it opens with its first."""
    before = None if record is None or not record.entries else record
    return Record(
        panel=entry.panel,
        reference=entry.reference,
        incident=entry.incident or (None if before is None else before.incident),
        entries=entry.n,
        opened=entry.at if before is None else before.opened,
        changed=entry.at,
        wrapped=wrapped,
    )


def end(connection: Connection, record: Record, entry: Entry) -> None:
    """Keep that a case has one entry more, its last, and no key."""
    told = counted(record, entry, None)
    row = {f"to_{name}": getattr(told, name) for name in ("entries", "opened", "changed")}
    connection.execute(ENDED, {**named(entry.panel, entry.reference), **row})


def forget(connection: Connection, record: Record) -> None:
    """Forget what was answered and not recorded, and the requests that made a case's entries.

    From the hash of a request, a few facts can be guessed.
    """
    asked = named(record.panel, record.reference)
    connection.execute(DROP_COPY, asked)
    connection.execute(FORGET, asked)


def destroy_key(connection: Connection, record: Record) -> None:
    """Write zeros over the key of a case: as many, so that SQLite writes them in its place."""
    zeros = bytes(len(record.wrapped or b""))
    asked = named(record.panel, record.reference)
    connection.execute(DESTROY, {**asked, "zeros": zeros})
