"""Setting a drill: drawing its cases from the differences, and asking each edition's answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from api.drills.asking import asked
from api.drills.cases import Case, Facts, cases, differing
from api.drills.drawing import Lot
from api.drills.dressing import altered, dressed
from api.drills.model import Difficulty, Drill, Plan, Question
from api.drills.story import told
from api.training.compared import pair
from criteria.shelf import shelf

Waiting = dict[tuple[tuple[str, str], str], Iterator[Case]]
"""The cases that are left, by the editions and by the criterion that separates them."""


def drill(plan: Plan) -> Drill:
    """The drill of a plan: fewer questions than it wants if there are no more cases.

    The same plan makes the same drill under the same rules. Takes the seconds that finding the
    differences takes when it is the first in the life of the process, then well under one.
    """
    lot = Lot(plan.seed)
    seen: set[frozenset[tuple[str, str]]] = set()
    questions: list[Question] = []
    for case in in_turn(plan, lot):
        if len(questions) == plan.questions:
            break
        facts = final(case, plan.difficulty, lot)
        both = {frozenset(case.facts.items()), frozenset(facts.items())}
        if not both & seen:
            seen |= both
            questions.append(question(len(questions) + 1, case, facts, lot))
    return Drill(plan, tuple(questions))


def in_turn(plan: Plan, lot: Lot) -> Iterator[Case]:
    """Cases of every pair and criterion, one that was used least before any other."""
    waiting: Waiting = {
        (editions, criterion): some
        for editions in combinations(plan.editions, 2)
        for criterion, some in cases(editions, lot).items()
    }
    order = lot.mixed(waiting)
    used: Counter[object] = Counter()
    while order:
        key = min(order, key=lambda one: (used[one[1]], used[one[0]], used[one]))
        case = next(waiting[key], None)
        if case is None:
            order.remove(key)
            continue
        used.update((*key, key))
        yield case


def final(case: Case, difficulty: Difficulty, lot: Lot) -> Facts:
    """The facts that are told of a case: in half of those of the borderline one answer is other."""
    if difficulty == "plain":
        return case.facts
    facts, kept = case.facts, frozenset[str]()
    if difficulty == "borderline" and lot.below(2):
        facts, kept = altered(case, lot)
    return dressed(case.editions, facts, kept, lot)


def question(number: int, case: Case, facts: Facts, lot: Lot) -> Question:
    """A case as it is put; the facts in the order of the vocabulary."""
    vocabulary = shelf().vocabulary.facts
    ordered = {name: facts[name] for name in vocabulary if name in facts}
    difference = differing(case.editions, ordered)
    return Question(
        number=number,
        sentences=told(vocabulary, ordered),
        facts=ordered,
        editions=case.editions,
        asked=asked(case.editions, ordered, case.about, lot),
        pair=None if difference is None else pair(difference),
    )
