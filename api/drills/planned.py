"""Reading what a drill is to be made from, without guessing."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator, Sequence

from api.drills.model import DIFFICULTIES, MOST_QUESTIONS, Plan
from criteria.errors import InputError, Problem, nearest, quoted
from criteria.shelf import shelf

MOST_SEEDS = 1_000_000
"""How many seeds there are, from 0."""


def planned(
    editions: Sequence[str], difficulty: str, questions: int | str, seed: int | str
) -> Plan:
    """What a drill is made from, the editions put in the order of the timeline.

    Raises InputError with every mistake: an edition that there is not, one alone or one twice, a
    difficulty that there is not, and a number of questions or a seed that is none or out of range.
    """
    number, sown = whole(questions), whole(seed)
    problems = [*wrong_editions(editions), *wrong_difficulty(difficulty)]
    problems += out_of_range("questions", questions, number, 1, MOST_QUESTIONS)
    problems += out_of_range("seed", seed, sown, 0, MOST_SEEDS - 1)
    chosen = next((one for one in DIFFICULTIES if one == difficulty), None)
    if problems or chosen is None or number is None or sown is None:
        raise InputError(problems)
    ordered = tuple(name for name in shelf().timeline.editions if name in editions)
    return Plan(ordered, chosen, number, sown)


def drawn_seed() -> int:
    """A seed that nobody chose."""
    return secrets.randbelow(MOST_SEEDS)


def whole(value: int | str) -> int | None:
    """A whole number in plain digits, or None if it is none."""
    if isinstance(value, int):
        return value
    digits = value.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None


def wrong_editions(editions: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with the editions."""
    for name, times in Counter(editions).items():
        yield from shelf().misnamed(name)
        if times > 1:
            yield Problem(("edition",), f"{quoted(name)} is given {times} times")
    if len(set(editions)) < 2:
        yield Problem(("edition",), "a drill is between two editions or more")


def wrong_difficulty(difficulty: str) -> Iterator[Problem]:
    """What is wrong with the difficulty."""
    if difficulty not in DIFFICULTIES:
        message = f"{quoted(difficulty)} is not a difficulty"
        yield Problem(("difficulty",), message, nearest(difficulty, DIFFICULTIES))


def out_of_range(
    name: str, value: int | str, number: int | None, least: int, most: int
) -> Iterator[Problem]:
    """What is wrong with a number; the nearest right one is told where there is one."""
    if number is None or not least <= number <= most:
        near = None if number is None else str(min(max(number, least), most))
        message = f"{quoted(value)} is not a whole number from {least} to {most:,}"
        yield Problem((name,), message, near)
