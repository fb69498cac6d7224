"""The rows of the register: entries and cases as kept, and the statements put to the database.

Each statement is written once: a statement made anew for every row costs more than the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, insert, select, update

from api.register.chain import By, Entry, Head, Kind
from api.register.mistakes import Erased, NoSuchCase
from api.register.sealing import CaseKey
from api.store.tables import case_keys, cases, entries, repeats, working
from criteria.errors import Problem, quoted

AT_ONCE = 1000
"""How many entries are fetched at a time where all are gone through."""

PLAIN = ("panel", "seq", "reference", "n", "kind", "at", "sealed", "previous", "hash")

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
BY_SEQ = select(entries).where(entries.c.panel == PANEL, entries.c.seq == bindparam("of_seq"))
HISTORY = select(entries).where(*OF_CASE).order_by(entries.c.n)
ONE_ENTRY = select(entries).where(*OF_CASE, entries.c.n == bindparam("of_n"))
ALL = select(entries).where(entries.c.panel == PANEL).order_by(entries.c.seq)
OF_KIND = (
    select(entries)
    .where(*OF_CASE, entries.c.kind == bindparam("of_kind"))
    .order_by(entries.c.n.desc())
)
BEFORE = select(repeats).where(repeats.c.panel == PANEL, repeats.c.token == bindparam("of_token"))
ADD_ENTRY, ADD_CASE, ADD_REPEAT = insert(entries), insert(cases), insert(repeats)
ADD_KEY = insert(case_keys)
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
GROWN = update(cases).where(*THE_CASE)


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


class Past:
    """What was said of a case so far, opened as it is asked for."""

    def __init__(
        self, connection: Connection | None, record: Record | None, key: CaseKey | None
    ) -> None:
        self._connection = connection
        self._record = record
        self._key = key

    def of(self, kind: Kind) -> Iterator[tuple[Entry, Any]]:
        """The entries of a kind, the newest first, with what they say."""
        if self._connection is None or self._record is None or self._key is None:
            return
        asked = {**named(self._record.panel, self._record.reference), "of_kind": kind}
        for row in self._connection.execute(OF_KIND, asked):
            held = held_in(row)
            yield held.entry, self._key.open(held.content, held.entry.place)

    def entry(self, n: int) -> Kind | None:
        """The kind of the case's entry of this number, or None if there is none."""
        if self._connection is None or self._record is None:
            return None
        asked = {**named(self._record.panel, self._record.reference), "of_n": n}
        row = self._connection.execute(ONE_ENTRY, asked).first()
        return None if row is None else held_in(row).entry.kind


def named(panel: str, reference: str) -> dict[str, Any]:
    """The parameters of a statement about one case."""
    return {"of_panel": panel, "of_reference": reference}


def record_of(connection: Connection, panel: str, reference: str) -> Record | None:
    """A panel's case of this reference, or None if it has none."""
    row = connection.execute(ONE_CASE, named(panel, reference)).first()
    return None if row is None else Record(**row._mapping)


def erasable(connection: Connection, panel: str, reference: str) -> Record:
    """The case, if there is one to erase. Raises NoSuchCase, or Erased if it is already."""
    record = record_of(connection, panel, reference)
    if record is None:
        raise NoSuchCase([Problem(("reference",), f"{quoted(reference)} is not a case here")])
    if record.wrapped is None:
        raise Erased([Problem(("reference",), f"{quoted(reference)} was erased already")])
    return record


def head_of(connection: Connection, panel: str) -> Head | None:
    """The last entry of a panel, or None if it has none."""
    row = connection.execute(LAST, {"of_panel": panel}).first()
    return None if row is None else Head(**row._mapping)


def held_in(row: Row[Any]) -> Held:
    """An entry as its row keeps it."""
    told = row._mapping
    by = By(told["role"], told["name"], told["key"])
    return Held(Entry(**{name: told[name] for name in PLAIN}, by=by), told["content"])


def add_entry(connection: Connection, held: Held) -> None:
    """Keep an entry."""
    entry = held.entry
    row = {name: getattr(entry, name) for name in PLAIN}
    by = {"role": entry.by.role, "name": entry.by.name, "key": entry.by.key}
    connection.execute(ADD_ENTRY, {**row, **by, "content": held.content})


def add_case(connection: Connection, record: Record) -> None:
    """Keep that a case began, with an entry or with a working copy, and the key of the case."""
    made = connection.execute(ADD_KEY, {"wrapped": record.wrapped}).inserted_primary_key
    assert made is not None
    row = {name: value for name, value in asdict(record).items() if name != "wrapped"}
    connection.execute(ADD_CASE, {**row, "key_id": made[0]})


def grow(connection: Connection, entry: Entry, **more: Any) -> None:
    """Keep that a case has one entry more, and what else changed with it."""
    told = {"entries": entry.n, "changed": entry.at, **more}
    connection.execute(GROWN.values(**told), named(entry.panel, entry.reference))


def destroy_key(connection: Connection, record: Record) -> None:
    """Write zeros over the key of a case: as many, so that SQLite writes them in its place."""
    zeros = bytes(len(record.wrapped or b""))
    asked = named(record.panel, record.reference)
    connection.execute(DESTROY, {**asked, "zeros": zeros})


def forget(connection: Connection, record: Record) -> None:
    """Forget what was answered and not recorded, and the requests that made a case's entries.

    From the hash of a request, a few facts can be guessed.
    """
    asked = named(record.panel, record.reference)
    connection.execute(DROP_COPY, asked)
    connection.execute(FORGET, asked)


def now() -> str:
    """The time, in UTC to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
