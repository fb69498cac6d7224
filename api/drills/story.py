"""A made-up case as a few short sentences of plain English, from its answers."""

from __future__ import annotations

import re
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
    (
        "looked_after",
        "care_leaver",
        "care_or_protection_plan",
        "regulated_setting",
        "educated_otherwise",
        "institutional_setting",
    ),
    ("normal_residence", "multiple_areas"),
    ("serious_harm_judgement",),
    ("joint_working", "single_agency_concern"),
    (
        "local_importance",
        "national_importance",
        "complex_issues",
        "legislative_change",
        "improvements_needed",
        "recurrent_themes",
    ),
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

WHOSE: Mapping[str, str] = {
    "person": "abuse or neglect by a person is {said}",
    "service_only_child_in_its_care": "abuse or neglect is {said}, but only that of a service, "
    "which had the child in its own care",
    "service_only_child_with_others": "abuse or neglect is {said}, but only that of a service, "
    "while others cared for the child",
}
"""Abuse or neglect that is known or suspected, and whose it is, at once."""

NAMED: Mapping[str, str] = {
    "factor": "it played a part in what happened",
    "unrelated": "what happened was unrelated to it",
}
"""What came of abuse or neglect of which it was just said that it is known or suspected."""

ABUSE, BY, LINK = "abuse_or_neglect", "abuse_or_neglect_by", "link_to_abuse_or_neglect"
SUSPECTED: Final = ("known", "suspected")
CHILDREN: Final = ("unborn", "under_16", "16_or_17")
DENIES: Final = re.compile(r"\b(no|not|neither|none|unrelated)\b")
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
        clauses = [one for name in subject if name in known for one in said(facts, known, name)]
        for start in range(0, len(clauses), MOST_CLAUSES):
            yield joined(clauses[start : start + MOST_CLAUSES])


def others(facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """The facts that no subject has yet."""
    told = {WHO, WHAT, WHERE}.union(*SUBJECTS)
    return tuple(name for name in facts if name not in told)


def said(facts: Mapping[str, Fact], known: Facts, name: str) -> Iterator[str]:
    """An answer as a clause, short where it speaks of what was just named; none if it was told."""
    answer = known[name]
    spoken_of = known.get(ABUSE) in SUSPECTED
    told = clause(facts, name, answer)
    if spoken_of and name == ABUSE and BY in known:
        told = WHOSE[known[BY]].format(said=answer)
    elif spoken_of and name == BY:
        return
    elif spoken_of and name == LINK:
        told = NAMED[answer]
    yield told if known.get(WHO) in CHILDREN else told.replace("the child", "the person")


def joined(clauses: list[str]) -> str:
    """One or two clauses as a sentence has them; the subject that both have is said once."""
    if len(clauses) == 1:
        return clauses[0]
    one, other = clauses
    shared = next((s for s in SHARED if one.startswith(s) and other.startswith(s)), "")
    comparable = (shared or not other.startswith(SHARED)) and ", but " not in one
    against = comparable and bool(DENIES.search(one)) != bool(DENIES.search(other))
    return f"{one}, {'but' if against else 'and'} {other.removeprefix(shared)}"
