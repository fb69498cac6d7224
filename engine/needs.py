"""What is not known and could still settle something – and nothing that could not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, reduce

from criteria.facts import Answers, Vocabulary
from criteria.rulesets import Determination, Ruleset
from criteria.words import DUTIES, FORCES, MET, NOT_MET, UNKNOWN, Settled
from engine.diagram import Diagrams, Node

NOT, OPEN, YES = 0, 1, 2

Needs = dict[str, list[str]]
Masks = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that can be learnt: the answer to a fact, or a judgement.

    A fact has a second variable for the rules that presume from its not being known: what they
    presume is not a need, so learning it is kept apart.
    """

    kind: str
    name: str


class Reach:
    """For one ruleset: which unknown facts and judgements can still settle which target."""

    def __init__(self, ruleset: Ruleset, vocabulary: Vocabulary) -> None:
        self.ruleset = ruleset
        self.vocabulary = vocabulary
        self.variables = variables(ruleset, vocabulary)
        self._place = {variable: number for number, variable in enumerate(self.variables)}
        self._silent = [self._silence(v) for v in self.variables]
        self._bits = [1 << number for number in range(len(self.variables))]
        self._reads = [(v.name, v.kind == "judgement", self._codes(v)) for v in self.variables]
        self._diagrams = Diagrams([self._width(v) for v in self.variables])
        self._criteria: dict[str, Node] = {}
        self.targets = {
            name: (self._pivots(is_open), is_open) for name, is_open in self._targets().items()
        }

    def needs(self, answers: Answers, judged: Mapping[str, Settled]) -> Masks:
        """For each target, the set of what is not known and can still settle it, as bits.

        `judged` is by judgement name. A judgement is counted even where the facts do not leave it
        to people yet; who asks keeps those that they do.
        """
        told = answers.table
        values = [
            codes[judged.get(name) if of_judgement else told[name]]
            for name, of_judgement, codes in self._reads
        ]
        silent = 0
        for bit, value, silence in zip(self._bits, values, self._silent, strict=True):
            if value == silence:
                silent |= bit
        value_of = self._diagrams.value
        return tuple(
            [
                value_of(pivots, values) & silent if value_of(is_open, values) else 0
                for pivots, is_open in self.targets.values()
            ]
        )

    def named(self, masks: Masks) -> tuple[Needs, Needs]:
        """The facts and the judgements that are needed, each with the targets it can settle."""
        facts: Needs = {}
        judgements: Needs = {}
        for target, mask in zip(self.targets, masks, strict=True):
            for number, variable in enumerate(self.variables):
                if mask >> number & 1:
                    found = judgements if variable.kind == "judgement" else facts
                    found.setdefault(variable.name, []).append(target)
        return facts, judgements

    def _codes(self, variable: Variable) -> Mapping[str | None, int]:
        """The number of each value of a variable."""
        if variable.kind == "judgement":
            return {None: 0, MET: 1, NOT_MET: 2}
        return {v: n for n, v in enumerate(self.vocabulary.facts[variable.name].values)}

    def _silence(self, variable: Variable) -> int:
        return 0 if variable.kind == "judgement" else self._width(variable) - 1

    def _width(self, variable: Variable) -> int:
        if variable.kind == "judgement":
            return len((None, MET, NOT_MET))
        return len(self.vocabulary.facts[variable.name].values)

    def _criterion(self, name: str) -> Node:
        """The status of a criterion as a function of everything that can be learnt."""
        if name not in self._criteria:
            when = self.ruleset.criteria[name].when
            if when.how == "fact":
                self._criteria[name] = self._leaf(name)
            else:
                join: Callable[[int, int], int] = min if when.how == "all" else max
                parts = [self._criterion(part) for part in when.parts]
                self._criteria[name] = reduce(
                    lambda one, other: self._diagrams.combined(join, one, other), parts
                )
        return self._criteria[name]

    def _leaf(self, name: str) -> Node:
        """The status of a criterion that rests on a fact."""
        when = self.ruleset.criteria[name].when
        fact = when.fact or ""
        kind = "presumed" if UNKNOWN in when.meets else "fact"
        children = [
            self._judged(name)
            if value in when.judgement
            else self._diagrams.constant(
                YES if value in when.meets else OPEN if value == UNKNOWN else NOT
            )
            for value in self.vocabulary.facts[fact].values
        ]
        return self._diagrams.node(self._place[Variable(kind, fact)], children)

    def _judged(self, name: str) -> Node:
        place = self._place[Variable("judgement", self.ruleset.judgement_id(name))]
        return self._diagrams.node(place, [self._diagrams.constant(v) for v in (OPEN, YES, NOT)])

    def _targets(self) -> dict[str, Node]:
        """Each target as a function that is 1 where it is open and 0 where it is settled."""
        rows = self.ruleset.referral
        here = self._criterion(rows.here)
        away = self._criterion(rows.elsewhere) if rows.elsewhere else self._diagrams.constant(NOT)
        found = {"referral": self._diagrams.combined(referral_is_open, here, away)}
        for name, determination in self.ruleset.determinations.items():
            standing = self._standing(determination)
            found[name] = self._diagrams.mapped(duty_is_open, standing)
            if len({ground.force for ground in determination.grounds}) > 1:
                found[f"{name}.may_become"] = self._diagrams.mapped(force_is_open, standing)
        return found

    def _standing(self, determination: Determination) -> Node:
        """How far a determination is met: the strongest force met and the strongest open, as one.

        Two digits to the base of the number of forces, each 0 where no ground has that status.
        """
        found = self._diagrams.constant(0)
        for ground in determination.grounds:
            rank = FORCES.index(ground.force)
            found = self._diagrams.combined(
                partial(with_ground, rank), found, self._criterion(ground.criterion)
            )
        return found

    def _pivots(self, is_open: Node) -> Node:
        """The set of variables that can settle a target, as a function of what is known.

        A variable can if, with whatever else may be learnt, the target is open without it and
        settled with some value of it.
        """
        found = self._diagrams.constant(0)
        for number in sorted(self._diagrams.variables(is_open)):
            if self.variables[number].kind != "presumed":
                within = self._diagrams.learning(self._settles(is_open, number), self._silent)
                mask = self._diagrams.mapped((self._bits[number]).__mul__, within)
                found = self._diagrams.combined(lambda a, b: a | b, found, mask)
        return found

    def _settles(self, is_open: Node, number: int) -> Node:
        """Where the target is open without the variable and settled with some value of it."""
        settled = self._diagrams.mapped(lambda holds: 1 - holds, is_open)
        for judgement in self._judgements_on(self.variables[number]):
            settled = self._diagrams.somewhere(settled, judgement)
        with_it = self._diagrams.somewhere(settled, number)
        without = self._diagrams.given(is_open, number, self._silent[number])
        return self._diagrams.combined(min, without, with_it)

    def _judgements_on(self, variable: Variable) -> list[int]:
        """The judgements that answering a fact may call for; a judgement calls for none."""
        return [
            self._place[Variable("judgement", self.ruleset.judgement_id(name))]
            for name, criterion in self.ruleset.leaves()
            if criterion.when.judgement
            and variable.kind == "fact"
            and criterion.when.fact == variable.name
        ]


def variables(ruleset: Ruleset, vocabulary: Vocabulary) -> list[Variable]:
    """Everything that bears on the criteria, each fact beside the judgements it leads to."""
    found: list[Variable] = []
    for fact in vocabulary.facts:
        on_it = [(name, c) for name, c in ruleset.leaves() if c.when.fact == fact]
        found += [
            Variable("presumed" if UNKNOWN in criterion.when.meets else "fact", fact)
            for _, criterion in on_it
        ]
        found += [
            Variable("judgement", ruleset.judgement_id(name))
            for name, criterion in on_it
            if criterion.when.judgement
        ]
    return list(dict.fromkeys(found))


def with_ground(rank: int, standing: int, status: int) -> int:
    """A determination's standing with one more ground, of a force's rank and a status, taken in."""
    met, pending = divmod(standing, len(FORCES))
    if status == YES:
        met = max(met, rank)
    elif status == OPEN:
        pending = max(pending, rank)
    return met * len(FORCES) + pending


def referral_is_open(here: int, away: int) -> int:
    """1 where the referral is undetermined, from here and elsewhere."""
    return int(here != YES and OPEN in (here, away))


def duty_is_open(standing: int) -> int:
    """1 where a determination is undetermined that would be a duty if met."""
    met, pending = divmod(standing, len(FORCES))
    return int(not met and FORCES[pending] in DUTIES)


def force_is_open(standing: int) -> int:
    """1 where a determination that is met may yet become stronger."""
    met, pending = divmod(standing, len(FORCES))
    return int(0 < met < pending)
