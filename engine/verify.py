"""Holding the compiled engine to the meaning of its ruleset, over every case that can differ.

First every entry: a criterion's rules read one answer, or the statuses of its parts, and each
combination of what they read is put to durable_rules and to the meaning. A decision is made of
entries and nothing else, so this covers every combination of answers.

Then whole cases. The meaning is drawn as decision diagrams; each path through one is a set of
answers on which the meaning says the same whatever else is answered. Cases of every path are
decided, with every answer on the path and the other facts answered in turn each way, and must
come out as the meaning says.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import prod
from typing import Any, cast

from criteria import meaning
from criteria.decisions import RulesetRef
from criteria.facts import Answers
from criteria.rulesets import Condition, Determination, Ruleset
from criteria.shelf import Volume
from criteria.words import MET, NOT_MET, UNDETERMINED, UNKNOWN, Settled, Status
from engine.diagram import LEAF, Diagrams, Node
from engine.edition import Edition
from engine.judging import left_to_people
from engine.outcome import forces, referral, standing
from engine.ready import ready

STATUSES: tuple[Status, ...] = (NOT_MET, UNDETERMINED, MET)
OPEN = STATUSES.index(UNDETERMINED)
JUDGED: tuple[Settled | None, ...] = (None, MET, NOT_MET)
MOST_FINDINGS = 20

Path = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was verified of an edition, and what was found; sound if nothing was found."""

    edition: str
    ruleset: RulesetRef
    entries: int
    cases: int
    combinations: int
    presumes_from: tuple[str, ...]
    moves_referral: tuple[str, ...]
    moves_force: tuple[str, ...]
    findings: tuple[str, ...]
    seconds: float

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify(edition: str) -> Certificate:
    """Verify an edition. Raises UnknownEdition; what does not agree is a finding, no error.

    Takes from a second to about a minute.
    """
    return Verification(ready(edition).edition).certificate()


def verify_volume(volume: Volume) -> Certificate:
    """Verify a ruleset that is not on the shelf."""
    return Verification(Edition(volume)).certificate()


class Verification:
    """One edition drawn as diagrams by its meaning, with what is found against it."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.ruleset: Ruleset = edition.ruleset
        self.judgements = list(edition.judged_leaves)
        self.names = self._names()
        self._place = {name: number for number, name in enumerate(self.names)}
        self.values = [self._values(name) for name in self.names]
        self.diagrams = Diagrams([len(values) for values in self.values])
        self.nodes = {name: self._draw(name) for name in self.ruleset.criteria}
        self.findings: list[str] = []
        self.seen: dict[str, set[Status]] = {name: set() for name in self.ruleset.criteria}
        self._turn = 0

    def certificate(self) -> Certificate:
        """Everything verified, with the time it took."""
        began = time.perf_counter()
        entries = self._entries_hold()
        targets = {name: self._together(read) for name, read in self._targets().items()}
        cases = sum(self._holds(path) for node in targets.values() for path in self._paths(node))
        self._every_criterion_can_be_both()
        presumed = self._presumed()
        self._learning_never_unsettles(presumed)
        return Certificate(
            edition=self.ruleset.id,
            ruleset=self.edition.ref,
            entries=entries,
            cases=cases,
            combinations=sum(self._combinations(node) for node in targets.values()),
            presumes_from=presumed,
            moves_referral=self._facts_in([targets["referral"]]),
            moves_force=self._facts_in(self._forces()),
            findings=tuple(self.findings),
            seconds=round(time.perf_counter() - began, 3),
        )

    # ------------------------------------------------------------ the meaning, drawn

    def _names(self) -> list[str]:
        """The variables: each fact on which a criterion rests, before the judgements on it."""
        names: list[str] = []
        for fact in self.edition.vocabulary.facts:
            leaves = [name for name, c in self.ruleset.leaves() if c.when.fact == fact]
            judged = [self.ruleset.judgement_id(n) for n in leaves if self._judged(n)]
            names += [fact, *dict.fromkeys(judged)] if leaves else []
        return names

    def _judged(self, criterion: str) -> bool:
        return bool(self.ruleset.criteria[criterion].when.judgement)

    def _values(self, name: str) -> tuple[str | None, ...]:
        """The values of a variable: answers with `unknown`, or none, met and not met."""
        return JUDGED if name in self.judgements else self.edition.vocabulary.facts[name].values

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
            for answer in self.edition.vocabulary.facts[fact].values
        ]
        return self.diagrams.node(self._place[fact], children)

    def _targets(self) -> dict[str, list[str]]:
        """What is verified – each determination, and the referral – with the criteria it reads."""
        rows = self.ruleset.referral
        targets = {
            name: [ground.criterion for ground in determination.grounds]
            for name, determination in self.ruleset.determinations.items()
        }
        return targets | {"referral": [rows.here, *([rows.elsewhere] if rows.elsewhere else [])]}

    def _together(self, criteria: list[str]) -> Node:
        """The statuses of several criteria as one function, a digit of base three for each."""
        return reduce(
            lambda code, criterion: self.diagrams.combined(
                lambda c, s: c * len(STATUSES) + s, code, self.nodes[criterion]
            ),
            criteria,
            self.diagrams.constant(0),
        )

    # ------------------------------------------------------------ the engine, held to it

    def _entries_hold(self) -> int:
        """Put every combination that the rules of a node can read to engine and meaning."""
        count = 0
        for name, when in self.ruleset.conditions().items():
            for key in self._readable(when):
                if when.how == "fact":
                    meant = meaning.leaf(when, {when.fact or "": str(key[0])}, key[1])
                    found = self.edition.deriver.asked_of_fact(name, *key)
                else:
                    meant = meaning.joined(when.how, list(key))
                    found = self.edition.deriver.asked_of_parts(name, key)
                count += 1
                if found != meant:
                    self._find(f"{name}: the engine says {found}, not {meant}, of {key}")
        return count

    def _readable(self, when: Condition) -> Iterator[tuple[Any, ...]]:
        """What the rules of one condition can read: answers with judgements, or statuses."""
        if when.fact is None:
            yield from product(STATUSES, repeat=len(when.parts))
            return
        for answer in self.edition.vocabulary.facts[when.fact].values:
            for judged in JUDGED if answer in when.judgement else (None,):
                yield answer, judged

    def _paths(self, node: Node) -> Iterator[Path]:
        """Every path to a leaf: each variable met on it, with the values that follow the path."""
        variable, children = self.diagrams.look(node)
        if variable == LEAF:
            yield ()
            return
        for child in dict.fromkeys(children):
            values = tuple(v for v, c in enumerate(children) if c == child)
            for rest in self._paths(child):
                yield ((variable, values), *rest)

    def _holds(self, path: Path) -> int:
        """Decide cases of a path until each of its values was decided; say how many that were."""
        most = max((len(values) for _, values in path), default=1)
        for number in range(most):
            chosen = {variable: values[number % len(values)] for variable, values in path}
            self._agrees(self._case(chosen))
        return most

    def _case(self, chosen: dict[int, int]) -> tuple[Answers, dict[str, Settled]]:
        """A case with the values chosen; every other variable takes its values in turn."""
        self._turn += 1
        told = dict.fromkeys(self.edition.vocabulary.facts, UNKNOWN)
        judged: dict[str, Settled] = {}
        for number, name in enumerate(self.names):
            values = self.values[number]
            value = values[chosen.get(number, (self._turn // (number + 1)) % len(values))]
            if name not in self.judgements:
                told[name] = value or UNKNOWN
            elif value is not None:
                judged[name] = cast("Settled", value)
        answers = Answers(told)
        left = {j: s for j, s in judged.items() if left_to_people(self.ruleset, answers, j)}
        return answers, left

    def _agrees(self, case: tuple[Answers, dict[str, Settled]]) -> None:
        """The engine says of a case what the meaning says: every criterion, force and referral."""
        answers, judged = case
        meant = meaning.statuses(self.ruleset, answers, judged)
        derived = self.edition.derive(answers, judged)
        for name, status in meant.items():
            self.seen[name].add(derived[name])
            if derived[name] != status:
                self._find(f"{name}: the engine says {derived[name]}, not {status}, of {case}")
        for name, rule in self.ruleset.determinations.items():
            standing_now = standing(rule, derived)
            outcome = (standing_now, *forces(rule, derived, standing_now))
            if outcome != meaning.outcome(rule, meant):
                self._find(f"{name}: the engine says {outcome} of {case}")
        if referral(self.ruleset.referral, derived) != meaning.referral(self.ruleset, meant):
            self._find(
                f"referral: the engine says {referral(self.ruleset.referral, derived)} of {case}"
            )

    def _find(self, finding: str) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)

    # ------------------------------------------------------------ what the meaning itself must be

    def _every_criterion_can_be_both(self) -> None:
        """Every criterion was derived met in some case, and not met in another."""
        for name, seen in self.seen.items():
            for status in (MET, NOT_MET):
                if status not in seen:
                    self._find(f"{name}: is never {status}")

    def _presumed(self) -> tuple[str, ...]:
        """The facts that a rule presumes from while they are not known."""
        met = {c.when.fact for _, c in self.ruleset.leaves() if UNKNOWN in c.when.meets}
        return tuple(name for name in self.names if name in met)

    def _learning_never_unsettles(self, presumed: Sequence[str]) -> None:
        """Nothing that is settled is opened, or settled otherwise, by learning one thing more."""
        for name, node in self._standings().items():
            for variable in sorted(self.diagrams.variables(node)):
                if self.names[variable] not in presumed and self._unsettles(variable, node):
                    self._find(f"{name}: learning {self.names[variable]} unsettles it")

    def _standings(self) -> dict[str, Node]:
        """Each criterion, determination and the referral as a function that is OPEN while open."""
        found = dict(self.nodes)
        for name, read in self._targets().items():
            if name == "referral":
                found[name] = self.diagrams.mapped(self._referral_code, self._together(read))
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

    def _unsettles(self, variable: int, node: Node) -> bool:
        """Whether somewhere the function is settled without a variable and changed by a value."""
        silent = 0 if self.names[variable] in self.judgements else len(self.values[variable]) - 1
        before = self.diagrams.given(node, variable, silent)
        after = [self.diagrams.given(node, variable, v) for v in range(len(self.values[variable]))]
        never = self.diagrams.constant(0)
        return any(
            self.diagrams.combined(lambda b, a: int(OPEN != b != a), before, changed) != never
            for changed in after
        )

    # ------------------------------------------------------------ what is reported

    def _forces(self) -> list[Node]:
        """Each determination as a function that tells its forces apart."""
        found: list[Node] = []
        codes: dict[object, int] = {}
        for name, rule in self.ruleset.determinations.items():
            gate = [rule.otherwise.none_if] if rule.otherwise.none_if else []
            read = [*self._targets()[name], *gate]

            def code(value: int, rule: Determination = rule, read: list[str] = read) -> int:
                statuses = dict(zip(read, digits(value, len(read)), strict=True))
                return codes.setdefault(meaning.outcome(rule, statuses), len(codes))

            found.append(self.diagrams.mapped(code, self._together(read)))
        return found

    def _facts_in(self, nodes: Sequence[Node]) -> tuple[str, ...]:
        """The facts on which functions depend, directly or by a judgement on them."""
        used = {self.names[v] for node in nodes for v in self.diagrams.variables(node)}
        return tuple(name for name in self.edition.vocabulary.facts if name in used)

    def _combinations(self, node: Node) -> int:
        """How many combinations of values the variables of a function have."""
        return prod(len(self.values[variable]) for variable in self.diagrams.variables(node))


def digits(code: int, count: int) -> list[Status]:
    """The statuses that a code holds, first to last."""
    return [STATUSES[code // 3**place % 3] for place in reversed(range(count))]
