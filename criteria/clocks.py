"""Time limits: how long, from when, in whose words."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from criteria.facts import Plain

INCIDENT, AWARE = "incident", "authority_aware"
"""The day of the incident, and the day the local authority became aware of it."""


class Clock(Plain):
    """A time limit: its length, what it runs from, its words and sources."""

    text: str
    from_: str = Field(alias="from")
    working_days: int | None = None
    days: int | None = None
    months: int | None = None
    sources: tuple[str, ...] = Field(min_length=1, strict=False)

    @model_validator(mode="after")
    def has_one_length(self) -> Self:
        """Refuse a limit with no length or with two."""
        if sum(length is not None for length in (self.working_days, self.days, self.months)) != 1:
            raise ValueError("a time limit has exactly one of `working_days`, `days`, `months`")
        return self

    @property
    def length(self) -> int:
        """How many working days, days or months; less than 0 where it counts back."""
        return self.working_days or self.days or self.months or 0


class Limit(Clock):
    """A time limit, with a second reading where sources differ."""

    also: Clock | None = None

    @property
    def readings(self) -> tuple[Clock, ...]:
        """The time limit, and the second reading if there is one."""
        return (self,) if self.also is None else (self, self.also)


class Standing(Limit):
    """The time limit of a determination; `always` where it runs whatever the answer."""

    always: bool = False


def has_lapsed(start: str, last: date | None, aware: date | None) -> bool:
    """Whether a limit from the incident ended before the local authority became aware."""
    return start == INCIDENT and last is not None and aware is not None and last < aware
