"""Days in forms: three fields for each, as people type them, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from api.pages.forms import Form
from criteria.errors import InputError
from criteria.shelf import shelf
from engine.dates import as_day, read_dates

PARTS: Final = ("day", "month", "year")
MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
LABELS: Mapping[str, tuple[str, str]] = {
    "decision": (
        "When is the decision made?",
        "The day the decision was made, or will be. It tells which guidance applies.",
    ),
    "incident": (
        "When did the incident happen?",
        "The day of the death or harm. Under Working Together 2023 and 2026 the 15 working days of"
        " the rapid review also run from here.",
    ),
    "authority_aware": (
        "When did the local authority become aware?",
        "Five working days to notify run from here.",
    ),
    "notified_board": (
        "When was the LSCB notified?",
        "For decisions under guidance until 2018.",
    ),
    "notified_panel": (
        "When was the national Panel notified?",
        "The 15 working days of the rapid review run from here, by one reading. The earlier"
        " counts.",
    ),
    "area_switch": (
        "When did your area’s new arrangements begin?",
        "The day the safeguarding partners took over from the LSCB, between 29 June 2018 and"
        " 29 September 2019.",
    ),
    "review_decided": (
        "When was it decided to hold a review?",
        "Six months to complete and publish it run from here.",
    ),
}
"""What each date of a case is asked as, and why."""

SHORT: Mapping[str, str] = {
    "decision": "Day of the decision",
    "incident": "Day of the incident",
    "authority_aware": "Local authority became aware",
    "notified_board": "LSCB notified",
    "notified_panel": "National Panel notified",
    "area_switch": "Area’s new arrangements began",
    "review_decided": "Review decided on",
}
"""What each date is called in a list and in an error."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a field, and the field."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day as a form says it: in ISO form if it is one, nothing if nothing was said."""

    day: str | None
    mistake: Mistake | None
    typed: Mapping[str, str]


def said_day(form: Form, name: str, called: str) -> SaidDay:
    """The day in three fields of a form."""
    typed = {part: form.said(f"{name}-{part}") for part in PARTS}
    missing = [part for part in PARTS if not typed[part]]
    if len(missing) == len(PARTS):
        return SaidDay(None, None, typed)
    if missing:
        told = f"{called} must include a {' and a '.join(missing)}"
        return SaidDay(None, Mistake(told, f"#{name}-{missing[0]}"), typed)
    found = iso(**typed)
    if found is None:
        told = f"{called} must be a real date, like 27 3 2024"
        return SaidDay(None, Mistake(told, f"#{name}-day"), typed)
    return SaidDay(found, None, typed)


def said_date(form: Form, name: str) -> SaidDay:
    """A date of a case in a form, held to what such a date can be."""
    said = said_day(form, name, SHORT[name])
    if said.day is None:
        return said
    try:
        read_dates(shelf().vocabulary, shelf().timeline, {name: said.day})
    except InputError as error:
        told = error.problems[0].message.replace("`", "")
        return SaidDay(None, Mistake(f"{SHORT[name]}: {told}", f"#{name}-day"), said.typed)
    return said


def iso(day: str, month: str, year: str) -> str | None:
    """The day in ISO form, or None if there is none such. A month may be named."""
    named = month[:3].lower()
    number = str(MONTHS.index(named) + 1) if named in MONTHS else month
    whole = all(one.isascii() and one.isdecimal() for one in (day, number, year))
    if not whole or len(year) != 4 or max(len(day), len(number)) > 2:
        return None
    found = f"{year}-{number:0>2}-{day:0>2}"
    return None if as_day(found) is None else found


def typed_as(day: str | None) -> dict[str, str]:
    """A day as its three fields."""
    if day is None or as_day(day) is None:
        return dict.fromkeys(PARTS, "")
    year, month, date = day.split("-")
    return {"day": date.lstrip("0"), "month": month.lstrip("0"), "year": year}


def asked_dates() -> list[str]:
    """The dates that a case may state, in their order."""
    return [name for name, spec in shelf().vocabulary.dates.items() if spec.asked]


def fields(name: str, typed: Mapping[str, str], mistake: Mistake | None) -> dict[str, Any]:
    """What a template needs to ask for a date of a case."""
    label, hint = LABELS[name]
    told = {"name": name, "label": label, "hint": hint, "typed": typed}
    return {**told, "mistake": mistake.text if mistake else None}
