"""Which edition governs a decision of a given day: told from the timeline, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from criteria.errors import ArguableEdition, NoEdition, Problem
from criteria.facts import Plain
from criteria.rulesets import Source
from criteria.writing import day


class Period(Plain):
    """The days from one to the day before the next period, and the edition that governs them."""

    from_: date = Field(alias="from")
    edition: str | None = None
    before_switch: str | None = None
    after_switch: str | None = None
    why: str

    @model_validator(mode="after")
    def names_its_editions(self) -> Self:
        """A period has one edition, or one on either side of an area's start date."""
        sides = (self.before_switch, self.after_switch)
        if (self.edition is None) == (None in sides):
            raise ValueError("a period names `edition`, or `before_switch` and `after_switch`")
        return self

    @property
    def editions(self) -> tuple[str, ...]:
        """The edition or editions that can govern this period."""
        return tuple(e for e in (self.edition, self.before_switch, self.after_switch) if e)


class NewerLaw(Plain):
    """Law that is known, shown with the editions and not encoded."""

    text: str
    source: Source


class Order(Plain):
    """Two dates of a case that normally come in this order, and what to say if they do not."""

    first: str
    then: str
    text: str


class Timeline(Plain):
    """The order of the editions, the periods they govern, and what is known beyond them."""

    editions: tuple[str, ...] = Field(strict=False)
    compared: tuple[str, ...] = Field(strict=False)
    principle: str
    source: Source
    out_of_force: str
    looked_for: date
    looked_for_note: str
    switch_from: date
    switch_until: date
    switch_rule: str
    periods: tuple[Period, ...] = Field(min_length=1, strict=False)
    newer_law: tuple[NewerLaw, ...] = Field(strict=False)
    orders: tuple[Order, ...] = Field(strict=False)

    @model_validator(mode="after")
    def covers_every_day_once(self) -> Self:
        """Periods follow one another, so no day is uncovered and none is covered twice."""
        for one, following in pairwise(self.periods):
            if following.from_ <= one.from_:
                raise ValueError(f"the period from {following.from_} is out of order")
        named = {edition for period in self.periods for edition in period.editions}
        if named != set(self.editions):
            odd = ", ".join(sorted(named ^ set(self.editions)))
            raise ValueError(f"`editions` and `periods` do not name the same editions: {odd}")
        return self

    def governs(self, edition: str, on: date, area_switch: date | None) -> bool:
        """Whether the edition governs, or may govern, a decision of this day."""
        begun = [period for period in self.periods if period.from_ <= on]
        return bool(begun) and edition in governing(begun[-1], on, area_switch)

    def end_of(self, period: Period) -> date | None:
        """The last day of a period, or None if it has not ended."""
        later = [p.from_ for p in self.periods if p.from_ > period.from_]
        return date.fromordinal(min(later).toordinal() - 1) if later else None


@dataclass(frozen=True, slots=True)
class Rejected:
    """An edition that does not govern, and why."""

    edition: str
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The edition that governs a day – or the two that are arguable – and why."""

    editions: tuple[str, ...]
    reason: str
    rejected: tuple[Rejected, ...]


def resolve(timeline: Timeline, on: date, area_switch: date | None = None) -> Resolution:
    """The edition that governs a decision of this day.

    Raises NoEdition for a day before the first edition, or a start date no area can have had.
    """
    if area_switch is not None and (wrong := switch_problem(timeline, area_switch)):
        raise NoEdition([wrong])
    period = period_of(timeline, on)
    editions = governing(period, on, area_switch)
    return Resolution(
        editions,
        reason(timeline, period, on, area_switch),
        tuple(rejections(timeline, on, editions, area_switch)),
    )


def switch_problem(timeline: Timeline, area_switch: date) -> Problem | None:
    """What is wrong with a start of new arrangements on a day when no area can have started."""
    first, last = timeline.switch_from, timeline.switch_until
    if first <= area_switch <= last:
        return None
    message = f"`{area_switch}` is not between {first} and {last}: {timeline.switch_rule}"
    return Problem(("dates", "area_switch"), message)


def period_of(timeline: Timeline, on: date) -> Period:
    """The period a day falls in."""
    begun = [period for period in timeline.periods if period.from_ <= on]
    if not begun:
        first = timeline.periods[0].from_
        message = f"`{on}` has no edition: the first came into force on {first}"
        raise NoEdition([Problem(("dates", "decision"), message)])
    return begun[-1]


def governing(period: Period, on: date, area_switch: date | None) -> tuple[str, ...]:
    """The editions of the period that remain once the area's start date is taken in."""
    if period.edition is not None or area_switch is None:
        return period.editions
    return period.editions[:1] if on < area_switch else period.editions[1:]


def reason(timeline: Timeline, period: Period, on: date, area_switch: date | None) -> str:
    """Why these editions govern, in a sentence or two."""
    if period.edition is not None:
        return f"{period.why} {timeline.principle}"
    if area_switch is None:
        return f"{period.why} {timeline.switch_rule}"
    side, began = beside(on, area_switch)
    decided = f"The decision of {day(on)} was {side} the day the area's arrangements began{began}."
    return f"{period.why} {decided}"


def beside(on: date, area_switch: date) -> tuple[str, str]:
    """On which side of an area's start a day is, and when that start was."""
    side = "before" if on < area_switch else "after" if on > area_switch else "on"
    return side, f", {day(area_switch)}"


def rejections(
    timeline: Timeline, on: date, editions: tuple[str, ...], area_switch: date | None
) -> list[Rejected]:
    """Every edition that does not govern, with the reason."""
    return [
        Rejected(edition, rejection(timeline, edition, on, area_switch))
        for edition in timeline.editions
        if edition not in editions
    ]


def rejection(timeline: Timeline, edition: str, on: date, area_switch: date | None) -> str:
    """Why one edition does not govern a day."""
    periods = [p for p in timeline.periods if edition in p.editions]
    first, last = periods[0].from_, timeline.end_of(periods[-1])
    if on < first:
        return f"it did not govern decisions before {day(first)}"
    if last is not None and on > last:
        return f"it did not govern decisions after {day(last)}"
    side, began = ("before", "") if area_switch is None else beside(on, area_switch)
    return f"the decision was {side} the day the area's arrangements began{began}"


def only(resolution: Resolution, timeline: Timeline) -> str:
    """The one edition that governs. Raises ArguableEdition where two are arguable."""
    if len(resolution.editions) == 1:
        return resolution.editions[0]
    both = " and ".join(f"`{edition}`" for edition in resolution.editions)
    message = f"{both} are both arguable: {timeline.switch_rule}"
    raise ArguableEdition([Problem(("dates", "area_switch"), message)])
