"""The first criterion that tells two editions apart on a case, with what each says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from criteria.decisions import Cited, Decision, Finding
from criteria.shelf import shelf
from criteria.words import Openness, Status
from engine.decide import decide
from engine.differ import agree, ruleset_of
from engine.views import RANK, View, carrying, role, roles, stopping

Alike = Callable[[Decision, Decision], bool]


@dataclass(frozen=True, slots=True)
class Side:
    """What one of two editions says on the point: its criterion, or what it has instead."""

    edition: str
    criterion: str | None
    title: str
    status: Status | None
    open: Openness | None
    sources: tuple[Cited, ...]


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


def arguable(one: View, other: View) -> frozenset[str]:
    """Every criterion of which it could be said that it separates two views.

    Those told apart in what stops or carries either, and those whose fact, answered otherwise,
    would bring the two together.
    """
    decisions = (one.decision, other.decision)
    differ = decisions[0].referral != decisions[1].referral
    alike = same_referral if differ else agree
    nearest = {finding.id for finding, _ in nearest_apart(one, other)}
    asked = {finding.id: finding for finding, _ in asked_apart(one, other)}
    return frozenset(nearest).union(
        name for name, found in asked.items() if would_agree(found, *decisions, alike)
    )


def lesser_and_greater(one: View, other: View) -> tuple[View, View]:
    """Two views by how far their roots were met."""
    return (one, other) if one.rank <= other.rank else (other, one)


def nearest_apart(one: View, other: View) -> list[tuple[Finding, View]]:
    """The criteria told apart in what stops the lesser, then in what carries the greater."""
    lesser, greater = lesser_and_greater(one, other)
    return [*apart(lesser, greater, stopping), *apart(greater, lesser, carrying)]


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
