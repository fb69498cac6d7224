"""What a ruleset is: sources, criteria, determinations, considerations, notes and notices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from criteria.clocks import Limit, Standing
from criteria.conditions import Condition
from criteria.facts import Plain, Trigger
from criteria.words import After, Force, Grade, Settled, Status, Weight


class Source(Plain):
    """Where a rule comes from and how well that was checked; a remark is the editor's."""

    instrument: str
    pinpoint: str | None = None
    grade: Grade
    words: str | None = None
    remark: str | None = None


class Changeable(Plain):
    """A rule that may replace one it inherits, if it says what it changed."""

    changed: str | None = None


class Criterion(Changeable):
    """One test of the law, in three values.

    Where two tests stand side by side and both have a criterion of one name, the second has a name
    of its own and `stands_for` the first: a judgement on that name settles each that is open.
    """

    title: str
    question: str
    when: Condition
    judgement_question: str | None = None
    stands_for: str | None = None
    sources: tuple[str, ...] = Field(min_length=1, strict=False)


class Ground(Plain):
    """A criterion on which a determination is met, and the force it then has."""

    criterion: str
    force: Literal["must", "should", "consider", "may"]


class Otherwise(Plain):
    """The force when no ground is met: none where `none_if` is not met, unless `unless` is met."""

    force: Force
    none_if: str | None = None
    unless: str | None = None

    @property
    def gates(self) -> tuple[str, ...]:
        """The criteria that the force hangs on: any of them keeps it."""
        return tuple(name for name in (self.none_if, self.unless) if name is not None)


class Action(Plain):
    """What follows, in words, for each status; `none` where not even a power is left."""

    met: str
    not_met: str
    undetermined: str
    none: str | None = None


class Said(Plain):
    """The clause by which a summary names a duty that is met or open, or a power that is left."""

    met: str | None = None
    undetermined: str | None = None
    not_met: str | None = None


class Determination(Changeable):
    """What must, should or may be done, by whom, on which grounds, by when."""

    title: str
    grounds: tuple[Ground, ...] = Field(min_length=1, strict=False)
    otherwise: Otherwise
    duty_holder: str
    decision_maker: str
    action: Action
    said: Said = Said()
    due: Standing | None = None
    sources: tuple[str, ...] = Field(min_length=1, strict=False)


class Consideration(Changeable):
    """Something to be weighed in a determination; never a threshold."""

    title: str
    for_: str = Field(alias="for")
    weight: Weight
    when: Condition
    sources: tuple[str, ...] = Field(min_length=1, strict=False)


class Message(Changeable):
    """A text for the reader when its triggers hold; with none, always."""

    text: str
    when: tuple[Trigger, ...] = Field((), strict=False)
    sources: tuple[str, ...] = Field(min_length=1, strict=False)


class Note(Message):
    """Something the reader must know, before all other notes where it is `first`.

    `decided_from` and `decided_until` are the first and the last day of the decisions it is about;
    of a decision without a date it is told too, so its text names those days.
    """

    first: bool = False
    decided_from: date | None = None
    decided_until: date | None = None

    def is_about(self, decided: date | None) -> bool:
        """Whether the note is about a decision of this day."""
        if decided is None:
            return True
        begun = self.decided_from is None or self.decided_from <= decided
        return begun and (self.decided_until is None or decided <= self.decided_until)


class Notice(Message):
    """What follows a decision: whom to tell, explain to or publish for.

    `of` is the determination whose decision it follows. `whether` says in words what it depends
    on, which `after` does not tell: a review or a notification, held or made, or not. `explains`
    is true where a no is explained with it.
    """

    of: str | None = None
    after: After
    whether: str
    to: str
    force: Force
    due: Limit | None = None
    explains: bool = False


class Summary(Plain):
    """The first sentence for a referral; the first whose triggers hold is used."""

    referral: str
    when: tuple[Trigger, ...] = Field((), strict=False)
    text: str


class Cover(Plain):
    """What a rationale is sent with, to whom, and on which determinations people say their view."""

    title: str
    to: str
    views: tuple[str, ...] = Field(min_length=1, strict=False)


class Rows(Changeable):
    """Where a case is referred: here and elsewhere are criteria, the summaries their words."""

    here: str
    elsewhere: str | None = None
    rests_on: tuple[str, ...] = Field(min_length=1, strict=False)
    summaries: tuple[Summary, ...] = Field(strict=False)
    cover: Cover | None = None

    @property
    def roots(self) -> tuple[str, ...]:
        """The criteria on which a case is referred."""
        return (self.here,) if self.elsewhere is None else (self.here, self.elsewhere)


class InForce(Plain):
    """When an edition was in force, as dates and as words."""

    from_: date = Field(alias="from")
    until: date | None = None
    text: str
    sources: tuple[str, ...] = Field((), strict=False)


class Unencoded(Plain):
    """Something known of the law that the ruleset does not decide."""

    text: str
    sources: tuple[str, ...] = Field(min_length=1, strict=False)


Rule = Criterion | Consideration


class Ruleset(Plain):
    """An edition, whole: everything it inherits resolved."""

    id: str
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    title: str
    publisher: str
    in_force: InForce
    about: str
    sources: dict[str, Source]
    criteria: dict[str, Criterion]
    determinations: dict[str, Determination] = Field(min_length=1)
    considerations: dict[str, Consideration] = {}
    referral: Rows
    notes: dict[str, Note] = {}
    notices: dict[str, Notice] = {}
    not_encoded: dict[str, Unencoded] = {}

    def leaves(self) -> Iterator[tuple[str, Criterion]]:
        """The criteria that rest on a fact."""
        return ((name, c) for name, c in self.criteria.items() if c.when.how == "fact")

    def conditions(self) -> dict[str, Condition]:
        """The condition of every criterion, and of every consideration, by name."""
        rules: tuple[tuple[str, Rule], ...] = (
            *self.criteria.items(),
            *self.considerations.items(),
        )
        return {name: rule.when for name, rule in rules}

    def turning_elsewhere(self) -> tuple[str, ...]:
        """The determinations by which a case is another area's: on that criterion, or its parts."""
        top = self.referral.elsewhere
        if top is None:
            return ()
        roots = {top, *(self.criteria[top].when.any or ())}
        grounds = {n: {g.criterion for g in d.grounds} for n, d in self.determinations.items()}
        return tuple(name for name, found in grounds.items() if found <= roots)

    def judgement_id(self, criterion: str) -> str:
        """The name under which people settle a criterion that is left to them."""
        return self.criteria[criterion].stands_for or criterion


Statuses = dict[str, Status]
Judgements = dict[str, Settled]
