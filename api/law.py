"""How new the law is that decides a case: on which day newer law was last looked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from criteria.shelf import shelf
from criteria.timeline import Resolution, resolve
from criteria.writing import day
from engine.dates import warn_of_newer_law


def describe_search() -> str:
    """On which day newer law was last looked for."""
    return f"Law last looked for: {day(shelf().timeline.looked_for)}."


def describe_law(on: date) -> list[str]:
    """When newer law was last looked for and, if that is long before a day, that it may exist."""
    warning = warn_of_newer_law(shelf().timeline, on)
    return [describe_search(), *([warning] if warning else [])]


def list_warnings(editions: Iterable[str] | None = None) -> list[str]:
    """What must be read before anything else of some editions; of all that are compared if None."""
    chosen = shelf().timeline.compared if editions is None else editions
    rulesets = (shelf().volume(edition).ruleset for edition in chosen)
    return [note.text for one in rulesets for note in one.notes.values() if note.first]


def resolve_day(on: date, area_switch: date | None) -> Resolution:
    """The edition that governs a day and why; on a late day also that newer law may exist.

    Raises NoEdition as the timeline does.
    """
    timeline = shelf().timeline
    found = resolve(timeline, on, area_switch)
    warning = warn_of_newer_law(timeline, on)
    return replace(found, reason=f"{found.reason} {warning}") if warning else found
