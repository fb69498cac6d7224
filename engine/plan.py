"""The plan: each condition of a ruleset as two durable_rules, one that derives met, one not met.

Every rule is one pattern over one message, which asks one node – a criterion or a consideration –
and tells what it reads: the answer to a fact and what people judged, or the statuses of its parts.
A pattern over two messages would not do: one message cannot fill two places of a rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from criteria.conditions import Condition
from criteria.facts import Vocabulary
from criteria.rulesets import Ruleset
from criteria.words import MET, NOT_MET, UNKNOWN, Settled, Status

Expression = dict[str, Any]

CODES: Mapping[Settled, int] = {MET: 1, NOT_MET: 2}
SIGNS: Mapping[Settled, str] = {MET: "+", NOT_MET: "-"}
ALWAYS = "always"
"""The rule that matches every message. One that no rule awaits raises an error and, if it is the
first message ever seen, clearing up after it crashes the process."""


class Plan:
    """What durable_rules is given for one ruleset, and the codes its messages are written in."""

    def __init__(self, ruleset: Ruleset, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.nodes = ruleset.conditions()
        self._number = {name: number for number, name in enumerate(self.nodes)}

    def rules(self) -> dict[str, Expression]:
        """Every rule, by name: `12+` derives that node 12 is met, `12-` that it is not met."""
        rules = {ALWAYS: pattern({"always": 1})}
        for name, when in self.nodes.items():
            for status, sign in SIGNS.items():
                terms = self._terms(when, status)
                if terms is not None:
                    asked = {"node": self._number[name]}
                    rules[f"{self._number[name]}{sign}"] = pattern({"$and": [asked, terms]})
        return rules

    def _terms(self, when: Condition, status: Settled) -> Expression | None:
        """What gives a node a settled status; None if nothing does."""
        if when.how == "fact":
            return joined("$or", self._answers(when, status))
        every = (when.how == "all") == (status == MET)
        parts = [{f"part{place}": CODES[status]} for place in range(len(when.parts))]
        return joined("$and" if every else "$or", parts)

    def _answers(self, when: Condition, status: Settled) -> list[Expression]:
        """The answers, or the judgement, that settle a node which rests on a fact."""
        values = self.vocabulary.facts[when.fact or ""].values
        left_open = {*when.meets, *when.judgement, UNKNOWN}
        settling = when.meets if status == MET else [v for v in values if v not in left_open]
        judged = [{"judged": CODES[status]}] if when.judgement else []
        return [*({"answer": values.index(value)} for value in settling), *judged]

    def asks_of_fact(self, name: str, answer: str, judged: Settled | None) -> str:
        """The message that asks a node which rests on a fact."""
        values = self.vocabulary.facts[self.nodes[name].fact or ""].values
        told = f',"judged":{CODES[judged]}' if judged else ""
        return self._message(name, f',"answer":{values.index(answer)}{told}')

    def asks_of_parts(self, name: str, statuses: Sequence[Status]) -> str:
        """The message that asks a node which joins others; undetermined parts are not told."""
        told = [
            f',"part{place}":{CODES[status]}'
            for place, status in enumerate(statuses)
            if status in (MET, NOT_MET)
        ]
        return self._message(name, "".join(told))

    def _message(self, name: str, told: str) -> str:
        """A message: codes from the vocabulary and nothing else, never a caller's text."""
        return f'"always":1,"node":{self._number[name]}{told}'


def joined(word: str, terms: list[Expression]) -> Expression | None:
    """The terms joined by `$and` or `$or`; a single term needs neither, and none are nothing."""
    if not terms:
        return None
    return terms[0] if len(terms) == 1 else {word: terms}


def pattern(expression: Expression) -> Expression:
    """A rule that fires on one message which satisfies the expression."""
    return {"all": [{"m": expression}]}
