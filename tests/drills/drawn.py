"""Drills and cases to hold to the rules: of every pair of editions, in every difficulty."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations

from api.drills.cases import found
from api.drills.drawing import Lot
from api.drills.dressing import changes
from api.drills.model import DIFFICULTIES, Drill, Plan, Question
from api.drills.sense import sensible
from api.drills.setting import drill
from criteria.shelf import shelf

FACTS = shelf().vocabulary.facts
PAIRS = list(combinations(shelf().timeline.editions, 2))
EACH = 5
"""How many questions of each pair and difficulty."""


@cache
def drills() -> tuple[Drill, ...]:
    """A drill of every pair in every difficulty, each from a seed of its own."""
    plans = [(pair, difficulty) for pair in PAIRS for difficulty in DIFFICULTIES]
    return tuple(
        drill(Plan(pair, difficulty, EACH, seed)) for seed, (pair, difficulty) in enumerate(plans)
    )


def questions(difficulty: str | None = None) -> list[Question]:
    """The questions of those drills; of one difficulty if it is named."""
    return [
        question
        for one in drills()
        if difficulty in (None, one.plan.difficulty)
        for question in one.questions
    ]


def cases(number: int, seed: int) -> Iterator[dict[str, str]]:
    """So many cases, each a smallest set of some pair, as it is or with an answer changed or
    withheld, among further facts; all that a drill may tell, and more: nothing is decided.
    """
    lot = Lot(seed)
    sets = [
        dict(one)
        for pair in PAIRS
        for group in found(pair).groups
        for family in group.families
        for one in family.sets
        if sensible(one)
    ]
    for _ in range(number):
        facts = lot.one(sets)
        if lot.below(2):
            near = [dict(one) for one, _ in changes(facts) if sensible(one)]
            facts = lot.one(near) if near else facts
        yield among_others(facts, lot)


def among_others(facts: dict[str, str], lot: Lot) -> dict[str, str]:
    """A case among up to six further facts that read sensibly with it."""
    told = dict(facts)
    for fact in lot.mixed(FACTS)[: lot.below(7)]:
        further = told | {fact: lot.one(list(FACTS[fact].answers))}
        if fact not in told and sensible(further):
            told = further
    return told


def anything(number: int, seed: int) -> Iterator[dict[str, str]]:
    """So many cases with any answers whatever, sensible or not."""
    lot = Lot(seed)
    for _ in range(number):
        facts = lot.mixed(FACTS)[: lot.below(12)]
        yield {fact: lot.one(FACTS[fact].values) for fact in facts}
