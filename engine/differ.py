"""Whether two decisions on the same facts differ: in referral, in its force, or in a duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from criteria.decisions import Decision, Determined
from criteria.rulesets import Ruleset
from criteria.shelf import shelf
from criteria.words import DUTIES, MET, NOT_MET, UNDETERMINED, Force, strongest
from engine.spans import as_power


@dataclass(frozen=True, slots=True)
class ForceDiffers:
    """One determination whose force differs; an edition without it lays no such duty."""

    determination: str
    forces: tuple[Force | None, Force | None]


def agree(one: Decision, other: Decision) -> bool:
    """Whether two decisions are alike in referral, its force, and the forces of substance."""
    return (
        one.referral == other.referral
        and force_of_referral(one) == force_of_referral(other)
        and not any(force_differences(one, other))
    )


def force_of_referral(decision: Decision) -> Force | None:
    """The force that the referral has: of the duty it rests on, or of the power that is left."""
    ruleset = ruleset_of(decision)
    by_id = {one.id: one for one in decision.determinations}
    if decision.referral == "undetermined":
        return None
    if decision.referral == "no_duty_to_refer":
        return power_left(decision, ruleset)
    names = ruleset.referral.rests_on
    if decision.referral == "refer_elsewhere":
        names = ruleset.turning_elsewhere()
    rests_on = [by_id[name] for name in names]
    return strongest([one.force for one in rests_on if one.status == MET and one.force])


def power_left(decision: Decision, ruleset: Ruleset) -> Force | None:
    """The power that is left where nothing need be referred; none known while one may be left.

    A review that may be held, or is to be considered: what is to be done as a duty is none.
    """
    left = strongest([as_power(one.force) for one in decision.determinations if one.force])
    may_be = any(
        one.status == UNDETERMINED and ruleset.determinations[one.id].otherwise.force != "none"
        for one in decision.determinations
    )
    return None if may_be and left in ("none", None) else left


def force_differences(one: Decision, other: Decision) -> Iterator[ForceDiffers]:
    """The determinations whose force differs, where that is a difference of substance.

    What only one edition has follows from its design where both refer; where neither does, a duty
    that only one lays is a difference. While both referrals are open, one that is open is not.
    """
    read = laid_already if one.referral == UNDETERMINED else laid_alone
    for name, ours, theirs in held_together(one, other):
        if ours is not None and theirs is not None:
            pair = (ours.force, theirs.force)
        else:
            pair = (read(ours), read(theirs))
        if pair[0] != pair[1]:
            yield ForceDiffers(name, pair)


def held_together(
    one: Decision, other: Decision
) -> Iterator[tuple[str, Determined | None, Determined | None]]:
    """The determinations to hold together: those both have and, where neither refers, all."""
    ours = {d.id: d for d in one.determinations}
    theirs = {d.id: d for d in other.determinations}
    neither = one.referral == other.referral and one.referral in ("no_duty_to_refer", UNDETERMINED)
    for name in dict.fromkeys([*ours, *theirs]):
        if neither or (name in ours and name in theirs):
            yield name, ours.get(name), theirs.get(name)


def laid_alone(determined: Determined | None) -> Force | None:
    """The force of a determination that only one edition has; where it is not laid, none."""
    if determined is None or determined.status == NOT_MET:
        return "none"
    return determined.force


def laid_already(determined: Determined | None) -> Force:
    """The same while the referrals are open: a duty that is met, and nothing else."""
    force = laid_alone(determined)
    return force if force in DUTIES else "none"


def ruleset_of(decision: Decision) -> Ruleset:
    """The ruleset of the edition that decided."""
    return shelf().volume(decision.edition).ruleset
