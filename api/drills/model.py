"""What a drill is made of: its questions, what may be answered to each, and what is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from api.training.compared import Pair

Difficulty = Literal["plain", "detailed", "borderline"]
"""Only what decides; that among other facts; that, or something a single answer away from it."""

DIFFICULTIES: Mapping[Difficulty, str] = {
    "plain": "Plain: only the answers that decide",
    "detailed": "Detailed: the answers that decide, among others that do not",
    "borderline": "Borderline: one answer may be other, or not known, so that all may be alike",
}
"""Each in words, the easiest first."""

MOST_QUESTIONS = 30


@dataclass(frozen=True, slots=True)
class Plan:
    """What a drill is made from: the same plan makes the same drill, under the same rules.

    `editions` are two or more, in the order of the timeline; `questions` are from 1 to
    MOST_QUESTIONS; `seed` is from 0 to 999,999.
    """

    editions: tuple[str, ...]
    difficulty: Difficulty
    questions: int
    seed: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers: its name, which is the same in every drill, and its words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Something to choose an answer to, and the name of the right one."""

    name: str
    prompt: str
    choices: tuple[Choice, ...]
    right: str

    @property
    def answer(self) -> Choice:
        """The right choice."""
        return next(one for one in self.choices if one.name == self.right)


@dataclass(frozen=True, slots=True)
class Question:
    """A case as sentences, what is asked of it, and the words that decide it.

    `asked` are three: what the one edition says, what the other says, and what separates them.
    `pair` has the wording of both sides; None where both answer alike.
    """

    number: int
    sentences: tuple[str, ...]
    facts: Mapping[str, str]
    editions: tuple[str, str]
    asked: tuple[Asked, ...]
    pair: Pair | None


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill: its plan, and its questions, which may be fewer than were asked for."""

    plan: Plan
    questions: tuple[Question, ...]
