"""Which variables can settle a target, drawn once as functions of what is known."""

from __future__ import annotations

from criteria.facts import Vocabulary
from criteria.rulesets import Ruleset
from criteria.words import UNKNOWN
from engine.diagram import Diagrams, Node, Tree
from engine.openness import Openness
from engine.sketch import Sketch, Variable


class Pivots:
    """For each target of an edition: the variables that can settle it, as a set of bits.

    A variable can settle a target if, with whatever else may be learnt, the target is open
    without it and settled with some value of it. A rule that presumes from not knowing a fact
    makes no need of it.
    """

    def __init__(self, ruleset: Ruleset, vocabulary: Vocabulary, variables: list[Variable]) -> None:
        self.ruleset = ruleset
        self.variables = variables
        self._silent = [v.silent for v in variables]
        self._diagrams = Diagrams([len(v.codes) for v in variables])
        self._openness = Openness(Sketch(ruleset, vocabulary, variables, self._diagrams))
        self._seen_as = {
            fact: self._openness.targets(fact) for fact in self._openness.asked_and_presumed()
        }
        self._presumed_only = self._never_asked()

    def drawn(self) -> dict[str, Tree]:
        """Each target as a function whose value is the set; where the target is settled, none."""
        targets = self._openness.targets()
        pivots = {name: self._pivots(name, is_open) for name, is_open in targets.items()}
        return {name: self._diagrams.tree(node) for name, node in pivots.items()}

    def _never_asked(self) -> set[str]:
        """The facts on which every rule presumes."""
        asked = {c.when.fact for _, c in self.ruleset.leaves() if UNKNOWN not in c.when.meets}
        return {v.name for v in self.variables if not v.is_judgement and v.name not in asked}

    def _pivots(self, target: str, is_open: Node) -> Node:
        """The set of variables that can settle a target, as a function of what is known."""
        found = self._diagrams.constant(0)
        for number in sorted(self._diagrams.variables(is_open), reverse=True):
            variable = self.variables[number]
            seen = is_open
            if not variable.is_judgement:
                if variable.name in self._presumed_only:
                    continue
                seen = self._seen_as.get(variable.name, {}).get(target, is_open)
            within = self._diagrams.learning(self._settles(seen, number), self._silent)
            within = self._diagrams.combined(min, is_open, within)
            mask = self._diagrams.mapped((1 << number).__mul__, within)
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
