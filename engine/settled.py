"""Where two decisions differ in what is settled: in referral, in its force, or in a duty.

What is settled stays so, whatever else is learnt, save by a fact that a rule presumes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from criteria.decisions import Decision, Determined
from criteria.words import NOT_MET, UNDETERMINED, Force, Referral
from engine.differ import ForceDiffers, held_together, ruleset_of
from engine.spans import settled_force, settled_referral_force

Pair = tuple[Force | None, Force | None]


@dataclass(frozen=True, slots=True)
class Apart:
    """How two decisions differ in what is settled; the forces of the referral if both are."""

    referrals: tuple[Referral, Referral]
    referral_forces: Pair
    forces: tuple[ForceDiffers, ...]


def apart(one: Decision, other: Decision) -> Apart | None:
    """How two decisions differ in what is settled, or None if they do not.

    Both referrals must be settled. Then they differ if the referral does, or its force, or the
    force of a determination both have, or if, where neither refers, one lays a duty that the other
    does not know; a force counts where it is settled in both.
    """
    if UNDETERMINED in (one.referral, other.referral):
        return None
    laid = both_or_neither(*(settled_referral_force(d, ruleset_of(d)) for d in (one, other)))
    forces = tuple(differing(one, other))
    if one.referral == other.referral and laid[0] == laid[1] and not forces:
        return None
    return Apart((one.referral, other.referral), laid, forces)


def differing(one: Decision, other: Decision) -> Iterator[ForceDiffers]:
    """The determinations whose force is settled in both decisions and differs."""
    for name, ours, theirs in held_together(one, other):
        read = force_alone if None in (ours, theirs) else force_of
        pair = both_or_neither(read(one, ours), read(other, theirs))
        if pair[0] != pair[1]:
            yield ForceDiffers(name, pair)


def force_of(decision: Decision, determined: Determined | None) -> Force | None:
    """The settled force of a determination; an edition without it lays none."""
    if determined is None:
        return "none"
    return settled_force(decision, determined, ruleset_of(decision))


def force_alone(decision: Decision, determined: Determined | None) -> Force | None:
    """The same, of a determination that only one edition has: a power that is left is none."""
    if determined is not None and determined.status == NOT_MET:
        return "none"
    return force_of(decision, determined)


def both_or_neither(one: Force | None, other: Force | None) -> Pair:
    """Two forces, or neither if one of them is not settled."""
    return (None, None) if None in (one, other) else (one, other)
