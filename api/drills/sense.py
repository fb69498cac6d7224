"""Which answers make sense together in a made-up case, beyond those that cannot all be true."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from criteria.shelf import shelf
from criteria.words import UNKNOWN

Answers = tuple[str, ...]
Facts = Mapping[str, str]

CHILD: Final = ("unborn", "under_16", "16_or_17")
BORN_CHILD: Final = ("under_16", "16_or_17")
GROWN: Final = ("18_to_24", "25_or_over")
ABUSE: Final = ("known", "suspected")
HELD: Final = ("custody", "secure_childrens_home", "mental_health_act", "deprivation_of_liberty")
BY_SERVICE: Final = ("service_only_child_in_its_care", "service_only_child_with_others")
AGENCIES: Final = ("concern", "none_apparent", "clearly_none", "definitively_none")
AWAY: Final = ("elsewhere_in_england", "outside_england")

NEEDS: Mapping[str, Mapping[str, Answers]] = {
    "abuse_or_neglect_by": {"abuse_or_neglect": ABUSE},
    "link_to_abuse_or_neglect": {"abuse_or_neglect": ABUSE, "outcome": ("died", "harmed")},
    "multiple_abuse_types": {"abuse_or_neglect": ABUSE},
    "potentially_life_threatening_injury": {"outcome": ("harmed",)},
    "long_term_impairment": {"outcome": ("harmed",)},
    "serious_harm_judgement": {"outcome": ("harmed",)},
    "suspected_suicide": {"outcome": ("died",), "age_group": (*BORN_CHILD, *GROWN)},
    "detention": {"outcome": ("died",), "age_group": (*BORN_CHILD, *GROWN)},
    "looked_after": {"age_group": BORN_CHILD},
    "care_leaver": {"age_group": ("16_or_17", "18_to_24")},
    "regulated_setting": {"age_group": (*BORN_CHILD, *GROWN)},
    "institutional_setting": {"age_group": (*BORN_CHILD, *GROWN)},
    "educated_otherwise": {"age_group": BORN_CHILD},
    "care_or_protection_plan": {"age_group": CHILD},
}
"""What is said of a fact makes sense only where another is one of these; not known is none."""

CLASHES: tuple[Mapping[str, Answers], ...] = (
    {"no_agency_involvement": ("yes",), "abuse_or_neglect_by": BY_SERVICE},
    {"no_agency_involvement": ("yes",), "care_leaver": ("yes",)},
    {"no_agency_involvement": ("yes",), "multiple_areas": ("yes", "no")},
    {"no_agency_involvement": ("yes",), "single_agency_concern": ("yes", "no")},
    {"no_agency_involvement": ("yes",), "joint_working": AGENCIES},
    {"no_agency_involvement": ("yes",), "regulated_setting": ("yes",)},
    {"no_agency_involvement": ("yes",), "institutional_setting": ("yes",)},
    {"no_agency_involvement": ("no",)},
    {"abuse_or_neglect_by": BY_SERVICE, "joint_working": ("definitively_none",)},
    {"abuse_or_neglect_by": ("service_only_child_in_its_care",), "regulated_setting": ("no",)},
    {"multiple_areas": ("no",), "place_of_incident": AWAY},
    {"multiple_areas": ("no",), "normal_residence": AWAY},
    {"detention": HELD, "place_of_incident": ("outside_england",)},
    {"looked_after": ("no",), "detention": ("secure_childrens_home",)},
    {"regulated_setting": ("no",), "detention": HELD},
    {"institutional_setting": ("no",), "detention": HELD},
    {"institutional_setting": ("no",), "regulated_setting": ("yes",)},
    {"educated_otherwise": ("no",), "detention": HELD},
    {"care_leaver": ("no",), "looked_after": ("yes",)},
    {"care_leaver": ("no", "yes"), "care_or_protection_plan": ("yes", "no")},
    {"looked_after": ("yes",), "care_or_protection_plan": ("yes", "no")},
    {"known_for_recent_concern": ("no",), "care_or_protection_plan": ("yes",)},
    {"local_importance": ("no",), "national_importance": ("yes",)},
    {"improvements_needed": ("no",), "legislative_change": ("yes",)},
    {"improvements_needed": ("no",), "joint_working": ("concern",)},
    {"wider_learning": ("no",), "improvements_needed": ("yes",)},
    {"wider_learning": ("no",), "recurrent_themes": ("yes",)},
)
"""Answers that do not read sensibly together, though the rules would take them."""


def sensible(facts: Facts) -> bool:
    """Whether all that is known of a case can be told of one case."""
    return (
        all(fits(facts, needs) for fact, needs in NEEDS.items() if known(facts, fact))
        and not any(fits(facts, clash) for clash in CLASHES)
        and not contradictory(facts)
    )


def known(facts: Facts, fact: str) -> bool:
    """Whether the answer to a fact is known."""
    return facts.get(fact, UNKNOWN) != UNKNOWN


def fits(facts: Facts, wanted: Mapping[str, Answers]) -> bool:
    """Whether each of some facts is answered in one of some ways."""
    return all(facts.get(fact, UNKNOWN) in answers for fact, answers in wanted.items())


def contradictory(facts: Facts) -> bool:
    """Whether any answers cannot all be true."""
    return any(
        all(facts.get(one.fact or "", UNKNOWN) in one.status for one in contradiction.when)
        for contradiction in shelf().vocabulary.contradictions.values()
    )
