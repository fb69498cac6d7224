"""What a decision is: one immutable object from which everything else is read off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from criteria.clocks import has_lapsed
from criteria.facts import Answers
from criteria.words import After, Force, Grade, How, Openness, Referral, Settled, Status, Weight


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as a decision shows it."""

    instrument: str
    pinpoint: str | None
    grade: Grade
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """What a criterion's status rests on: the answer to a fact, or what people judged."""

    fact: str | None = None
    answer: str | None = None
    judgement: Settled | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The status of one criterion, as the rules derived it."""

    id: str
    title: str
    how: How
    parts: tuple[str, ...]
    status: Status
    open: Openness | None
    because: tuple[Reason, ...]
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A time limit by one reading of the sources."""

    text: str
    date: date | None
    from_: str
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Due(Reading):
    """A time limit, with a second reading where sources differ."""

    also: Reading | None = None

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The time limit, and the second reading if there is one."""
        return (self,) if self.also is None else (self, self.also)

    def find_warning(self, aware: date | None) -> Reading | None:
        """The reading that lists and warnings go by: the earliest, or None if none can warn."""
        warning = [one for one in self.readings if not has_lapsed(one.from_, one.date, aware)]
        return min(warning, key=lambda one: one.date or date.max, default=None)


@dataclass(frozen=True, slots=True)
class Determined:
    """What a ruleset says must, should or may be done in this case, and why."""

    id: str
    title: str
    status: Status
    force: Force | None
    may_become: Force | None
    duty_holder: str
    decision_maker: str
    action: str
    grounds: tuple[str, ...]
    defeated_by: tuple[str, ...]
    open: tuple[str, ...]
    due: Due | None
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A consideration with its status in this case."""

    id: str
    title: str
    for_: str
    weight: Weight
    status: Status
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class NeedsFact:
    """A fact that is not known and could still settle something."""

    fact: str
    question: str
    who_may_know: tuple[str, ...]
    settles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedsJudgement:
    """Something people must judge that could still settle something."""

    question: str
    settles: tuple[str, ...]
    criterion: str | None = None
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One fact answered otherwise."""

    fact: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class WouldChange:
    """A smallest set of changes that leads to another referral; learnt if none was known."""

    changes: tuple[Change, ...]
    referral: Referral
    learnt: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """Something the reader must be told."""

    id: str
    text: str
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Notified:
    """What follows a decision: whom to tell, explain to or publish for."""

    id: str
    after: After
    of: str | None
    to: str
    text: str
    force: Force
    due: Due | None
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class RulesetRef:
    """The ruleset that decided: id, semantic version, SHA-256 of its canonical content."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class EngineRef:
    """The engine that decided."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A referral decision with its whole rationale."""

    edition: str
    ruleset: RulesetRef
    referral: Referral
    summary: str
    determinations: tuple[Determined, ...]
    criteria: tuple[Finding, ...]
    considerations: tuple[Weighed, ...]
    needs_facts: tuple[NeedsFact, ...]
    needs_judgement: tuple[NeedsJudgement, ...]
    would_change: tuple[WouldChange, ...] | None
    notes: tuple[Noted, ...]
    notices: tuple[Notified, ...]
    facts: Answers
    judgements: Answers
    engine: EngineRef

    def finding(self, criterion: str) -> Finding:
        """The finding on one criterion. Raises KeyError if the edition has no such criterion."""
        return {finding.id: finding for finding in self.criteria}[criterion]

    def determination(self, name: str) -> Determined:
        """One determination. Raises KeyError if the edition has no such determination."""
        return {determined.id: determined for determined in self.determinations}[name]


def name_certificate(digest: str, engine: str) -> str:
    """What a certificate is known by: its ruleset's digest and its engine's version."""
    return f"{digest}-{engine}"


SAYS_WHAT_IT_HAS = (Reason, NeedsJudgement, Cited, Due, Notified)
"""What leaves out, in JSON, the members that have nothing to say."""

ALWAYS_SAID = ("pinpoint", "date", "due")
"""The members that stay even so, because the contract always names them."""


def as_json(value: Any) -> Any:
    """A decision, or any part of one, as plain JSON values in the shape of the contract."""
    if isinstance(value, SAYS_WHAT_IT_HAS):
        return without_silence(value)
    if hasattr(value, "__dataclass_fields__"):
        return plain(value)
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def plain(value: Any) -> dict[str, Any]:
    """Every field under its name in JSON."""
    return {f.name.rstrip("_"): as_json(getattr(value, f.name)) for f in fields(value)}


def without_silence(value: Any) -> dict[str, Any]:
    """The members that say something, and those that always stay."""
    said = plain(value)
    return {k: item for k, item in said.items() if item is not None or k in ALWAYS_SAID}
