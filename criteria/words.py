"""The fixed words of the contract: statuses, forces, referrals and grades."""

from __future__ import annotations

from typing import Final, Literal

Status = Literal["met", "not_met", "undetermined"]
Settled = Literal["met", "not_met"]
Force = Literal["must", "should", "consider", "may", "none"]
Referral = Literal["refer", "refer_elsewhere", "no_duty_to_refer", "undetermined"]
Grade = Literal["official", "confirmed", "single", "unconfirmed", "reading"]
After = Literal["yes", "no", "either"]
Weight = Literal["must_take_into_account", "should_have_regard"]
How = Literal["all", "any", "fact"]
Openness = Literal["fact", "judgement"]

MET: Final = "met"
NOT_MET: Final = "not_met"
UNDETERMINED: Final = "undetermined"
UNKNOWN: Final = "unknown"

FORCES: Final[tuple[Force, ...]] = ("none", "may", "consider", "should", "must")
DUTIES: Final[frozenset[Force]] = frozenset({"must", "should"})


def stronger(one: Force, other: Force) -> bool:
    """Whether the first force binds harder than the second."""
    return FORCES.index(one) > FORCES.index(other)


def strongest(forces: list[Force]) -> Force | None:
    """The force that binds hardest, or None of an empty list."""
    return max(forces, key=FORCES.index, default=None)
