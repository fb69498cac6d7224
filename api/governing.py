"""Which edition a case is decided under where a date tells it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

from criteria.errors import InputError, NoEdition, Problem
from criteria.shelf import is_current, shelf
from criteria.timeline import Resolution, only, resolve
from criteria.versions import Volume
from criteria.writing import day
from engine.dates import as_day, read_dates

OPTIONS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("dates", "decision"): ("--on",),
    ("dates", "area_switch"): ("--area-switch",),
}
"""Where a date stands on the command line that stands elsewhere in a case file."""


@contextmanager
def said_by_options(*given: str) -> Iterator[None]:
    """Have mistakes in dates that came from these options told at the options."""
    places = {where: place for where, place in OPTIONS.items() if set(place) <= set(given)}
    try:
        yield
    except InputError as error:
        raise type(error)(one.stated_at(places) for one in error.problems) from error


def overridden(dates: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    """What a case file says of a day that the command line says otherwise."""
    for name, on in given.items():
        stated = as_day(dates.get(name))
        if on is not None and stated is not None and stated != on:
            yield f"{day(stated)} in the case file ({name}) gives way to {day(on)}"


def governing(dates: Mapping[str, Any]) -> tuple[str, str]:
    """The edition that governs the decision date of a case, and why; it is never guessed."""
    timeline = shelf().timeline
    read = read_dates(shelf().vocabulary, timeline, dates)
    if "decision" not in read:
        editions = ", ".join(timeline.editions)
        message = f"no edition: give --edition ({editions}), --on, or a decision date in the file"
        raise InputError([Problem((), message)])
    found = resolve(timeline, read["decision"], read.get("area_switch"))
    return only(found, timeline), in_a_sentence(read["decision"], found)


def arguable(dates: Mapping[str, Any]) -> tuple[str, ...]:
    """The editions that may govern a case by its dates; none where no date tells one."""
    on = as_day(dates.get("decision"))
    if on is None:
        return ()
    try:
        return resolve(shelf().timeline, on, as_day(dates.get("area_switch"))).editions
    except NoEdition:
        return ()


def why_applied(edition: str, dates: Mapping[str, Any]) -> str:
    """Why a case is decided under an edition: what its dates tell, and what they do not.

    Raises InputError for a date that is none.
    """
    read = read_dates(shelf().vocabulary, shelf().timeline, dates)
    on = read.get("decision")
    if on is None:
        return "The edition was named with the case; no date of a decision tells it."
    try:
        found = resolve(shelf().timeline, on, read.get("area_switch"))
    except NoEdition:
        return f"The edition was named with the case; none governs a decision of {day(on)}."
    told = in_a_sentence(on, found)
    if edition not in found.editions:
        others = " or ".join(found.editions)
        return f"The edition was named with the case; its dates tell {others}. {told}"
    if len(found.editions) > 1:
        return f"{told} Both are arguable; this one was named with the case."
    return told


def explain_recorded(screened: Mapping[str, Any], volume: Volume) -> Iterator[str]:
    """Why a recorded case was decided under its edition, and what has changed since.

    `screened` is what the screening says. Nothing fails where its dates or its edition are not
    known today: a screening of before said nothing of why, and that is told by today's timeline.
    """
    governs = editions_today(screened)
    if "why" in screened:
        yield screened["why"]
    elif not governs or volume.ruleset.id in governs:
        with suppress(InputError):
            yield why_applied(volume.ruleset.id, select_known_dates(screened.get("dates", {})))
    changed = list(explain_change(volume, governs))
    yield from changed
    if changed:
        yield "The decision is shown as it was recorded."


def explain_change(volume: Volume, governs: Sequence[str]) -> Iterator[str]:
    """What has changed since a case was decided by these rules, given what governs it today."""
    edition, number = volume.ruleset.id, volume.ruleset.version
    if not volume.whole:
        yield f"We no longer have version {number} of these rules, so some reasons are left out."
    if governs and edition not in governs:
        titles = " or ".join(shelf().volume(one).ruleset.title for one in governs)
        yield f"For this decision date, {titles} now applies."
    elif shelf().misnamed(edition):
        yield "This tool no longer covers that guidance."
    elif not is_current(volume):
        now = shelf().volume(edition).ruleset.version
        yield f"The rules have changed: version {number} then, version {now} now."


def editions_today(screened: Mapping[str, Any]) -> tuple[str, ...]:
    """The editions that govern the dates of a screening by the timeline of today."""
    return arguable(select_known_dates(screened.get("dates", {})))


def select_known_dates(dates: Mapping[str, Any]) -> dict[str, Any]:
    """The days of a case that are still asked for."""
    known = shelf().vocabulary.dates
    return {name: on for name, on in dates.items() if name in known and known[name].asked}


def in_a_sentence(on: date, found: Resolution) -> str:
    """Which decision it is, and why these editions govern it."""
    return f"Decision of {day(on)}. {found.reason}"
