"""The words by which an answer is known again in a vignette, apart from what writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

PHRASES: Mapping[str, Mapping[str, str]] = {
    "age_group": {
        "unborn": "unborn child",
        "under_16": "child under 16",
        "16_or_17": "child of 16 or 17",
        "18_to_24": "young adult of 18 to 24",
        "25_or_over": "adult of 25 or over",
    },
    "abuse_or_neglect": {
        "known": "abuse or neglect (by a person )?is known",
        "suspected": "abuse or neglect (by a person )?is suspected",
        "not_suspected": "none suspects abuse or neglect",
    },
    "abuse_or_neglect_by": {
        "person": "by a person|that of a person",
        "service_only_child_in_its_care": "service, which had the (child|person) in its own care",
        "service_only_child_with_others": "service, while others cared for the (child|person)",
    },
    "link_to_abuse_or_neglect": {
        "factor": "played a part in what happened",
        "unrelated": "what happened was unrelated to",
    },
    "known_for_recent_concern": {"yes": "family was known to", "no": "family was not known to"},
    "outcome": {"died": "died", "harmed": "was harmed", "not_harmed": "was not harmed"},
    "potentially_life_threatening_injury": {
        "yes": "was potentially life-threatening",
        "no": "was no potentially life-threatening",
    },
    "long_term_impairment": {"yes": "is seriously impaired", "no": "is not seriously impaired"},
    "serious_harm_judgement": {
        "serious": "harm to be serious",
        "not_serious": "harm not to be serious",
    },
    "suspected_suicide": {"yes": "suicide is suspected", "no": "suicide is not suspected"},
    "joint_working": {
        "concern": "may be, concern about how the agencies",
        "none_apparent": "no concerns about how the agencies worked together have come",
        "clearly_none": "is clear that the agencies worked well",
        "definitively_none": "definitive evidence that the agencies worked well",
    },
    "detention": {
        "none": "were neither in custody nor detained",
        "custody": "were in custody",
        "secure_childrens_home": "secure children's home",
        "mental_health_act": "detained under the Mental Health Act",
        "deprivation_of_liberty": "deprivation of liberty order",
    },
    "regulated_setting": {"yes": "were in a regulated", "no": "were not in a regulated"},
    "looked_after": {"yes": "were looked after", "no": "were not looked after"},
    "care_leaver": {"yes": "were a care leaver", "no": "were not a care leaver"},
    "place_of_incident": {
        "this_area": "(?<!normally lived) in this area",
        "elsewhere_in_england": "(?<!normally lived) in another area of England",
        "outside_england": "(?<!normally lived) outside England",
    },
    "normal_residence": {
        "this_area": "normally lived in this area",
        "elsewhere_in_england": "normally lived in another area of England",
        "outside_england": "normally lived outside England",
    },
    "local_importance": {
        "yes": "may raise, issues of importance to the area",
        "no": "raises no issues of importance to the area",
    },
    "improvements_needed": {
        "yes": "may show, that improvements",
        "no": "shows no need for improvements",
    },
    "recurrent_themes": {
        "yes": "may show, themes that keep coming back",
        "no": "shows no themes that keep coming back",
    },
    "panel_suggested_local_review": {"yes": "has said that", "no": "has not said that"},
    "single_agency_concern": {
        "yes": "may be, concern about what one agency did",
        "no": "no concern about what any one agency did",
    },
    "no_agency_involvement": {"yes": "that gives cause", "no": "gives no cause for concern"},
    "multiple_areas": {"yes": "agencies of more than one area", "no": "only one area's agencies"},
    "institutional_setting": {
        "yes": "involves an institution",
        "no": "does not involve an institution",
    },
    "national_importance": {
        "yes": "may raise, issues of national importance",
        "no": "raises no issues of national importance",
    },
    "complex_issues": {"yes": "may raise, complex issues", "no": "raises no complex issues"},
    "legislative_change": {
        "yes": "may show, that the law or guidance",
        "no": "shows no need to change the law",
    },
    "educated_otherwise": {
        "yes": "home-educated or otherwise not at school",
        "no": "educated at school",
    },
    "care_or_protection_plan": {
        "yes": "were in care, or on or recently off",
        "no": "were neither in care nor on or recently off",
    },
    "multiple_abuse_types": {"yes": "involves several types", "no": "not involve several types"},
    "wider_learning": {"yes": "may be, something wider", "no": "is nothing wider"},
}
"""For each answer to each fact, an expression that is found where it is said, and only there."""


def times(fact: str, answer: str, vignette: str) -> int:
    """How often an answer is said."""
    return len(re.findall(PHRASES[fact][answer], vignette, re.IGNORECASE))
