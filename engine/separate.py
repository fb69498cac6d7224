"""The first criterion that tells two editions apart on a case, with what each says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from criteria.decisions import Cited, Decision, Finding
from criteria.rulesets import Ruleset
from criteria.shelf import shelf
from criteria.words import FORCES, MET, NOT_MET, UNDETERMINED, Force, Openness, Status
from engine.decide import decide
from engine.differ import ForceDiffers, agree, ruleset_of
from engine.spans import as_it_is, resting_on

Alike = Callable[[Decision, Decision], bool]
RANK: Mapping[Status, int] = {NOT_MET: 0, UNDETERMINED: 1, MET: 2}


@dataclass(frozen=True, slots=True)
class Side:
    """What one of two editions says on the point: its criterion, or what it has instead."""

    edition: str
    criterion: str | None
    title: str
    status: Status | None
    open: Openness | None
    sources: tuple[Cited, ...]


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


def separating(one: View, other: View) -> tuple[str, View]:
    """The first criterion that separates two views, and the view it was found in.

    Looked for first in what stops the lesser of the two, then in what carries the greater, then in
    all that either asks: a criterion that the other answers otherwise or does not ask, and whose
    fact, answered otherwise, would bring the two together: in the referral if that differs, else
    in the forces.
    """
    nearest = nearest_apart(one, other)
    found = [*nearest, *asked_apart(one, other)]
    differ = one.decision.referral != other.decision.referral
    for alike in (same_referral, agree) if differ else (agree,):
        for finding, view in found:
            if would_agree(finding, one.decision, other.decision, alike):
                return finding.id, view
    if nearest:
        return nearest[0][0].id, nearest[0][1]
    return carrying_root(one, other)


def lesser_and_greater(one: View, other: View) -> tuple[View, View]:
    """Two views by how far their roots were met."""
    return (one, other) if one.rank <= other.rank else (other, one)


def nearest_apart(one: View, other: View) -> list[tuple[Finding, View]]:
    """The criteria told apart in what stops the lesser, then in what carries the greater."""
    lesser, greater = lesser_and_greater(one, other)
    return [*apart(lesser, greater, carrying), *apart(greater, lesser, carrying)]


def asked_apart(one: View, other: View) -> list[tuple[Finding, View]]:
    """The criteria told apart in all that either asks."""
    lesser, greater = lesser_and_greater(one, other)
    return [*apart(greater, lesser, asked), *apart(lesser, greater, asked)]


def carrying_root(one: View, other: View) -> tuple[str, View]:
    """The first root that makes the greater what it is."""
    _, greater = lesser_and_greater(one, other)
    found = greater.findings
    return next(r for r in greater.roots if RANK[found[r].status] == greater.rank), greater


def apart(
    view: View, against: View, among: Callable[[View], Iterable[Finding]]
) -> Iterator[tuple[Finding, View]]:
    """The criteria among some of a view that the other answers otherwise or does not ask."""
    known = roles(against)
    for finding in among(view):
        counterpart = known.get(role(view, finding.id))
        if counterpart is None or counterpart.status != finding.status:
            yield finding, view


def asked(view: View) -> Iterator[Finding]:
    """The criteria of a decision that a fact answers, in the order they are read."""
    return (one for one in view.decision.criteria if not one.parts and one.because)


def same_referral(one: Decision, other: Decision) -> bool:
    """Whether two decisions refer alike, whatever else they lay."""
    return one.referral == other.referral


def would_agree(finding: Finding, one: Decision, other: Decision, alike: Alike) -> bool:
    """Whether another answer to the criterion's fact would bring one decision to the other.

    One alone, while the other stays, and without moving what both ask and answer alike: that the
    person was no child brings any two editions together, and tells nothing of what separates them.
    """
    fact = finding.because[0].fact or ""
    shared = dict(read_off(fact, one).items() & read_off(fact, other).items())
    for answer in shelf().vocabulary.facts[fact].answers:
        changed = dict(one.facts) | {fact: answer}
        ours, theirs = decide(one.edition, changed), decide(other.edition, changed)
        alone = alike(one, ours) or alike(other, theirs)
        if alone and alike(ours, theirs) and shared.items() <= read_off(fact, ours).items():
            return True
    return False


def read_off(fact: str, decision: Decision) -> dict[str, Status]:
    """The status of each criterion that a fact answers, by what it is in any edition."""
    ruleset = ruleset_of(decision)
    return {
        ruleset.judgement_id(one.id): one.status
        for one in decision.criteria
        if not one.parts and any(ground.fact == fact for ground in one.because)
    }


def carrying(view: View) -> Iterator[Finding]:
    """The lowest findings that make the roots what they are, in the order they are read."""
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
            waiting += [p for p in reversed(finding.parts) if found[p].status == wanted]


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


def side(view: View, criterion: str, on_which: View) -> Side:
    """What one edition says on the criterion that separates it from another.

    An edition that does not ask it is shown by the nearest rule it has around it.
    """
    known = roles(view)
    edition = view.decision.edition
    same = edition == on_which.decision.edition
    finding = view.findings[criterion] if same else known.get(role(on_which, criterion))
    if finding is not None:
        sources = finding.sources
        return Side(edition, finding.id, finding.title, finding.status, finding.open, sources)
    around = (known.get(role(on_which, name)) for name in path_to(on_which, criterion))
    nearest = next((one for one in around if one is not None), None)
    if nearest is None and view.roots:
        nearest = view.findings[view.roots[0]]
    if nearest is None:
        return Side(edition, None, "no such duty", None, None, ())
    return Side(edition, None, f"not asked; nearest: {nearest.title}", None, None, nearest.sources)


def path_to(view: View, criterion: str) -> list[str]:
    """The criteria that a criterion is part of, directly or not, the nearest first."""
    found: list[str] = []
    waiting = [criterion]
    while waiting:
        current = waiting.pop(0)
        above = [one.id for one in view.decision.criteria if current in one.parts]
        found += [name for name in above if name not in found]
        waiting += [name for name in above if name not in waiting]
    return found
