"""The dates of a case: reading them, and running each time limit from the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from criteria.clocks import AWARE, Clock, Limit
from criteria.decisions import Cited, Due, Noted, Reading
from criteria.errors import InputError, Problem, nearest, quoted
from criteria.facts import Vocabulary
from criteria.rulesets import Source
from criteria.timeline import Timeline, switch_problem
from criteria.writing import day as written
from engine.days import FIRST_YEAR, LAST_YEAR, add_days, add_months, add_working_days

Dates = Mapping[str, date]
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Sources = Mapping[str, Source]


def read_dates(vocabulary: Vocabulary, timeline: Timeline, dates: object) -> dict[str, date]:
    """The dates of a case by name, from dates or ISO text (YYYY-MM-DD).

    Raises InputError that names every date which is not known, cannot be read or, of the day an
    area's new arrangements began, cannot be.
    """
    if dates is None:
        return {}
    if not isinstance(dates, Mapping):
        raise InputError([Problem(("dates",), f"{quoted(dates)} is not a table of dates")])
    asked = [name for name, spec in vocabulary.dates.items() if spec.asked]
    problems = [
        problem
        for name, value in dates.items()
        if (problem := problem_with(timeline, asked, name, value)) is not None
    ]
    if problems:
        raise InputError(problems)
    return {name: day for name, value in dates.items() if (day := as_day(value)) is not None}


def problem_with(
    timeline: Timeline, asked: Sequence[str], name: object, value: object
) -> Problem | None:
    """What is wrong with one date, if anything."""
    place = ("dates", str(name))
    if name not in asked:
        return Problem(place, f"{quoted(name)} is not a date", nearest(name, asked))
    day = as_day(value)
    if day is None:
        return Problem(place, f"{quoted(value)} is not a day: write it like 2015-03-26")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        span = f"the years {FIRST_YEAR} to {LAST_YEAR}"
        return Problem(place, f"`{day}` is not in {span}")
    return switch_problem(timeline, day) if name == "area_switch" else None


def as_day(value: object) -> date | None:
    """A day from a date or from ISO text, or None if it is neither."""
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value
    if not (isinstance(value, str) and ISO_DAY.fullmatch(value)):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def find_awareness(dates: Mapping[str, Any]) -> date | None:
    """The day the local authority became aware, if the dates of a case tell it."""
    return as_day(dates.get(AWARE))


def reading(clock: Clock, sources: Sources, dates: Dates) -> Reading:
    """A time limit by one reading, with its date where the day it runs from is known."""
    return Reading(clock.text, end(clock, dates), clock.from_, cited(sources, clock.sources))


def due(limit: Limit, sources: Sources, dates: Dates) -> Due:
    """A time limit, with its second reading where sources differ."""
    also = None if limit.also is None else reading(limit.also, sources, dates)
    first = reading(limit, sources, dates)
    return Due(first.text, first.date, first.from_, first.sources, also)


def end(clock: Clock, dates: Dates) -> date | None:
    """The last day of a time limit, or None if the day it runs from is not known."""
    start = dates.get(clock.from_)
    if start is None:
        return None
    if clock.working_days is not None:
        return add_working_days(start, clock.working_days)
    if clock.days is not None:
        return add_days(start, clock.days)
    return add_months(start, clock.months or 0)


def cited(sources: Sources, names: tuple[str, ...]) -> tuple[Cited, ...]:
    """The sources of these names, as a decision shows them."""
    return tuple(
        Cited(s.instrument, s.pinpoint, s.grade, s.words) for s in (sources[n] for n in names)
    )


ORDER, NOT_IN_FORCE, NEWER_LAW = "order-", "edition-not-in-force", "newer-law-may-exist"
"""How the ids of notes on dates begin."""


def is_on_dates(note: str) -> bool:
    """Whether the note of this id is on dates: it rests on the timeline, and not on a ruleset."""
    return note.startswith((ORDER, NOT_IN_FORCE, NEWER_LAW))


def notes_on_dates(timeline: Timeline, edition: str, dates: Dates) -> list[Noted]:
    """What to know of the dates: an odd order, an edition not in force, law that may be newer."""
    decided = dates.get("decision")
    on_day = () if decided is None else notes_on_day(timeline, edition, decided, dates)
    return [*notes_on_order(timeline, dates), *on_day]


def notes_on_order(timeline: Timeline, dates: Dates) -> Iterator[Noted]:
    """That two dates of a case are not in the order they normally come in."""
    for order in timeline.orders:
        if order.first in dates and order.then in dates and dates[order.first] > dates[order.then]:
            yield Noted(f"{ORDER}{order.first}-{order.then}", order.text, ())


def notes_on_day(timeline: Timeline, edition: str, on: date, dates: Dates) -> Iterator[Noted]:
    """That an edition was not in force on the day of the decision, or newer law may be."""
    source = timeline.source
    cite = Cited(source.instrument, source.pinpoint, source.grade, source.words)
    if not timeline.governs(edition, on, dates.get("area_switch")):
        text = timeline.out_of_force.format(edition=edition, on=written(on))
        yield Noted(NOT_IN_FORCE, text, (cite,))
    if (warning := warn_of_newer_law(timeline, on)) is not None:
        yield Noted(NEWER_LAW, warning, (cite,))


CURRENT_MONTHS = 6
"""For how many months after newer law was looked for nobody needs to be told to look again."""


def can_have_newer_law(timeline: Timeline, on: date) -> bool:
    """Whether a day is so long after newer law was last looked for that some may apply on it."""
    return on > add_months(timeline.looked_for, CURRENT_MONTHS)


def warn_of_newer_law(timeline: Timeline, on: date) -> str | None:
    """That newer law may apply on a day, or None if it was looked for recently enough."""
    if not can_have_newer_law(timeline, on):
        return None
    return timeline.looked_for_note.format(day=written(timeline.looked_for))
