"""What the contract fixes, written out from its tables and from nothing else."""

from __future__ import annotations

EDITIONS = (
    "lscb-2006",
    "wt-2013",
    "wt-2015",
    "wt-2015-transitional",
    "wt-2018",
    "wt-2023",
    "wt-2026",
)
OLD = EDITIONS[:4]
"""The editions with a serious case review."""
PANEL = EDITIONS[3:]
"""The editions with the duty to notify the national Panel."""
PARTNERS = EDITIONS[4:]
"""The editions with local and national reviews."""
LEAVERS = EDITIONS[5:]
"""The editions with a duty on the death of a care leaver."""

YES_NO = "yes no"
PLACES = "this_area elsewhere_in_england outside_england"
FACTS = {
    "age_group": "unborn under_16 16_or_17 18_to_24 25_or_over",
    "abuse_or_neglect": "known suspected not_suspected",
    "abuse_or_neglect_by": ("person service_only_child_in_its_care service_only_child_with_others"),
    "link_to_abuse_or_neglect": "factor unrelated",
    "known_for_recent_concern": YES_NO,
    "outcome": "died harmed not_harmed",
    "potentially_life_threatening_injury": YES_NO,
    "long_term_impairment": YES_NO,
    "serious_harm_judgement": "serious not_serious",
    "suspected_suicide": YES_NO,
    "joint_working": "concern none_apparent clearly_none definitively_none",
    "detention": "none custody secure_childrens_home mental_health_act deprivation_of_liberty",
    "regulated_setting": YES_NO,
    "looked_after": YES_NO,
    "care_leaver": YES_NO,
    "place_of_incident": PLACES,
    "normal_residence": PLACES,
    "local_importance": YES_NO,
    "improvements_needed": YES_NO,
    "recurrent_themes": YES_NO,
    "panel_suggested_local_review": YES_NO,
    "single_agency_concern": YES_NO,
    "no_agency_involvement": YES_NO,
    "multiple_areas": YES_NO,
    "institutional_setting": YES_NO,
    "national_importance": YES_NO,
    "complex_issues": YES_NO,
    "legislative_change": YES_NO,
    "educated_otherwise": YES_NO,
    "care_or_protection_plan": YES_NO,
    "multiple_abuse_types": YES_NO,
    "wider_learning": YES_NO,
}
"""Every fact with its answers besides `unknown`."""

JUDGED = {
    "serious_harm_judgement",
    "joint_working",
    "local_importance",
    "improvements_needed",
    "recurrent_themes",
    "single_agency_concern",
    "national_importance",
    "complex_issues",
    "legislative_change",
    "wider_learning",
}
"""The facts that are judgements of the people deciding."""

BY = "abuse_or_neglect_by"
SERVICES = "service_only_child_in_its_care service_only_child_with_others"
DETENTIONS = "custody secure_childrens_home mental_health_act deprivation_of_liberty"
SCR_ATTRIBUTABLE = (BY, "person unknown", SERVICES)
S16C_ATTRIBUTABLE = (
    BY,
    "person unknown service_only_child_in_its_care",
    "service_only_child_with_others",
)
CHILD = ("age_group", "under_16 16_or_17", "unborn")
LINKED = ("link_to_abuse_or_neglect", "factor unknown", "unrelated")
PRESUMED_2013 = ("joint_working", "concern none_apparent unknown", "")
PRESUMED_2015 = ("joint_working", "concern none_apparent clearly_none unknown", "")

Leaf = tuple[str, str, str]
LEAVES: dict[str, dict[str, list[Leaf]]] = {
    "child": {edition: [CHILD] for edition in EDITIONS},
    "abuse-linked": {edition: [LINKED] for edition in EDITIONS},
    "abuse-attributable": {
        **{edition: [SCR_ATTRIBUTABLE] for edition in EDITIONS[:3]},
        "wt-2015-transitional": [SCR_ATTRIBUTABLE, S16C_ATTRIBUTABLE],
        **{edition: [S16C_ATTRIBUTABLE] for edition in PARTNERS},
    },
    "joint-working": {
        "lscb-2006": [("joint_working", "concern", "none_apparent")],
        "wt-2013": [PRESUMED_2013],
        "wt-2015": [PRESUMED_2015],
        "wt-2015-transitional": [PRESUMED_2015],
    },
    "custody-notifiable": {"wt-2015": [("detention", "", DETENTIONS)]},
}
"""The criteria whose names are fixed: by edition the fact, what meets, what is left to people."""

MUST, SHOULD = "must_take_into_account", "should_have_regard"
CONSIDERED = {
    "local-review": {
        "improvements_needed": MUST,
        "recurrent_themes": MUST,
        "joint_working": MUST,
        "panel_suggested_local_review": MUST,
        "single_agency_concern": SHOULD,
        "no_agency_involvement": SHOULD,
        "multiple_areas": SHOULD,
        "institutional_setting": SHOULD,
    },
    "national-review": {
        "improvements_needed": MUST,
        "legislative_change": MUST,
        "recurrent_themes": MUST,
        "educated_otherwise": SHOULD,
        "care_or_protection_plan": SHOULD,
        "multiple_abuse_types": SHOULD,
        "institutional_setting": SHOULD,
    },
}
"""What is weighed in a review, by the fact it rests on, with its weight."""

MONTH = ("months", 1, "notified_board")
FIVE_DAYS = ("working_days", 5, "authority_aware")
FIFTEEN_DAYS = ("working_days", 15, "notified_panel")
FROM_AWARENESS = ("working_days", 15, "authority_aware")
FROM_INCIDENT = ("working_days", 15, "incident")
HALF_A_YEAR = ("months", 6, "review_decided")
CLOCKS = {
    "notifiable-incident": {"wt-2015": [FIVE_DAYS]},
    "notify-panel": {edition: [FIVE_DAYS] for edition in PANEL},
    "notify-looked-after-death": {edition: [FIVE_DAYS] for edition in PANEL},
    "notify-care-leaver-death": {edition: [FIVE_DAYS] for edition in LEAVERS},
    "rapid-review": {
        "wt-2015-transitional": [FIFTEEN_DAYS, FROM_AWARENESS],
        "wt-2018": [FIFTEEN_DAYS, FROM_AWARENESS],
        **{edition: [FIFTEEN_DAYS, FROM_INCIDENT] for edition in LEAVERS},
    },
    "serious-case-review": {edition: [MONTH] for edition in EDITIONS[1:4]},
    "local-review": {edition: [HALF_A_YEAR] for edition in PARTNERS},
}
"""The time limits: by determination and edition the length and what it runs from, then `also`."""
ALWAYS_RUNS = {"serious-case-review", "local-review"}
