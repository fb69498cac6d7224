"""Which edition a case is decided under where a date tells it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from criteria.errors import InputError, Problem
from criteria.shelf import shelf
from criteria.timeline import only, resolve
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
    return only(found, timeline), f"Decision of {day(read['decision'])}. {found.reason}"
