"""The same facts under several editions, and the first criterion that tells two of them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from criteria.decisions import Decision
from criteria.shelf import shelf
from criteria.words import Force, Referral
from engine.decide import decide
from engine.differ import ForceDiffers, agree, force_differences, force_of_referral
from engine.separate import Side, arguable, separating, side
from engine.views import viewed


@dataclass(frozen=True, slots=True)
class Difference:
    """Two editions that differ on a case, and the first criterion that separates them."""

    editions: tuple[str, str]
    referrals: tuple[Referral, Referral]
    referral_forces: tuple[Force | None, Force | None]
    forces: tuple[ForceDiffers, ...]
    criterion: str
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The decision under every edition, and every pair that differs."""

    decisions: tuple[Decision, ...]
    differences: tuple[Difference, ...]


def compare(facts: Mapping[str, str], editions: Iterable[str] | None = None) -> Comparison:
    """Decide the same facts under several editions, the five of the shelf if none are named.

    Facts alone: judgements belong to a decision under one edition. A pair of editions differs if
    the referral does, or its force, or the force of a determination both have, or if, where
    neither refers, one lays a duty that the other does not know. Raises as `decide` does.
    """
    names = shelf().timeline.compared if editions is None else tuple(dict.fromkeys(editions))
    decisions = tuple(decide(name, facts) for name in names)
    differences = [difference(one, other) for one, other in combinations(decisions, 2)]
    return Comparison(decisions, tuple(one for one in differences if one is not None))


def difference(one: Decision, other: Decision) -> Difference | None:
    """How two decisions on the same facts differ, or None if they do not."""
    laid = (force_of_referral(one), force_of_referral(other))
    forces = tuple(force_differences(one, other))
    if agree(one, other):
        return None
    views = viewed(one, other, laid, forces)
    criterion, on_which = separating(*views)
    return Difference(
        editions=(one.edition, other.edition),
        referrals=(one.referral, other.referral),
        referral_forces=laid,
        forces=forces,
        criterion=criterion,
        sides=(side(views[0], criterion, on_which), side(views[1], criterion, on_which)),
    )


def separators(one: Decision, other: Decision) -> frozenset[str]:
    """Every criterion that could be said to separate two decisions; none if they agree.

    A difference names the first; whoever names another of them is not plainly wrong.
    """
    if agree(one, other):
        return frozenset()
    laid = (force_of_referral(one), force_of_referral(other))
    return arguable(*viewed(one, other, laid, tuple(force_differences(one, other))))
