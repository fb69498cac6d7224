"""Marking: the drill of a room, the question it is at, how often each answer was chosen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from api.drills.model import Asked, Choice, Drill, Question
from api.drills.planned import planned
from api.drills.setting import drill

Chosen = Sequence[tuple[str, ...]]
"""What learners chose at a question: for each of them a name of an answer to each thing asked."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Something that was asked, and how often each of its answers was chosen."""

    asked: Asked
    counted: tuple[tuple[Choice, int], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """How a question went: how many answered, and how many of them right on each thing asked."""

    question: Question
    answered: int
    right: tuple[int, ...]


@lru_cache(64)
def drill_of(told: str) -> Drill:
    """The drill of a room, from how it was written down."""
    return drill(planned(**json.loads(told)))


def last_step(made: Drill) -> int:
    """The step at which every question has been shown, and how it went is told."""
    return 2 * len(made.questions) + 1


def at_step(made: Drill, step: int) -> Question | None:
    """The question of a step; None before the first and after the last."""
    number = (step + 1) // 2
    return made.questions[number - 1] if 1 <= number <= len(made.questions) else None


def counts(question: Question | None, chosen: Chosen) -> dict[str, int]:
    """How often each answer was chosen, by `thing asked.answer`; what never was is left out."""
    if question is None:
        return {}
    return dict(
        Counter(
            f"{one.name}.{name}"
            for names in chosen
            for one, name in zip(question.asked, names, strict=True)
        )
    )


def tallies(question: Question | None, chosen: Chosen) -> list[Tally]:
    """How often each answer was chosen, for each thing asked."""
    told = counts(question, chosen)
    return [
        Tally(one, tuple((c, told.get(f"{one.name}.{c.name}", 0)) for c in one.choices))
        for one in (question.asked if question else ())
    ]


def results(made: Drill, chosen: Mapping[int, Chosen]) -> list[Result]:
    """How each question went."""
    return [result(one, chosen.get(one.number, ())) for one in made.questions]


def result(question: Question, chosen: Chosen) -> Result:
    """How one question went."""
    right = (sum(names[n] == one.right for names in chosen) for n, one in enumerate(question.asked))
    return Result(question, len(chosen), tuple(right))
