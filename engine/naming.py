"""The criterion that separates two editions on a smallest set of answers, and both wordings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from criteria.decisions import Decision, Finding
from engine.decide import decide
from engine.differ import force_differences, force_of_referral
from engine.separate import (
    Alike,
    Side,
    asked_apart,
    carrying_root,
    nearest_apart,
    same_referral,
    side,
    would_agree,
)
from engine.settled import Apart
from engine.views import View, viewed

Brings = Callable[[Finding, Decision, Decision, Alike], bool]


def told_apart(
    one: Decision, other: Decision, found: Apart, facts: Mapping[str, str]
) -> tuple[str, tuple[Side, Side]]:
    """The first criterion that separates two decisions on a smallest set, with both sides."""
    views = viewed(one, other, found.referral_forces, found.forces)
    criterion, seen = separating(views, alike_in(found), facts)
    return criterion, (side(views[0], criterion, seen), side(views[1], criterion, seen))


def separating(
    views: tuple[View, View], alike: Alike, facts: Mapping[str, str]
) -> tuple[str, View]:
    """The first criterion that separates two views, and the view it was found in.

    It rests on an answer of the set. Nearest to what stops or carries the two, one that, answered
    otherwise, would bring them together, or else one on which one of them hangs and the other does
    not; then anything asked that would bring them together. Where no answer does it, one edition
    asks the same and has a ground of its own: that ground.
    """
    ways: tuple[tuple[Iterable[tuple[Finding, View]], Brings], ...] = (
        (nearest_apart(*views), would_agree),
        (nearest_apart(*views), hangs_on),
        (asked_apart(*views), would_agree),
    )
    for among, brings in ways:
        for finding, view in among:
            answered = any(ground.fact in facts for ground in finding.because)
            if answered and brings(finding, views[0].decision, views[1].decision, alike):
                return finding.id, view
    root, greater = carrying_root(*views)
    return own_ground(greater, root), greater


def own_ground(view: View, root: str) -> str:
    """The criterion that makes another what it is, as long as it is one of several alone."""
    found = view.findings
    while found[root].how == "any":
        like = [part for part in found[root].parts if found[part].status == found[root].status]
        if len(like) != 1:
            break
        [root] = like
    return root


def hangs_on(finding: Finding, one: Decision, other: Decision, alike: Alike) -> bool:
    """Whether one of two decisions stays as it is without a criterion's fact, and one does not."""
    fact = finding.because[0].fact
    facts = {name: answer for name, answer in one.facts.items() if name != fact}
    return alike(one, decide(one.edition, facts)) != alike(other, decide(other.edition, facts))


def alike_in(found: Apart) -> Alike:
    """Whether two decisions are alike in the first thing in which two were found to differ."""
    one, other = found.referrals
    if one != other:
        return same_referral
    if found.referral_forces[0] != found.referral_forces[1]:
        return same_force
    return partial(same_force_of, found.forces[0].determination)


def same_force(one: Decision, other: Decision) -> bool:
    """Whether two decisions refer alike, and with the same force."""
    return same_referral(one, other) and force_of_referral(one) == force_of_referral(other)


def same_force_of(determination: str, one: Decision, other: Decision) -> bool:
    """Whether two decisions refer alike, and lay one determination with the same force."""
    differ = {found.determination for found in force_differences(one, other)}
    return same_referral(one, other) and determination not in differ
