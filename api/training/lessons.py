"""Lesson plans: each step states a case, and what the editions say of it comes from the rules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field

from api.training.library import library
from api.training.mapped import Axes
from api.training.stated import Stated
from criteria.facts import Plain
from criteria.shelf import toml, validated
from criteria.words import Referral

FILE = Path(__file__).parent / "lessons.toml"


class Step(Plain):
    """What to do for some minutes: what to say, what to ask the room, and the case to show.

    The case is a scenario of the library, or facts; with facts across and down it is shown as a
    map. `shows` is what the step promises of each edition, which a test holds to the engine.
    """

    minutes: int = Field(gt=0, le=20)
    title: str
    say: str
    ask: str
    facts: dict[str, str] = {}
    scenario: str | None = None
    across: str | None = None
    down: str | None = None
    shows: dict[str, Referral] = {}

    @property
    def case(self) -> Stated:
        """The case that the step shows."""
        facts = library()[self.scenario].facts if self.scenario else self.facts
        return Stated(facts, scenario=self.scenario)

    @property
    def axes(self) -> Axes | None:
        """What the map of the step is over; None for a step without one."""
        return Axes(self.across, self.down) if self.across and self.down else None


class Lesson(Plain):
    """A lesson: what it is for, the editions that it sets side by side, and its steps."""

    id: str
    title: str
    aim: str
    editions: tuple[str, ...] = Field(min_length=2, strict=False)
    steps: tuple[Step, ...] = Field(min_length=1, strict=False)

    @property
    def minutes(self) -> int:
        """How many minutes it takes."""
        return sum(step.minutes for step in self.steps)


class Lessons(Plain):
    """The file of them."""

    lessons: tuple[Lesson, ...] = Field(strict=False)


@cache
def lessons() -> Mapping[str, Lesson]:
    """Every lesson by its id. Raises RulesetError if the file is not sound."""
    return {one.id: one for one in validated(Lessons, toml(FILE), "lessons").lessons}
