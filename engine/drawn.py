"""The meaning of an edition drawn as decision diagrams, over every answer and judgement at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from math import prod

from criteria import meaning
from criteria.facts import Vocabulary
from criteria.rulesets import Determination, Ruleset
from criteria.words import MET, NOT_MET, UNDETERMINED, UNKNOWN, Settled, Status
from engine.diagram import LEAF, Diagrams, Node

STATUSES: tuple[Status, ...] = (NOT_MET, UNDETERMINED, MET)
OPEN = STATUSES.index(UNDETERMINED)
JUDGED: tuple[Settled | None, ...] = (None, MET, NOT_MET)

Path = tuple[tuple[int, tuple[int, ...]], ...]
"""A path through a diagram: each variable on it, with the values that follow it."""


class Drawing:
    """The criteria, determinations and referral of an edition as functions of what is known.

    A variable is a fact, whose values are its answers with `unknown` last, or a judgement, whose
    values are none, met and not met.
    """

    def __init__(self, ruleset: Ruleset, vocabulary: Vocabulary) -> None:
        self.ruleset = ruleset
        self.vocabulary = vocabulary
        self.judgements = {ruleset.judgement_id(n) for n, c in ruleset.leaves() if c.when.judgement}
        self.names = self._names()
        self._place = {name: number for number, name in enumerate(self.names)}
        self.values = [self._values(name) for name in self.names]
        self.diagrams = Diagrams([len(values) for values in self.values])
        self.nodes = {name: self._draw(name) for name in ruleset.criteria}

    def _names(self) -> list[str]:
        """The variables: each fact on which a criterion rests, before the judgements on it."""
        names: list[str] = []
        for fact in self.vocabulary.facts:
            leaves = [name for name, c in self.ruleset.leaves() if c.when.fact == fact]
            judged = [self.ruleset.judgement_id(n) for n in leaves if self._judged(n)]
            names += [fact, *dict.fromkeys(judged)] if leaves else []
        return names

    def _judged(self, criterion: str) -> bool:
        return bool(self.ruleset.criteria[criterion].when.judgement)

    def _values(self, name: str) -> tuple[str | None, ...]:
        """The values of a variable: answers with `unknown`, or none, met and not met."""
        return JUDGED if name in self.judgements else self.vocabulary.facts[name].values

    def _draw(self, name: str) -> Node:
        """The status of a criterion, by its meaning, as a function of all variables."""
        when = self.ruleset.criteria[name].when
        if when.how != "fact":
            return reduce(
                lambda one, other: self.diagrams.combined(
                    lambda a, b: STATUSES.index(
                        meaning.joined(when.how, [STATUSES[a], STATUSES[b]])
                    ),
                    one,
                    other,
                ),
                [self._draw(part) for part in when.parts],
            )
        fact = when.fact or ""
        judgement = self.ruleset.judgement_id(name)

        def status(answer: str, judged: Settled | None) -> Node:
            return self.diagrams.constant(
                STATUSES.index(meaning.leaf(when, {fact: answer}, judged))
            )

        children = [
            self.diagrams.node(self._place[judgement], [status(answer, j) for j in JUDGED])
            if answer in when.judgement
            else status(answer, None)
            for answer in self.vocabulary.facts[fact].values
        ]
        return self.diagrams.node(self._place[fact], children)

    def targets(self) -> dict[str, list[str]]:
        """What is verified – each determination, and the referral – with the criteria it reads."""
        rows = self.ruleset.referral
        targets = {
            name: [ground.criterion for ground in determination.grounds]
            for name, determination in self.ruleset.determinations.items()
        }
        return targets | {"referral": [rows.here, *([rows.elsewhere] if rows.elsewhere else [])]}

    def together(self, criteria: list[str]) -> Node:
        """The statuses of several criteria as one function, a digit of base three for each."""
        return reduce(
            lambda code, criterion: self.diagrams.combined(
                lambda c, s: c * len(STATUSES) + s, code, self.nodes[criterion]
            ),
            criteria,
            self.diagrams.constant(0),
        )

    def paths(self, node: Node) -> Iterator[Path]:
        """Every path to a leaf: each variable met on it, with the values that follow the path."""
        variable, children = self.diagrams.look(node)
        if variable == LEAF:
            yield ()
            return
        for child in dict.fromkeys(children):
            values = tuple(v for v, c in enumerate(children) if c == child)
            for rest in self.paths(child):
                yield ((variable, values), *rest)

    def path_to(self, criterion: str, status: Status) -> Path | None:
        """A path on which the criterion has the status, with one value each; None if it never has.

        Equal functions are one node, so whatever differs from "never" leads there by some child.
        """
        sought, never = STATUSES.index(status), self.diagrams.constant(0)
        node = self.diagrams.mapped(lambda value: int(value == sought), self.nodes[criterion])
        if node == never:
            return None
        path: list[tuple[int, tuple[int, ...]]] = []
        variable, children = self.diagrams.look(node)
        while variable != LEAF:
            value = next(v for v, child in enumerate(children) if child != never)
            path.append((variable, (value,)))
            variable, children = self.diagrams.look(children[value])
        return tuple(path)

    def presumed(self) -> tuple[str, ...]:
        """The facts that a rule presumes from while they are not known."""
        met = {c.when.fact for _, c in self.ruleset.leaves() if UNKNOWN in c.when.meets}
        return tuple(name for name in self.names if name in met)

    def standings(self) -> dict[str, Node]:
        """Each criterion, determination and the referral as a function that is OPEN while open."""
        found = dict(self.nodes)
        for name, read in self.targets().items():
            if name == "referral":
                found[name] = self.diagrams.mapped(self._referral_code, self.together(read))
            else:
                found[name] = self.diagrams.largest([self.nodes[criterion] for criterion in read])
        return found

    def _referral_code(self, code: int) -> int:
        """The referral by the statuses of here and elsewhere, as a number; OPEN if undetermined."""
        rows = self.ruleset.referral
        here, away = divmod(code, len(STATUSES)) if rows.elsewhere else (code, 0)
        found = {rows.here: STATUSES[here], rows.elsewhere or "": STATUSES[away]}
        referred = meaning.referral(self.ruleset, found)
        return {"no_duty_to_refer": 0, "undetermined": OPEN, "refer": 2, "refer_elsewhere": 3}[
            referred
        ]

    def unsettles(self, variable: int, node: Node) -> bool:
        """Whether somewhere the function is settled without a variable and changed by a value."""
        silent = 0 if self.names[variable] in self.judgements else len(self.values[variable]) - 1
        before = self.diagrams.given(node, variable, silent)
        after = [self.diagrams.given(node, variable, v) for v in range(len(self.values[variable]))]
        never = self.diagrams.constant(0)
        return any(
            self.diagrams.combined(lambda b, a: int(OPEN != b != a), before, changed) != never
            for changed in after
        )

    def forces(self) -> list[Node]:
        """Each determination as a function that tells its forces apart."""
        found: list[Node] = []
        codes: dict[object, int] = {}
        for name, rule in self.ruleset.determinations.items():
            read = [*self.targets()[name], *rule.otherwise.gates]

            def code(value: int, rule: Determination = rule, read: list[str] = read) -> int:
                statuses = dict(zip(read, digits(value, len(read)), strict=True))
                return codes.setdefault(meaning.outcome(rule, statuses), len(codes))

            found.append(self.diagrams.mapped(code, self.together(read)))
        return found

    def facts_in(self, nodes: Sequence[Node]) -> tuple[str, ...]:
        """The facts on which functions depend, directly or by a judgement on them."""
        used = {self.names[v] for node in nodes for v in self.diagrams.variables(node)}
        return tuple(name for name in self.vocabulary.facts if name in used)

    def combinations(self, node: Node) -> int:
        """How many combinations of values the variables of a function have."""
        return prod(len(self.values[variable]) for variable in self.diagrams.variables(node))


def digits(code: int, count: int) -> list[Status]:
    """The statuses that a code holds, first to last."""
    return [STATUSES[code // 3**place % 3] for place in reversed(range(count))]
