"""What is not known and could still settle something – and nothing that could not."""

from __future__ import annotations

from collections.abc import Mapping

from criteria.facts import Answers, Vocabulary
from criteria.rulesets import Ruleset
from criteria.words import UNKNOWN, Settled
from engine.diagram import Diagrams, Node
from engine.openness import Openness, Variable, variables

Needs = dict[str, list[str]]
Masks = tuple[int, ...]
"""For each target, what is needed: a bit for each variable."""


class Reach:
    """For one ruleset: which unknown facts and judgements can still settle which target.

    A variable can settle a target if, with whatever else may be learnt, the target is open
    without it and settled with some value of it. A rule that presumes from not knowing a fact
    makes no need of it.
    """

    def __init__(self, ruleset: Ruleset, vocabulary: Vocabulary) -> None:
        self.ruleset = ruleset
        self.variables = variables(ruleset, vocabulary)
        self._silent = [v.silent for v in self.variables]
        self._bits = [1 << number for number in range(len(self.variables))]
        self._reads = [(v.name, v.is_judgement, v.codes) for v in self.variables]
        self._diagrams = Diagrams([len(v.codes) for v in self.variables])
        self._openness = Openness(ruleset, vocabulary, self.variables, self._diagrams)
        self._seen_as = {
            fact: self._openness.targets(fact) for fact in self._openness.asked_and_presumed()
        }
        self._presumed_only = self._never_asked()
        self.targets = {
            name: (self._pivots(name, is_open), is_open)
            for name, is_open in self._openness.targets().items()
        }

    def needs(self, answers: Answers, judged: Mapping[str, Settled]) -> Masks:
        """For each target, the set of what is not known and can still settle it, as bits.

        `judged` is by judgement name. A judgement is counted even where the facts do not leave it
        to people yet; who asks keeps those that they do.
        """
        told = answers.table
        values = [
            codes[judged.get(name) if is_judgement else told[name]]
            for name, is_judgement, codes in self._reads
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
                    found = judgements if variable.is_judgement else facts
                    found.setdefault(variable.name, []).append(target)
        return facts, judgements

    def _never_asked(self) -> set[str]:
        """The facts on which every rule presumes."""
        asked = {c.when.fact for _, c in self.ruleset.leaves() if UNKNOWN not in c.when.meets}
        return {v.name for v in self.variables if not v.is_judgement and v.name not in asked}

    def _pivots(self, target: str, is_open: Node) -> Node:
        """The set of variables that can settle a target, as a function of what is known."""
        found = self._diagrams.constant(0)
        for number in sorted(self._diagrams.variables(is_open)):
            variable = self.variables[number]
            seen = is_open
            if not variable.is_judgement:
                if variable.name in self._presumed_only:
                    continue
                seen = self._seen_as.get(variable.name, {}).get(target, is_open)
            within = self._diagrams.learning(self._settles(seen, number), self._silent)
            mask = self._diagrams.mapped(self._bits[number].__mul__, within)
            found = self._diagrams.combined(int.__or__, found, mask)
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
        named = {
            self.ruleset.judgement_id(name)
            for name, criterion in self.ruleset.leaves()
            if not variable.is_judgement and criterion.when.fact == variable.name
        }
        return [n for n, v in enumerate(self.variables) if v.is_judgement and v.name in named]
