"""Erasing cases: destroying their keys, keeping a list of that, and what is due for it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, delete, insert, select, update

from api.register.chain import By
from api.register.ledger import Destroyed, Ledger
from api.register.mistakes import NotKept
from api.register.rows import KNOWN, Record, record_of
from api.register.scrubbing import scrubbed
from api.register.sealing import Master
from api.register.secret_files import settled
from api.register.times import written
from api.store.database import alone
from api.store.tables import case_keys, cases, retention
from criteria.errors import InputError, Problem, quoted

LIST = "erasures.jsonl"

LONGEST = 200
"""How many characters a reason may have."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A case that was erased, and why. The list of them outlives every back-up."""

    panel: str
    reference: str
    reason: str


class Erasures:
    """The list of what was erased, in a file beside the database: a restore goes by it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / LIST

    def add(self, erasure: Erasure) -> None:
        """Add to the list; on the disk when this returns. A line that was cut short stays alone.

        Raises NotKept if it cannot be written.
        """
        try:
            self._put(f"\n{json.dumps(asdict(erasure))}\n")
        except OSError as error:
            raise NotKept(f"{self._file}: {error.strerror}") from error

    def _put(self, line: str) -> None:
        """Put a line at the end of the file."""
        new = not self._file.exists()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(self._file, flags, 0o600), "a", encoding="utf-8") as opened:
            opened.write(line)
            opened.flush()
            os.fsync(opened.fileno())
        if new:
            settled(self._file.parent)

    def listed(self) -> list[Erasure]:
        """Everything on the list, each once. Raises InputError for a line that says nothing."""
        if not self._file.exists():
            return []
        lines = enumerate(self._file.read_text("utf-8", "replace").splitlines(), 1)
        return list(dict.fromkeys(self._read(n, line) for n, line in lines if line.strip()))

    def _read(self, number: int, line: str) -> Erasure:
        try:
            told = json.loads(line)
            if not all(isinstance(one, str) for one in told.values()):
                raise TypeError("a part of it is no text")
            return Erasure(**told)
        except (ValueError, TypeError, AttributeError) as error:
            place = (str(self._file), f"line {number}")
            raise InputError(
                [Problem(place, "names no erasure: mend it or take it out")]
            ) from error


def wrong_with_reason(reason: object) -> list[Problem]:
    """What is wrong with a reason. It stays readable, so it is short."""
    if isinstance(reason, str) and reason.isprintable() and 0 < len(reason.strip()) <= LONGEST:
        return []
    rule = f"a few words, up to {LONGEST} characters"
    return [Problem(("reason",), f"{quoted(reason)} is not a reason ({rule})")]


def erase(ledger: Ledger, erasures: Erasures, erasure: Erasure, by: By) -> Destroyed:
    """Erase a case. It is put on the list first: what was begun is finished by the next restore.

    Raises NoSuchCase, or Erased if it was erased before; InputError for a reason that is none;
    NotKept if it cannot be put on the list.
    """
    if problems := wrong_with_reason(erasure.reason):
        raise InputError(problems)
    ledger.check_erasable(erasure.panel, erasure.reference)
    erasures.add(erasure)
    return ledger.erase(erasure.panel, erasure.reference, by, erasure.reason)


def keep_for(engine: Engine, panel: str, days: int) -> None:
    """Set for how many days after its last entry a panel keeps a case."""
    with engine.begin() as connection:
        alone(connection)
        connection.execute(delete(retention).where(retention.c.panel == panel))
        connection.execute(insert(retention).values(panel=panel, days=days))


def due(engine: Engine, now: datetime | None = None) -> Iterator[Record]:
    """The cases kept for as long as their panel keeps them, and not erased, the oldest first."""
    at = now or datetime.now(UTC)
    with engine.connect() as connection:
        for panel, days in connection.execute(select(retention.c.panel, retention.c.days)).all():
            before = written(at - timedelta(days=days))
            found = KNOWN.where(
                cases.c.panel == panel, cases.c.changed < before, cases.c.key_id.is_not(None)
            )
            for row in connection.execute(found.order_by(cases.c.changed)):
                yield Record(**row._mapping)


def rewrapped(engine: Engine, master: Master) -> tuple[int, list[str]]:
    """Wrap the key of every case with the newest master key; how many there were.

    Also what of the database may still hold them as they were wrapped before.

    After this the older master keys open nothing that is here, and can be taken away: then what
    older copies of the database hold opens for nobody.
    """
    with engine.begin() as connection:
        alone(connection)
        held = case_keys.c.id.in_(select(cases.c.key_id))
        rows = connection.execute(select(case_keys).where(held)).all()
        for row in rows:
            fresh = master.rewrap(row.wrapped)
            same = update(case_keys).where(case_keys.c.id == row.id)
            connection.execute(same.values(wrapped=fresh))
    return len(rows), scrubbed(engine)


def reapplied(
    engine: Engine, ledger: Ledger, erasures: Sequence[Erasure], by: By
) -> tuple[int, list[str]]:
    """Erase again, in a database that was restored, what was erased since; how many that were.

    Also what of the database may still hold their keys.
    """
    count = 0
    for one in erasures:
        with engine.connect() as connection:
            record = record_of(connection, one.panel, one.reference)
        if record is not None and record.wrapped is not None:
            ledger.destroy(one.panel, one.reference, by, one.reason)
            count += 1
    return count, scrubbed(engine) if count else []
