"""How each case of a panel stands: what the engine said last, what people decided, what is due.

What is due is sealed with the rest, so a list of it opens every case on it. That is logged as one
reading, of every case. What was worked out is remembered in the process until the case changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

from sqlalchemy import Connection, Engine

from api.register.chain import By
from api.register.library import EVERY_CASE, log
from api.register.past import Past
from api.register.rows import KNOWN, Record
from api.register.sealing import Master
from api.store.tables import cases
from criteria.shelf import shelf

State = Literal["begun", "needs_facts", "needs_judgement", "awaiting_decision", "decided", "erased"]
STATES: tuple[State, ...] = get_args(State)

TO_DECIDE: Final = "Decide"
"""How the text of a limit begins that runs to the decision, and ends with it."""

BY_REVIEW: Final = "review_decided"
"""The date from which a limit runs that may never begin: without it, nothing runs."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A duty with a limit that runs: which, whether it is certain, and its last day if known.

    `since` is the date of the case from which it runs.
    """

    id: str
    title: str
    certain: bool
    text: str
    since: str
    last: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands. Nothing is known of an erased one but that it was there."""

    reference: str
    incident: str | None
    opened: str
    changed: str
    entries: int
    state: State
    engine: str | None = None
    decided: str | None = None
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
            known = standing(record, Past(connection, record, key))
            self._known[place] = known
        return known


def standing(record: Record, past: Past) -> Standing:
    """How a case stands, from what was said of it."""
    about = (record.reference, record.incident, record.opened, record.changed, record.entries)
    screened = next(past.of("screening"), None)
    if record.wrapped is None:
        return Standing(*about, state="erased")
    if screened is None:
        return Standing(*about, state="begun")
    said = screened[1]["decision"]
    last = next(past.of("decision"), None)
    decided = None if last is None or last[0].n < screened[0].n else last[1]["decides"]
    told = {one["notice"] for _, one in past.of("notice")}
    clocks = tuple(one for one in running(said, decided) if one.id not in told)
    state = "decided" if decided else state_of(said)
    return Standing(*about, state, said["referral"], decided, clocks)


def state_of(decision: Mapping[str, Any]) -> State:
    """What a case waits for that was not decided since it was screened."""
    if decision["needs_facts"]:
        return "needs_facts"
    if decision["needs_judgement"]:
        return "needs_judgement"
    return "awaiting_decision"


def running(decision: Mapping[str, Any], decided: str | None) -> Iterator[Clock]:
    """The clocks that run by a decision of the engine's; fewer once people have decided."""
    over = () if decided in (None, decision["referral"]) else overruled(decision)
    for one in decision["determinations"]:
        due = one["due"]
        if due is None or one["id"] in over or (decided and ended(one)):
            continue
        if due["date"] is None and (one["status"] == "not_met" or due["from"] == BY_REVIEW):
            continue
        last = date.fromisoformat(due["date"]) if due["date"] else None
        yield Clock(one["id"], one["title"], one["status"] == "met", due["text"], due["from"], last)


def ended(determination: Mapping[str, Any]) -> bool:
    """Whether a clock ends with the decision of people, whatever it is."""
    text: str = determination["due"]["text"]
    return determination["status"] != "met" or text.startswith(TO_DECIDE)


def overruled(decision: Mapping[str, Any]) -> set[str]:
    """What follows from the referral, and does not if people decided otherwise than the engine."""
    rests_on = shelf().volume(decision["edition"]).ruleset.referral.rests_on
    determined = {one["id"]: set(one["grounds"]) for one in decision["determinations"]}
    grounds = set[str]().union(*(determined[name] for name in rests_on))
    return {name for name, own in determined.items() if own and own <= grounds}
