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
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import cast

from criteria import meaning
from criteria.decisions import RulesetRef
from criteria.facts import Answers
from criteria.versions import Volume
from criteria.words import MET, NOT_MET, UNKNOWN, Settled, Status
from engine.drawn import Drawing, Path
from engine.edition import Edition
from engine.entries import Findings, entries_hold
from engine.judging import left_to_people
from engine.outcome import forces, referral, standing
from engine.ready import ready


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
        self.findings = Findings()
        self.seen: dict[str, set[Status]] = {name: set() for name in self.ruleset.criteria}
        self._turn = 0

    def certificate(self) -> Certificate:
        """Everything verified, with the time it took."""
        began = time.perf_counter()
        drawing = self.drawing
        entries = entries_hold(self.edition, self.findings)
        targets = {name: drawing.together(read) for name, read in drawing.targets().items()}
        cases = sum(self._holds(path) for node in targets.values() for path in drawing.paths(node))
        cases += self._every_criterion_can_be_both()
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
            findings=tuple(self.findings.found),
            seconds=round(time.perf_counter() - began, 3),
        )

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
        derived = self.findings.tried(partial(self.edition.derive, answers, judged))
        if derived is None:
            return
        for name, status in meant.items():
            self.seen[name].add(derived[name])
            self._same(name, derived[name], status, case)
        for name, rule in self.ruleset.determinations.items():
            status = standing(rule, derived)
            outcome = (status, *forces(rule, derived, status))
            self._same(name, outcome, meaning.outcome(rule, meant), case)
        referred = referral(self.ruleset.referral, derived)
        self._same("referral", referred, meaning.referral(self.ruleset, meant), case)

    def _same(self, name: str, said: object, meant: object, case: object) -> None:
        if said != meant:
            self.findings.add(f"{name}: the engine says {said}, not {meant}, of {case}")

    def _every_criterion_can_be_both(self) -> int:
        """Every criterion is met in some case, and not met in another; says how many more it took.

        Where the outcome hangs on little, few cases were decided and a status may not have been
        seen in any. A path to it is then looked for in what is meant and, if there is one, decided.
        """
        cases = 0
        both: tuple[Settled, ...] = (MET, NOT_MET)
        for name, status in product(self.seen, both):
            if status not in self.seen[name]:
                path = self.drawing.path_to(name, status)
                cases += 0 if path is None else self._holds(path)
            if status not in self.seen[name]:
                self.findings.add(f"{name}: is never {status}")
        return cases

    def _learning_never_unsettles(self, presumed: Sequence[str]) -> None:
        """Nothing that is settled is opened, or settled otherwise, by learning one thing more."""
        drawing = self.drawing
        for name, node in drawing.standings().items():
            for variable in sorted(drawing.diagrams.variables(node)):
                if drawing.names[variable] not in presumed and drawing.unsettles(variable, node):
                    self.findings.add(f"{name}: learning {drawing.names[variable]} unsettles it")
