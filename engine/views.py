"""A decision seen from the criteria that a question turns on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from criteria.decisions import Decision, Finding
from criteria.rulesets import Ruleset
from criteria.words import FORCES, MET, NOT_MET, UNDETERMINED, Force, Status
from engine.differ import ForceDiffers, ruleset_of
from engine.spans import as_it_is, resting_on

RANK: Mapping[Status, int] = {NOT_MET: 0, UNDETERMINED: 1, MET: 2}
STOPPING: Mapping[Status, tuple[Status, ...]] = {status: (status,) for status in RANK}
CARRYING: Mapping[Status, tuple[Status, ...]] = {**STOPPING, UNDETERMINED: (MET, UNDETERMINED)}
"""Which parts of a criterion keep it from being more, and from being less: by their statuses."""


@dataclass(frozen=True, slots=True)
class View:
    """One decision seen from the criteria that a question turns on."""

    decision: Decision
    ruleset: Ruleset
    roots: tuple[str, ...]

    @property
    def findings(self) -> dict[str, Finding]:
        """The findings by id."""
        return {finding.id: finding for finding in self.decision.criteria}

    @property
    def rank(self) -> int:
        """How far the roots were met: 2 if any is, 0 if none can be."""
        found = self.findings
        return max((RANK[found[root].status] for root in self.roots), default=0)


def viewed(
    one: Decision,
    other: Decision,
    laid: tuple[Force | None, Force | None],
    forces: Sequence[ForceDiffers],
) -> tuple[View, View]:
    """Both decisions from the criteria on which their difference turns."""
    rulesets = (ruleset_of(one), ruleset_of(other))
    decisions = (one, other)
    if one.referral != other.referral:
        for pick in ("here", "elsewhere"):
            roots = [named(getattr(ruleset.referral, pick)) for ruleset in rulesets]
            found = [View(d, r, t) for d, r, t in zip(decisions, rulesets, roots, strict=True)]
            if found[0].rank != found[1].rank:
                return found[0], found[1]
    tops = [laid, *(differs.forces for differs in forces)]
    names = [None, *(differs.determination for differs in forces)]
    at = next(n for n, pair in enumerate(tops) if pair[0] != pair[1])
    level = max(FORCES.index(force) for force in tops[at] if force is not None)
    views = [
        View(d, r, grounds_from(d, r, names[at], level))
        for d, r in zip(decisions, rulesets, strict=True)
    ]
    return views[0], views[1]


def named(criterion: str | None) -> tuple[str, ...]:
    """The criterion as roots; none if there is none."""
    return () if criterion is None else (criterion,)


def grounds_from(
    decision: Decision, ruleset: Ruleset, determination: str | None, level: int
) -> tuple[str, ...]:
    """The grounds with at least a force, of one determination or of those a referral rests on."""
    names, counted = resting_on(ruleset, decision.referral)
    if determination is not None:
        names, counted = (determination,), as_it_is
    rules = [ruleset.determinations[n] for n in names if n in ruleset.determinations]
    grounds = [ground for rule in rules for ground in rule.grounds]
    found = tuple(g.criterion for g in grounds if FORCES.index(counted(g.force)) >= level)
    return found or tuple(ground.criterion for ground in grounds)


def stopping(view: View) -> Iterator[Finding]:
    """The lowest findings that keep the roots from being more, in the order they are read."""
    return lowest(view, STOPPING)


def carrying(view: View) -> Iterator[Finding]:
    """The lowest findings that keep the roots from being less, in the order they are read."""
    return lowest(view, CARRYING)


def lowest(view: View, through: Mapping[Status, tuple[Status, ...]]) -> Iterator[Finding]:
    """The lowest findings under the roots, by the statuses of the parts to go down into."""
    found = view.findings
    wanted = max((found[root].status for root in view.roots), key=RANK.__getitem__, default=NOT_MET)
    waiting = [root for root in reversed(view.roots) if found[root].status == wanted]
    seen: set[str] = set()
    while waiting:
        finding = found[waiting.pop()]
        if finding.id not in seen:
            seen.add(finding.id)
            if not finding.parts and finding.because:
                yield finding
            into = through[finding.status]
            waiting += [p for p in reversed(finding.parts) if found[p].status in into]


def role(view: View, criterion: str) -> str:
    """What a criterion is in any edition: its own name, or the one that it stands for."""
    return view.ruleset.judgement_id(criterion)


def roles(view: View) -> dict[str, Finding]:
    """The findings of a decision by what they are in any edition, those of the roots first."""
    found = view.findings
    named = {role(view, name): finding for name, finding in found.items()}
    waiting = list(view.roots)
    while waiting:
        name = waiting.pop()
        named[role(view, name)] = found[name]
        waiting += found[name].parts
    return named
