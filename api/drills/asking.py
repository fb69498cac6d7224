"""What is asked of a case: what each edition says, and what separates them."""

from __future__ import annotations

from api.drills.cases import FORCE, REFERRAL, Editions, Facts, about, decided, differing
from api.drills.drawing import Lot
from api.drills.model import Asked, Choice
from api.drills.reasons import reason
from api.listing import duty
from api.wording import REFERRALS, begun, title_of
from criteria.decisions import Decision
from criteria.words import UNDETERMINED, Force
from engine.differ import force_of_referral

ONE, OTHER = "one", "other"
"""The names of what is asked of each edition."""

REFERRED = tuple(Choice(name, begun(words.lower())) for name, words in REFERRALS.items())
"""What an edition may say of a referral, always in this order."""

LAID = (
    Choice("must", "It must be done"),
    Choice("should", "It should be done"),
    Choice("consider", "It is to be considered"),
    Choice("may", "It may be done"),
    Choice("none", "Nothing of the kind"),
    Choice(UNDETERMINED, "Not settled yet"),
)
"""What an edition may say of something to be done, always in this order."""


def asked(editions: Editions, facts: Facts, once: str, lot: Lot) -> tuple[Asked, ...]:
    """The three things asked of a case. `once` is what the two differed in before a change."""
    told = differing(editions, facts)
    decisions = decided(editions, facts)
    what = about(told) if told else once_asked(decisions, once)
    sides = zip((ONE, OTHER), decisions, strict=True)
    says = (said(name, decision, editions, what) for name, decision in sides)
    return (*says, reason(editions, decisions, told, lot))


def once_asked(decisions: tuple[Decision, ...], once: str) -> str:
    """What to ask where two editions say the same: what they differed in, if that is the same."""
    return once if len({right(one, once) for one in decisions}) == 1 else REFERRAL


def said(name: str, decision: Decision, editions: Editions, what: str) -> Asked:
    """What one edition says of the referral, of its force, or of a determination."""
    choices = REFERRED if what == REFERRAL else LAID
    prompt = prompted(decision, editions, what)
    return Asked(name, prompt, choices, right(decision, what))


def prompted(decision: Decision, editions: Editions, what: str) -> str:
    """The question, as it is put."""
    title = title_of(decision.edition)
    if what == REFERRAL:
        return f"{title}: is the case to be referred?"
    if what != FORCE:
        return f"{title}: what is laid down here on “{duty(what, editions)}”?"
    if decision.referral == "no_duty_to_refer":
        return f"{title}: no referral is required; what of a review all the same?"
    return f"{title}: with what force is the case referred?"


def right(decision: Decision, what: str) -> str:
    """What the decision says; an edition without a determination lays nothing of the kind."""
    if what == REFERRAL:
        return decision.referral
    force: Force | None = "none"
    if what == FORCE:
        force = force_of_referral(decision)
    elif what in {one.id for one in decision.determinations}:
        force = decision.determination(what).force
    return force or UNDETERMINED
