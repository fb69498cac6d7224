"""A made-up case as a few short sentences of plain English, from its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from api.vignette import clause
from api.wording import begun
from criteria.facts import Fact
from criteria.words import UNKNOWN

Facts = Mapping[str, str]

WHO, WHAT, WHERE = "age_group", "outcome", "place_of_incident"
"""The facts of the first sentence: who it is about, what happened to them, and where."""

SUBJECTS: Final = (
    ("potentially_life_threatening_injury", "long_term_impairment"),
    ("suspected_suicide", "detention"),
    ("abuse_or_neglect", "abuse_or_neglect_by", "link_to_abuse_or_neglect", "multiple_abuse_types"),
    ("known_for_recent_concern", "no_agency_involvement"),
    ("looked_after", "care_leaver", "care_or_protection_plan"),
    ("regulated_setting", "institutional_setting", "educated_otherwise"),
    ("normal_residence", "multiple_areas"),
    ("serious_harm_judgement",),
    ("joint_working", "single_agency_concern"),
    ("local_importance", "improvements_needed", "recurrent_themes"),
    ("national_importance", "complex_issues", "legislative_change"),
    ("wider_learning", "panel_suggested_local_review"),
)
"""What is told together, in the order in which it is told."""

PLACES: Mapping[str, str] = {
    "this_area": " in this area",
    "elsewhere_in_england": " in another area of England",
    "outside_england": " outside England",
}
"""Where it happened, within the first sentence."""

HAPPENED: Mapping[str, str] = {
    "died": "{who} died{where}",
    "harmed": "{who} was harmed{where}",
    "not_harmed": "{who} was in an incident{where}, but was not harmed",
    UNKNOWN: "something happened to {who}{where}",
}
"""What happened, with who and where."""

NAMED: Mapping[str, Mapping[str, str]] = {
    "known": {
        "person": "it is that of a person",
        "service_only_child_in_its_care": "it is only that of a service, which had the child in "
        "its own care",
        "service_only_child_with_others": "it is only that of a service, while others cared for "
        "the child",
        "factor": "it played a part in what happened",
        "unrelated": "what happened was unrelated to it",
    },
    "suspected": {
        "person": "a person is suspected of it",
        "service_only_child_in_its_care": "only a service is suspected of it, which had the child "
        "in its own care",
        "service_only_child_with_others": "only a service is suspected of it, while others cared "
        "for the child",
        "factor": "it played a part in what happened",
        "unrelated": "what happened was unrelated to it",
    },
}
"""Whose it is and what came of it, where it was just said that it is known or suspected."""

OF_ABUSE: Final = ("abuse_or_neglect_by", "link_to_abuse_or_neglect")
ABUSE: Final = "abuse_or_neglect"
CHILDREN: Final = ("unborn", "under_16", "16_or_17")
SHARED: Final = ("they ", "the case ")
"""Subjects that need not be said again in a second clause."""

MOST_CLAUSES: Final = 2
"""How many things a sentence says."""


def told(facts: Mapping[str, Fact], answers: Facts) -> tuple[str, ...]:
    """The answers as sentences, each said once; what is not known is not said. Nobody is named."""
    known = {name: answers[name] for name in facts if answers.get(name, UNKNOWN) != UNKNOWN}
    return tuple(f"{begun(one)}." for one in (first(facts, known), *rest(facts, known)))


def first(facts: Mapping[str, Fact], known: Facts) -> str:
    """Who it is about, what happened to them, and where."""
    who = clause(facts, WHO, known[WHO]) if WHO in known else "someone"
    where = PLACES[known[WHERE]] if WHERE in known else ""
    return HAPPENED[known.get(WHAT, UNKNOWN)].format(who=who, where=where)


def rest(facts: Mapping[str, Fact], known: Facts) -> Iterator[str]:
    """All other sentences, without their ends."""
    for subject in (*SUBJECTS, others(facts)):
        clauses = [said(facts, known, name) for name in subject if name in known]
        while clauses:
            yield joined(clauses[:MOST_CLAUSES])
            clauses = clauses[MOST_CLAUSES:]


def others(facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """The facts that no subject has yet."""
    told = {WHO, WHAT, WHERE}.union(*SUBJECTS)
    return tuple(name for name in facts if name not in told)


def said(facts: Mapping[str, Fact], known: Facts, name: str) -> str:
    """An answer as a clause, short where it speaks of what was just named."""
    answer = known[name]
    named = NAMED.get(known.get(ABUSE, UNKNOWN), {}) if name in OF_ABUSE else {}
    told = named[answer] if answer in named else clause(facts, name, answer)
    return told if known.get(WHO) in CHILDREN else told.replace("the child", "the person")


def joined(clauses: list[str]) -> str:
    """One or two clauses as a sentence has them; the subject that both have is said once."""
    if len(clauses) == 1:
        return clauses[0]
    one, other = clauses
    shared = next((s for s in SHARED if one.startswith(s) and other.startswith(s)), "")
    return f"{one}, and {other.removeprefix(shared)}"
