"""Two versions of the rules side by side: whether any case differs, and one with few answers.

Both are drawn as decision diagrams over the same answers and judgements. Equal functions are one
node, so where no node differs no case does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial, reduce

from criteria import meaning
from criteria.facts import Contradiction
from criteria.rulesets import Determination, Ruleset
from criteria.versions import Volume
from criteria.words import MET, Force, Status
from engine.diagram import LEAF, Diagrams, Node
from engine.drawn import STATUSES, digits
from engine.judging import judged_leaves
from engine.sketch import Drawn, Sketch, variables

Case = tuple[dict[str, str], dict[str, str]]
"""Answers to facts, and what people judged."""

Said = tuple[Status, Force | None, Force | None, tuple[str, ...]]
"""A determination: its status, its force, the force it may become, and the grounds met."""

Way = tuple[tuple[int, int], ...]
"""A way through a diagram: the variables that are not silent on it, each with its value."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a determination or the referral reads, and what it says of the statuses read."""

    criteria: tuple[str, ...]
    say: Callable[[meaning.Statuses], object]


class Contrast:
    """The rules of an edition, held against changed ones."""

    def __init__(self, volume: Volume, changed: Iterable[Ruleset]) -> None:
        self.ruleset, self.vocabulary = volume.ruleset, volume.vocabulary
        self.variables = variables(volume.vocabulary, volume.ruleset, *changed)
        self.diagrams = Diagrams([len(one.codes) for one in self.variables])
        self._place = {(v.name, v.is_judgement): n for n, v in enumerate(self.variables)}
        self._never = self.diagrams.constant(0)
        self._before = self._draw(volume.ruleset)
        self._accepted = self._draw_accepted()
        self._likely = self._draw_likely()

    def is_altered(self, changed: Ruleset) -> bool:
        """Whether any case at all differs, whatever people judge in it."""
        return self._differ(changed) != self._never

    def find_case(self, changed: Ruleset) -> Case | None:
        """A case with the fewest answers that the changed rules decide otherwise, if there is one.

        It is one that the unchanged rules accept: a judgement stands in it only where they leave
        it to people. Answers that cannot all be true are the last resort.
        """
        found = self.diagrams.combined(min, self._differ(changed), self._accepted)
        likely = self.diagrams.combined(min, found, self._likely)
        way = self._shortest(found if likely == self._never else likely, {})
        if way is None:
            return None
        case: Case = ({}, {})
        for number, value in way:
            one = self.variables[number]
            case[one.is_judgement][one.name] = str(list(one.codes)[value])
        return case

    def _draw(self, ruleset: Ruleset) -> Drawn:
        """The criteria of a ruleset, over the variables of all."""
        return Sketch(ruleset, self.vocabulary, self.variables, self.diagrams).criteria()

    def _differ(self, changed: Ruleset) -> Node:
        """1 where the referral or a determination comes out otherwise."""
        after, found = self._draw(changed), self._never
        readings = zip(list_readings(self.ruleset), list_readings(changed), strict=True)
        for (name, one), (_, other) in readings:
            same = self.ruleset.determinations.get(name) == changed.determinations.get(name)
            if not same or any(self._before[c] != after[c] for c in one.criteria):
                codes: dict[object, int] = {}
                sides = (self._code(self._before, one, codes), self._code(after, other, codes))
                found = self.diagrams.combined(
                    max, found, self.diagrams.combined(differ_in, *sides)
                )
        return found

    def _code(self, drawn: Drawn, reading: Reading, codes: dict[object, int]) -> Node:
        """What is said in each case, as a number for each thing that is said."""

        def code(value: int) -> int:
            statuses = digits(value, len(reading.criteria))
            said = reading.say(dict(zip(reading.criteria, statuses, strict=True)))
            return codes.setdefault(said, len(codes))

        nodes = [drawn[name] for name in reading.criteria]
        together = reduce(partial(self.diagrams.combined, add_digit), nodes, self._never)
        return self.diagrams.mapped(code, together)

    def _draw_accepted(self) -> Node:
        """1 where people judged only what the unchanged rules leave to them."""
        left = judged_leaves(self.ruleset)
        found = self.diagrams.constant(1)
        for one in self.variables:
            if one.is_judgement:
                silent = self._draw_values(one.name, True, {None})
                whens = [self.ruleset.criteria[leaf].when for leaf in left.get(one.name, [])]
                open_ = [self._draw_values(w.fact or "", False, w.judgement) for w in whens]
                allowed = self.diagrams.largest([silent, *open_])
                found = self.diagrams.combined(min, found, allowed)
        return found

    def _draw_likely(self) -> Node:
        """1 where the answers can all be true, as far as the facts say."""
        found = self.diagrams.constant(1)
        for one in self.vocabulary.contradictions.values():
            if all((trigger.fact, False) in self._place for trigger in one.when):
                false = self.diagrams.mapped(turn_over, self._draw_contradiction(one))
                found = self.diagrams.combined(min, found, false)
        return found

    def _draw_contradiction(self, one: Contradiction) -> Node:
        """1 where answers contradict each other in one way."""
        nodes = [self._draw_values(t.fact or "", False, t.status) for t in one.when]
        return reduce(partial(self.diagrams.combined, min), nodes)

    def _draw_values(self, name: str, is_judgement: bool, values: Iterable[str | None]) -> Node:
        """1 where a fact or a judgement has one of these values."""
        place, wanted = self._place[name, is_judgement], set(values)
        held = [self.diagrams.constant(int(v in wanted)) for v in self.variables[place].codes]
        return self.diagrams.node(place, held)

    def _shortest(self, node: Node, known: dict[Node, Way | None]) -> Way | None:
        """The way to a 1 with the fewest answers; None if there is no way."""
        if node not in known:
            variable, children = self.diagrams.look(node)
            if variable == LEAF:
                known[node] = () if children[0] else None
            else:
                known[node] = self._shortest_by(variable, children, known)
        return known[node]

    def _shortest_by(
        self, variable: int, children: Sequence[Node], known: dict[Node, Way | None]
    ) -> Way | None:
        """The same, by the values of a variable: the silent one adds no answer."""
        silent = self.variables[variable].silent
        ways = [
            (() if value == silent else ((variable, value),)) + rest
            for value, child in enumerate(children)
            if (rest := self._shortest(child, known)) is not None
        ]
        return min(ways, key=len, default=None)


def list_readings(ruleset: Ruleset) -> list[tuple[str, Reading]]:
    """What the referral and each determination read; the determinations under their names."""
    referral = Reading(ruleset.referral.roots, partial(meaning.referral, ruleset))
    rules = ruleset.determinations.items()
    return [
        ("", referral),
        *((name, Reading(list_read(r), partial(state_outcome, r))) for name, r in rules),
    ]


def list_read(rule: Determination) -> tuple[str, ...]:
    """The criteria that a determination reads, each once."""
    gate = rule.otherwise.gates
    return tuple(dict.fromkeys([*(ground.criterion for ground in rule.grounds), *gate]))


def state_outcome(rule: Determination, found: meaning.Statuses) -> Said:
    """What a determination says, by its meaning."""
    grounds = tuple(ground.criterion for ground in rule.grounds if found[ground.criterion] == MET)
    return *meaning.outcome(rule, found), grounds


def add_digit(code: int, status: int) -> int:
    """A code with the status of one more criterion."""
    return code * len(STATUSES) + status


def differ_in(one: int, other: int) -> int:
    """1 where two values differ."""
    return int(one != other)


def turn_over(value: int) -> int:
    """0 for 1 and 1 for 0."""
    return 1 - value
