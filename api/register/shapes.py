"""The shapes of entries: what may be recorded, as it is sent and as it is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.types import StringConstraints
from pydantic_core import PydanticCustomError

from api.register.chain import Kind
from criteria.errors import InputError, Problem, nearest, quoted
from criteria.words import Settled
from engine.dates import as_day


def a_day(said: object) -> date:
    """A day from its text. Raises an error of pydantic's for anything else."""
    if (found := as_day(said)) is None:
        raise PydanticCustomError("date_type", "is no day")
    return found


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
"""What somebody wrote: never a name, and nothing that only looks like text."""

Day = Annotated[date, BeforeValidator(a_day, json_schema_input_type=date)]
"""A day like 2015-03-26; what is none is refused, numbers among it."""

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]

ReasonCode = Literal[
    "facts-learnt-since",
    "judgement-of-the-panel",
    "settles-what-was-open",
    "power-though-no-duty",
    "advice-followed",
    "other",
]


MOST_ENTRIES = 2**31 - 1
"""How far a case's entries can be numbered in either database."""


EntryNumber = Annotated[int, Field(ge=1, le=MOST_ENTRIES, strict=True)]
"""The number of an entry of the case."""


class Shape(BaseModel):
    """A fixed shape: what it does not name is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reasons(Shape):
    """Why people decided as they did: a code to count by, and words to read."""

    code: ReasonCode
    words: Words


class Judgement(Shape):
    """What people judged of a criterion that the engine leaves to them."""

    criterion: Title
    judgement: Settled
    reasons: Words


class Dissent(Shape):
    """Somebody on the panel who saw it otherwise: by post or agency, never by name."""

    of: Title
    words: Words


class Advice(Shape):
    """What the panel advises the decision-maker, with every dissent."""

    advises: Literal["refer", "refer_elsewhere", "no_duty_to_refer", "review_though_no_duty"]
    words: Words
    local_review: Literal["yes", "no"] | None = None
    national_review: Literal["yes", "no"] | None = None
    dissent: tuple[Dissent, ...] = Field((), max_length=50)


class Decided(Shape):
    """What the decision-maker decided, with reasons where it departs from the engine's answer.

    `screening` is the entry that is answered, the last one: without it, it is put there.
    """

    decides: Literal["refer", "refer_elsewhere", "no_duty_to_refer"]
    on: Day
    local_review: Literal["yes", "no"] | None = None
    national_review: Literal["yes", "no"] | None = None
    reasons: Reasons | None = None
    other_review: Words | None = None
    screening: EntryNumber | None = None


class Notice(Shape):
    """That somebody was told: which notice or duty, whom, and when."""

    notice: Title
    to: Title
    on: Day
    words: Words | None = None


class Reply(Shape):
    """What the national panel replied."""

    on: Day
    agrees: Literal["yes", "no", "not_said"]
    words: Words


class Correction(Shape):
    """A correction of an earlier entry, which stays as it is.

    One of a judgement withdraws it for every screening to come, or says how it is judged.
    """

    entry: EntryNumber
    words: Words
    judgement: Settled | None = None


SHAPES: Mapping[Kind, type[Shape]] = {
    "judgement": Judgement,
    "advice": Advice,
    "decision": Decided,
    "notice": Notice,
    "reply": Reply,
    "correction": Correction,
}
"""Every kind sent in a fixed shape. A screening is read as a case is; nobody sends `erased`."""


def read(kind: Kind, content: object) -> Shape:
    """What is sent, in the shape of its kind. Raises InputError with every mistake in it."""
    shape = SHAPES[kind]
    if not isinstance(content, dict):
        raise InputError([Problem(("content",), f"{quoted(content)} is not a table")])
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        raise InputError(mistake(shape, one) for one in error.errors(include_url=False)) from error


def mistake(shape: type[Shape], error: Mapping[str, Any]) -> Problem:
    """One mistake of a shape, in our words."""
    place = ("content", *map(str, error["loc"]))
    value, what = error["input"], error["type"]
    if what == "extra_forbidden":
        near = nearest(place[-1], shape_at(shape, error["loc"]).model_fields)
        return Problem(place, f"{quoted(place[-1])} is not a part of this", near)
    if what == "missing":
        return Problem(place, "is missing")
    if what == "literal_error":
        choices = choices_in(error["ctx"]["expected"])
        told = f"{quoted(value)} is not among {', '.join(choices)}"
        return Problem(place, told, nearest(value, choices))
    return Problem(place, f"{quoted(value)} {RULES.get(what, 'will not do here')}")


RULES: Mapping[str, str] = {
    "string_type": "is not text",
    "string_unicode": "has half a character in it",
    "string_too_short": "is empty",
    "string_too_long": "is too long",
    "model_type": "is not a table",
    "tuple_type": "is not a list",
    "too_long": "has too many in it",
    "int_type": "is not a whole number",
    "greater_than_equal": "is not the number of an entry",
    "less_than_equal": "is not the number of an entry",
    "date_type": "is not a day like 2015-03-26",
}
"""What is wrong with a value, by pydantic's name for it."""


def choices_in(expected: str) -> list[str]:
    """The answers that pydantic lists."""
    return re.findall(r"'([^']*)'", expected)


def shape_at(shape: type[Shape], loc: Sequence[str | int]) -> type[Shape]:
    """The shape in which a place lies."""
    for name in loc[:-1]:
        inner = INSIDE.get(str(name))
        shape = inner if inner is not None else shape
    return shape


INSIDE: Mapping[str, type[Shape]] = {"reasons": Reasons, "dissent": Dissent}
"""The shapes within others, by the name under which they stand."""
