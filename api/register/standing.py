"""How each case of a panel stands: what the engine said last, what people decided, what is due.

What is due is sealed with the rest, so a list of it opens every case on it. That is logged as one
reading, of every case. What was worked out is remembered in the process until the case changes.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Engine

from api.register.chain import By, Kind
from api.register.clocks import Clock, joined, running
from api.register.counted import counted, days_of
from api.register.library import EVERY_CASE, log
from api.register.past import Past
from api.register.rows import KNOWN, Record
from api.register.rulesets import Rulesets
from api.register.sealing import Master
from api.register.stands import Corrected, Said, answering, corrected, first_told, unanswered
from api.store.tables import cases

State = Literal["begun", "needs_facts", "needs_judgement", "awaiting_decision", "decided", "erased"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands. Nothing is known of an erased one but that it was there.

    `engine` are the answers that stand: two where two editions are arguable and differ.
    `unanswered` are editions that are arguable too, and under which no answer stands.
    `undone` is what was decided since the last screening, where it was corrected since, and the
    entry that corrects it.
    """

    reference: str
    incident: str | None
    opened: str
    changed: str
    entries: int
    state: State
    engine: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    decided: str | None = None
    undone: tuple[str, int] | None = None
    clocks: tuple[Clock, ...] = ()

    @property
    def next(self) -> Clock | None:
        """The clock that runs out first, or one whose last day is not known."""
        dated = [one for one in self.clocks if one.last is not None]
        return min(dated, key=lambda one: one.last or date.max) if dated else None

    @property
    def urgency(self) -> tuple[Any, ...]:
        """What comes first: the earliest last day; then what has none, the oldest first."""
        clock = self.next
        return (clock is None, clock.last if clock else None, self.opened, self.reference)


class Standings:
    """How the cases in a database stand."""

    def __init__(self, engine: Engine, master: Master) -> None:
        self._engine = engine
        self._master = master
        self._rulesets = Rulesets(engine.connect)
        self._known: dict[tuple[str, str], Standing] = {}

    def of(self, panel: str, by: By) -> list[Standing]:
        """Every case of a panel, by reference. The reading is logged before anything is opened."""
        with self._engine.begin() as connection:
            log(connection, panel, EVERY_CASE, by)
        with self._engine.connect() as connection:
            found = KNOWN.where(cases.c.panel == panel).order_by(cases.c.reference)
            records = [Record(**row._mapping) for row in connection.execute(found)]
            return [self._one(connection, record) for record in records]

    def _one(self, connection: Connection, record: Record) -> Standing:
        """How one case stands, as remembered if nothing was added to it since."""
        place = (record.panel, record.reference)
        known = self._known.get(place)
        if known is None or known.entries != record.entries:
            key = None if record.wrapped is None else self._master.unwrap(record.wrapped)
            known = standing(record, Past(connection, record, key, rulesets=self._rulesets))
            self._known[place] = known
        return known


def standing(record: Record, past: Past) -> Standing:
    """How a case stands, from what was said of it."""
    about = (record.reference, record.incident, record.opened, record.changed, record.entries)
    screened = answering((entry.n, said) for entry, said in past.of("screening"))
    if record.wrapped is None:
        return Standing(*about, state="erased")
    if not screened:
        return Standing(*about, state="begun")
    mended, notices = corrected(made(past, "correction")), made(past, "notice")
    told = first_told(notices, mended)
    volumes = [past.volume(said["decision"]) for _, said in screened]
    days = days_of(told, [one.vocabulary for one in volumes])
    answers = [
        counted(said["decision"], days, volume.ruleset)
        for (_, said), volume in zip(screened, volumes, strict=True)
    ]
    decided, undone = decided_since(screened[0][0], past, mended)
    clocks = joined(
        clock
        for (_, said), one, volume in zip(screened, answers, volumes, strict=True)
        for clock in running(one, decided, volume.ruleset, {**days, **said.get("dates", {})})
    )
    gone = {said["notice"]: mended[n][-1][0] for n, said in notices if n in mended}
    owing = tuple(owed(clocks, told, gone))
    state = "decided" if decided else state_of(answers)
    engine = tuple(dict.fromkeys(one["referral"] for one in answers))
    more = tuple(unanswered(screened))
    return Standing(*about, state, engine, more, decided, undone, owing)


def made(past: Past, kind: Kind) -> list[Said]:
    """The entries of a kind, the oldest first."""
    return [(entry.n, said) for entry, said in past.of(kind)][::-1]


def decided_since(
    screened: int, past: Past, mended: Corrected
) -> tuple[str | None, tuple[str, int] | None]:
    """What people decided since a screening; or else that, and the entry that corrects it."""
    last = next(past.of("decision"), None)
    if last is None or last[0].n < screened:
        return None, None
    decides: str = last[1]["decides"]
    if last[0].n in mended:
        return None, (decides, mended[last[0].n][-1][0])
    return decides, None


def owed(clocks: Iterable[Clock], told: Container[str], gone: Mapping[str, int]) -> Iterator[Clock]:
    """The clocks of what nobody is recorded as told of, with what corrects a record that was."""
    for one in clocks:
        if one.id not in told:
            yield replace(one, corrected=gone.get(one.id))


def state_of(answers: Sequence[Mapping[str, Any]]) -> State:
    """What a case waits for that was not decided since it was screened."""
    if any(one["needs_facts"] for one in answers):
        return "needs_facts"
    if any(one["needs_judgement"] for one in answers):
        return "needs_judgement"
    return "awaiting_decision"
