"""Which edition a case is decided under where a date tells it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from criteria.errors import InputError, Problem
from criteria.shelf import shelf
from criteria.timeline import only, resolve
from criteria.writing import day
from engine.dates import read_dates


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
