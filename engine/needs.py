"""What is not known and could still settle something – and nothing that could not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import getitem, or_

from criteria.facts import Answers, Vocabulary
from criteria.rulesets import Ruleset
from criteria.words import Settled
from engine.diagram import follow
from engine.holding import chosen
from engine.memory import reads
from engine.pivots import Pivots
from engine.sketch import variables

Needs = dict[str, list[str]]
Masks = tuple[int, ...]
"""For each target, what is needed: a bit for each variable."""


class Reach:
    """For one ruleset: which unknown facts and judgements can still settle which target."""

    def __init__(self, ruleset: Ruleset, vocabulary: Vocabulary) -> None:
        self.variables = variables(vocabulary, ruleset)
        drawn = Pivots(ruleset, vocabulary, self.variables).drawn()
        self._targets, self._trees = list(drawn), list(drawn.values())
        self._lay_out(vocabulary)

    def _lay_out(self, vocabulary: Vocabulary) -> None:
        """Lay out, for each variable, where a tree goes by an answer, and its bit if it is silent.

        A judgement has its place after a fact; until one is made it is silent whatever the answer.
        """
        facts: list[str] = []
        self._steps: list[Mapping[str, int]] = []
        self._silence: list[Mapping[str, int]] = []
        for number, variable in enumerate(self.variables):
            facts.append(facts[-1] if variable.is_judgement else variable.name)
            answers = vocabulary.facts[facts[-1]].values
            silent = dict.fromkeys(answers, variable.silent)
            codes = silent if variable.is_judgement else {a: variable.codes[a] for a in answers}
            bit = 1 << number
            self._steps.append({answer: 1 + code for answer, code in codes.items()})
            self._silence.append({a: bit * (codes[a] == variable.silent) for a in answers})
        self._answers_to = reads(facts)

    def needs(self, answers: Answers, judged: Mapping[str, Settled]) -> Masks:
        """For each target, the set of what is not known and can still settle it, as bits.

        `judged` is by judgement name. A judgement is counted even where the facts do not leave it
        to people yet; who asks keeps those that they do.
        """
        told = self._answers_to(answers.table)
        values = list(map(getitem, self._steps, told))
        silent = reduce(or_, map(getitem, self._silence, told), 0)
        if judged:
            for number, variable in enumerate(self.variables):
                if variable.is_judgement and variable.name in judged:
                    values[number] = 1 + variable.codes[judged[variable.name]]
                    silent &= ~(1 << number)
        return tuple([follow(tree, values) & silent for tree in self._trees])

    def named(self, masks: Masks) -> tuple[Needs, Needs]:
        """The facts and the judgements that are needed, each with the targets it can settle."""
        facts: Needs = {}
        judgements: Needs = {}
        for target, mask in zip(self._targets, masks, strict=True):
            for number in chosen(mask):
                variable = self.variables[number]
                found = judgements if variable.is_judgement else facts
                found.setdefault(variable.name, []).append(target)
        return facts, judgements
