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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations_with_replacement, product
from typing import Any, TypeVar, cast

from criteria import meaning
from criteria.decisions import RulesetRef
from criteria.errors import EngineFault
from criteria.facts import Answers
from criteria.rulesets import Condition
from criteria.shelf import Volume
from criteria.words import MET, NOT_MET, UNKNOWN, Settled, Status
from engine.drawn import JUDGED, STATUSES, Drawing, Path
from engine.edition import Edition
from engine.judging import left_to_people
from engine.outcome import forces, referral, standing
from engine.ready import ready

MOST_FINDINGS = 20
WIDEST = 8
"""Up to how many parts a criterion has every combination of their statuses tried."""

Found = TypeVar("Found")


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
    """One edition, held to its meaning, with what is found against it."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.ruleset = edition.ruleset
        self.drawing = Drawing(edition.ruleset, edition.vocabulary)
        self.findings: list[str] = []
        self.seen: dict[str, set[Status]] = {name: set() for name in self.ruleset.criteria}
        self._turn = 0

    def certificate(self) -> Certificate:
        """Everything verified, with the time it took."""
        began = time.perf_counter()
        drawing = self.drawing
        entries = self._entries_hold()
        targets = {name: drawing.together(read) for name, read in drawing.targets().items()}
        cases = sum(self._holds(path) for node in targets.values() for path in drawing.paths(node))
        self._every_criterion_can_be_both()
        presumed = drawing.presumed()
        self._learning_never_unsettles(presumed)
        return Certificate(
            edition=self.ruleset.id,
            ruleset=self.edition.ref,
            entries=entries,
            cases=cases,
            combinations=sum(drawing.combinations(node) for node in targets.values()),
            presumes_from=presumed,
            moves_referral=drawing.facts_in([drawing.standings()["referral"]]),
            moves_force=drawing.facts_in(drawing.forces()),
            findings=tuple(self.findings),
            seconds=round(time.perf_counter() - began, 3),
        )

    def _entries_hold(self) -> int:
        """Put every combination that the rules of a node can read to engine and meaning."""
        count = 0
        deriver = self.edition.deriver
        for name, when in self.ruleset.conditions().items():
            for key in self._readable(when):
                if when.fact is not None:
                    meant = meaning.leaf(when, {when.fact: str(key[0])}, key[1])
                    found = self._tried(partial(deriver.asked_of_fact, name, *key))
                else:
                    meant = meaning.joined(when.how, list(key))
                    found = self._tried(partial(deriver.asked_of_parts, name, key))
                count += 1
                if found not in (meant, None):
                    self._find(f"{name}: the engine says {found}, not {meant}, of {key}")
        return count

    def _tried(self, ask: Callable[[], Found]) -> Found | None:
        """What the engine says; a fault of its own is a finding too."""
        try:
            return ask()
        except EngineFault as fault:
            self._find(str(fault))
            return None

    def _readable(self, when: Condition) -> Iterator[tuple[Any, ...]]:
        """What the rules of one condition can read: answers with judgements, or statuses."""
        if when.fact is None:
            count = len(when.parts)
            yield from product(STATUSES, repeat=count) if count <= WIDEST else nearly_even(count)
            return
        for answer in self.edition.vocabulary.facts[when.fact].values:
            for judged in JUDGED if answer in when.judgement else (None,):
                yield answer, judged

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
        for number, name in enumerate(self.drawing.names):
            values = self.drawing.values[number]
            value = values[chosen.get(number, (self._turn // (number + 1)) % len(values))]
            if name not in self.drawing.judgements:
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
        derived = self._tried(partial(self.edition.derive, answers, judged))
        if derived is None:
            return
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

    def _every_criterion_can_be_both(self) -> None:
        """Every criterion was derived met in some case, and not met in another."""
        for name, seen in self.seen.items():
            for status in (MET, NOT_MET):
                if status not in seen:
                    self._find(f"{name}: is never {status}")

    def _learning_never_unsettles(self, presumed: Sequence[str]) -> None:
        """Nothing that is settled is opened, or settled otherwise, by learning one thing more."""
        drawing = self.drawing
        for name, node in drawing.standings().items():
            for variable in sorted(drawing.diagrams.variables(node)):
                if drawing.names[variable] not in presumed and drawing.unsettles(variable, node):
                    self._find(f"{name}: learning {drawing.names[variable]} unsettles it")


def nearly_even(count: int) -> Iterator[tuple[Status, ...]]:
    """For a very wide criterion: every part alike, but for up to two of them."""
    for common in STATUSES:
        even = (common,) * count
        yield even
        for one, other in combinations_with_replacement(range(count), 2):
            for first, second in product(STATUSES, repeat=2):
                parts = list(even)
                parts[one], parts[other] = first, second
                yield tuple(parts)
