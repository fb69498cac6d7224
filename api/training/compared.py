"""A made-up case under several editions: a row for each, which moved, and what separates them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.listing import apart, sources_of
from api.training.stated import Stated
from api.wording import FORCES, REFERRALS, STATUSES, begun, title_of, urgency, when
from criteria.decisions import Decision, Determined
from criteria.words import UNDETERMINED, Force
from engine.compare import Comparison, Difference, compare
from engine.decide import decide
from engine.differ import force_of_referral
from engine.separate import Side


@dataclass(frozen=True, slots=True)
class Duty:
    """What must, should or may be done: by whom, and by when where a limit is laid."""

    force: str
    title: str
    holder: str
    limit: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one edition says of the case, and what it said before an answer was changed.

    `open` names what is not settled yet; `before` is None where neither the referral nor its force
    moved; `duties_moved` tells what came, went or has another force.
    """

    edition: str
    title: str
    referral: str
    force: str
    summary: str
    duties: tuple[Duty, ...]
    open: tuple[str, ...]
    before: tuple[str, str] | None
    duties_moved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What one edition says on the point that separates: its status, and its sources in full."""

    edition: str
    title: str
    status: str
    criterion: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two editions that differ: in what, and the first thing that separates them."""

    titles: tuple[str, str]
    told: str
    sides: tuple[Words, Words]


@dataclass(frozen=True, slots=True)
class Compared:
    """The whole comparison. `alike` tells how many pairs do not differ."""

    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]
    alike: int

    @property
    def moved(self) -> tuple[Row, ...]:
        """The editions whose answer moved."""
        return tuple(row for row in self.rows if row.before or row.duties_moved)


def compared(case: Stated, editions: Sequence[str] | None = None) -> Compared:
    """A case under some editions; without any, under those that it is to be compared under."""
    found = compare(case.facts, editions or case.editions)
    rows = tuple(row(case, decision) for decision in found.decisions)
    pairs = tuple(pair(one) for one in found.differences)
    return Compared(rows, pairs, alike(found))


def alike(found: Comparison) -> int:
    """How many pairs of editions do not differ."""
    many = len(found.decisions)
    return many * (many - 1) // 2 - len(found.differences)


def row(case: Stated, decision: Decision) -> Row:
    """What one edition says."""
    earlier = decide(decision.edition, case.before) if case.was else decision
    now, then = answer(decision), answer(earlier)
    return Row(
        edition=decision.edition,
        title=title_of(decision.edition),
        referral=now[0],
        force=now[1],
        summary=decision.summary,
        duties=tuple(duties(decision)),
        open=tuple(one.title for one in decision.determinations if one.status == UNDETERMINED),
        before=None if then == now else then,
        duties_moved=tuple(duties_moved(earlier, decision)),
    )


def answer(decision: Decision) -> tuple[str, str]:
    """The referral and its force, in words."""
    return begun(REFERRALS[decision.referral].lower()), FORCES[force_of_referral(decision)]


def duties_moved(earlier: Decision, decision: Decision) -> Iterator[str]:
    """What came, what went, and what has another force than before, the strongest now first."""
    for one in sorted(decision.determinations, key=urgency):
        was = earlier.determination(one.id).force
        if laid(was) != laid(one.force):
            yield f"{moved(laid(was), laid(one.force))}: {one.title}"


def laid(force: Force | None) -> str:
    """A force in words; nothing where none is laid, or none yet."""
    return "" if force in (None, "none") else FORCES[force]


def moved(was: str, now: str) -> str:
    """How a force moved, in words."""
    if was and now:
        return f"now {now}, was {was}"
    return f"now {now}" if now else f"no longer {was}"


def duties(decision: Decision) -> Iterator[Duty]:
    """What must, should or may be done, the strongest first."""
    for one in sorted(decision.determinations, key=urgency):
        if laid(one.force):
            yield Duty(FORCES[one.force], one.title, one.duty_holder, limit(one))


def limit(one: Determined) -> str:
    """By when it is to be done, with the other reading where sources differ."""
    return "" if one.due is None else " Or: ".join(map(when, one.due.readings))


def pair(difference: Difference) -> Pair:
    """Two editions that differ."""
    one, other = difference.editions
    sides: Sequence[Words] = [words(side) for side in difference.sides]
    return Pair((title_of(one), title_of(other)), apart(difference), (sides[0], sides[1]))


def words(side: Side) -> Words:
    """What one edition says on the point, with its words and where they stand."""
    told = "for judgement" if side.open == "judgement" else STATUSES.get(side.status or "", "")
    sources = tuple(sources_of(side))
    return Words(side.edition, title_of(side.edition), told, side.title, sources)
