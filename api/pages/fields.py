"""Fields: what a form asks, where each answer stands in an entry, and what is said of a mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from api.pages.forms import Form
from criteria.errors import Problem

Sort = Literal["choice", "list", "line", "words", "day", "shown"]
Place = tuple[str, ...]

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Field:
    """A question of a form: its name, how it is asked, and its place in what an entry says.

    One that is `shown` is not asked: it carries what stood on the page, which its preset names.
    """

    name: str
    sort: Sort
    label: str
    missing: str
    hint: str = ""
    choices: Mapping[str, str] | None = None
    place: Place = ()
    preset: str = ""
    at: str = ""

    @property
    def where(self) -> Place:
        """Its place in the entry: under its own name, unless it says otherwise."""
        return self.place or (self.name,)

    @property
    def id(self) -> str:
        """The id of what takes the focus: of a day, the first of its three boxes."""
        return self.at or (f"{self.name}-day" if self.sort == "day" else self.name)


def typed(field: Field, form: Form) -> str:
    """What was typed into a field: a day as one text, like 2019-03-04."""
    if field.sort != "day":
        return form.said(field.name)
    day, month, year = (form.said(f"{field.name}-{part}") for part in ("day", "month", "year"))
    if not (day or month or year):
        return ""
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def values(fields: Iterable[Field], form: Form | None) -> dict[str, Any]:
    """What each field shows: what was typed, or what stands there at first."""
    found: dict[str, Any] = {}
    for field in fields:
        if field.sort == "day":
            found |= parts(field, form)
        elif field.sort == "shown" or form is None:
            found[field.name] = field.preset
        else:
            found[field.name] = form.get(field.name, "")
    return found


def parts(field: Field, form: Form | None) -> dict[str, str]:
    """What the three boxes of a day show."""
    names = [f"{field.name}-{part}" for part in ("day", "month", "year")]
    if form is not None:
        return {name: form.get(name, "") for name in names}
    preset = (field.preset or "--").split("-")[::-1]
    return {name: part.lstrip("0") for name, part in zip(names, preset, strict=True)}


def content_of(fields: Iterable[Field], form: Form) -> dict[str, Any]:
    """What an entry says, as the register takes it. What was left empty is not said."""
    content: dict[str, Any] = {}
    for field in fields:
        if not (said := typed(field, form)):
            continue
        inner = content
        for name in field.where[:-1]:
            inner = inner.setdefault(name, {})
        inner[field.where[-1]] = said
    return content


def overtaken(fields: Iterable[Field], form: Form) -> list[Problem]:
    """What stood on the page when it was filled in, and does so no more."""
    return [
        Problem(("content", *field.where), "is not shown any more")
        for field in fields
        if field.sort == "shown" and form.said(field.name) not in ("", field.preset)
    ]


def errors_in(fields: Iterable[Field], problems: Iterable[Problem]) -> list[dict[str, str]]:
    """The mistakes that the register found, each at its field, in the order of the form."""
    asked = list(fields)
    told = dict[str, str]()
    for problem in problems:
        for field in fields_at(asked, problem.where[1:]):
            told.setdefault(field.id, words_of(field, problem))
    return [{"text": told[one.id], "href": f"#{one.id}"} for one in asked if one.id in told]


def fields_at(fields: list[Field], where: Place) -> list[Field]:
    """The field at a place of an entry, or else all within it, or the one around it."""
    exact = [one for one in fields if one.where == where]
    within = [one for one in fields if where and one.where[: len(where)] == where]
    around = [one for one in fields if where[: len(one.where)] == one.where]
    return exact or within or around[:1] or fields[:1]


def words_of(field: Field, problem: Problem) -> str:
    """What is wrong with a field, for whoever fills it in."""
    if field.sort == "shown" or problem.message.startswith(("is missing", "`` ")):
        return field.missing
    if field.sort == "day":
        to_come = problem.message.endswith("is a day to come")
        return "That day is still to come" if to_come else "Give a real day, like 4 3 2019"
    if problem.message.endswith("is too long"):
        return f"{field.label}: shorten it, it is too long"
    if field.sort == "choice" or field.sort == "list":
        return field.missing
    return f"{field.label}: it {problem.message}"
