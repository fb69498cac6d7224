"""Which edition a case is decided under where a date tells it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def explain_recorded(dates: Mapping[str, Any], volume: Volume) -> Iterator[str]:
    """Why a recorded case was decided under an edition, and what has changed since.

    Nothing fails where the dates or the edition are not known today.
    """
    edition, number = volume.ruleset.id, volume.ruleset.version
    known = {name: on for name, on in dates.items() if name in shelf().vocabulary.dates}
    governs = arguable(known)
    if governs and edition not in governs:
        yield f"Screened under {edition}. Today its dates tell {' or '.join(governs)}."
    else:
        with suppress(InputError):
            yield why_applied(edition, known)
    if not volume.whole:
        yield f"The rules of version {number} are not kept here, so some reasons are left out."
    elif not is_current(volume):
        yield f"Screened under version {number} of the rules, which have changed since."
    else:
        return
    yield "The decision is shown as it was recorded."


def in_a_sentence(on: date, found: Resolution) -> str:
    """Which decision it is, and why these editions govern it."""
    return f"Decision of {day(on)}. {found.reason}"
