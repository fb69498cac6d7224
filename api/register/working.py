"""Working copies: what was answered of a case and not yet recorded, sealed under the case's key.

Whoever changes one is alone while they do: two who answer at once lose nothing of each other's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Engine

from api.register.chain import By
from api.register.judged import in_force
from api.register.library import log
from api.register.mistakes import Erased, Taken
from api.register.past import Past
from api.register.rows import (
    ADD_COPY,
    CHANGE_COPY,
    COPY,
    TOUCHED,
    Record,
    add_cases,
    named,
    record_of,
    the_case,
)
from api.register.sealing import CaseKey, Master
from api.register.times import now
from api.store.database import alone
from api.writing import as_bytes
from criteria.errors import Problem, quoted

SECTIONS = ("dates", "facts", "judgements", "evidence", "reasons")
"""What a working copy has of a case file, and the reasons beside it."""


@dataclass(frozen=True, slots=True)
class Working:
    """A case as it was answered so far.

    A fact that is `unknown` was asked and is not known yet; one that is not there was not asked.
    `told` says of each answer who gave it and when. `revision` grows by one with every change.
    `recorded` are judgements in the register that stand: nobody judged otherwise here since.
    """

    panel: str
    reference: str
    incident: str | None = None
    revision: int = 0
    dates: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    judgements: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    recorded: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The place for which a revision is sealed."""
        return f"{self.panel}/{self.reference}/working/{self.revision}"

    def with_told(self, by: By, *names: str) -> Working:
        """The same, with who answered these just now."""
        said = {"by": by.name, "role": by.role, "at": now()}
        return replace(self, told={**self.told, **dict.fromkeys(names, said)})


Act = Callable[[Working], Working]


class WorkingCopies:
    """The working copies in a database."""

    def __init__(self, engine: Engine, master: Master) -> None:
        self._engine = engine
        self._master = master

    def begin(self, made: Working) -> None:
        """Begin a case with a working copy: it is listed from now on, without an entry yet.

        Raises Taken if the panel has a case of this reference, erased or not.
        """
        key, wrapped = self._master.new_case()
        with self._engine.begin() as connection:
            alone(connection)
            if record_of(connection, made.panel, made.reference) is not None:
                told = f"{quoted(made.reference)} is a case already"
                raise Taken([Problem(("reference",), told)])
            at = now()
            begun = Record(made.panel, made.reference, made.incident, 0, at, at, wrapped)
            add_cases(connection, [begun])
            put(connection, key, replace(made, revision=1))

    def read(self, panel: str, reference: str, by: By) -> Working:
        """The working copy of a case. Raises NoSuchCase, or Erased; the reading is logged."""
        with self._engine.begin() as connection:
            record, key = self._found(connection, panel, reference)
            log(connection, panel, reference, by)
            return copy_of(connection, record, key)

    def change(self, panel: str, reference: str, act: Act) -> tuple[Working, Working]:
        """Change a working copy: what it was when its turn had come, and what it is now.

        Raises NoSuchCase, or Erased, or whatever `act` raises: then nothing is changed.
        """
        with self._engine.begin() as connection:
            alone(connection)
            record, key = self._found(connection, panel, reference)
            before = copy_of(connection, record, key)
            after = replace(act(before), revision=before.revision + 1)
            put(connection, key, after)
            connection.execute(TOUCHED, {**named(panel, reference), "to_changed": now()})
        return before, after

    def _found(self, connection: Connection, panel: str, reference: str) -> tuple[Record, CaseKey]:
        """A panel's case and its key. Raises NoSuchCase, or Erased."""
        record = the_case(connection, panel, reference)
        if record.wrapped is None:
            raise Erased([Problem(("reference",), f"{quoted(reference)} was erased")])
        return record, self._master.unwrap(record.wrapped)


def copy_of(connection: Connection, record: Record, key: CaseKey) -> Working:
    """The working copy of a case; where there is none, one of its last screening is made."""
    row = connection.execute(COPY, named(record.panel, record.reference)).first()
    past = Past(connection, record, key)
    begun = Working(record.panel, record.reference, record.incident)
    if row is not None:
        kept = replace(begun, revision=row.revision)
        found = replace(kept, **key.open(row.content, kept.place))
    else:
        screened = next(past.of("screening"), None)
        found = begun if screened is None else replace(begun, **as_screened(screened[1]))
    return replace(found, recorded=standing(past, found))


def standing(past: Past, copy: Working) -> dict[str, str]:
    """The judgements in the register that are not older than those of a working copy."""
    stands: dict[str, str] = {}
    for name, one in in_force(past).items():
        since = copy.told[name]["at"] if name in copy.told else ""
        if name not in copy.judgements or since < one.at:
            stands[name] = one.judgement
    return stands


def as_screened(said: Mapping[str, Any]) -> dict[str, Any]:
    """The sections of a case as a screening states them."""
    case = said["case"]
    told = {name: said.get(name, {}) for name in ("evidence", "reasons", "dates")}
    return {**told, **{name: case.get(name, {}) for name in ("facts", "judgements")}}


def put(connection: Connection, key: CaseKey, copy: Working) -> None:
    """Keep a working copy, in the place of the one before it."""
    asked = named(copy.panel, copy.reference)
    told = {name: value for name, value in asdict(copy).items() if name in (*SECTIONS, "told")}
    sealed = {"revision": copy.revision, "content": key.seal(as_bytes(told), copy.place)}
    if not connection.execute(CHANGE_COPY.values(**sealed), asked).rowcount:
        where = {"panel": copy.panel, "reference": copy.reference}
        connection.execute(ADD_COPY, {**where, **sealed})
