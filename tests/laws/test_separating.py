"""What separates two editions is what would bring one to the other, if anything would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given

from criteria.decisions import Decision, Finding
from criteria.shelf import shelf
from engine import compare, decide
from engine.compare import Difference, separators
from engine.differ import agree, force_of_referral
from tests.laws.drawn_cases import shelf_facts
from tests.laws.profiles import many
from tests.worked.test_shared_cases import CASES, needs_cases

FACTS = shelf().vocabulary.facts
SHARED = list({case["id"]: case for case, _ in CASES}.values())
HARM = {"age_group": "16_or_17", "abuse_or_neglect": "suspected", "outcome": "harmed"}
CUSTODY = {"age_group": "16_or_17", "abuse_or_neglect": "not_suspected", "outcome": "died"}

OPEN = {
    "abuse_or_neglect": "known",
    "outcome": "harmed",
    "potentially_life_threatening_injury": "yes",
    "long_term_impairment": "no",
    "serious_harm_judgement": "not_serious",
}
"""A case that 2015 leaves open, and that is no serious harm from 2018."""


@many
@given(facts=shelf_facts())
def test_what_is_named_brings_one_edition_to_the_other_if_anything_does(facts: Mapping[str, str]):
    told = compare(facts)
    by_edition = {one.edition: one for one in told.decisions}
    for difference in told.differences:
        one, other = (by_edition[name] for name in difference.editions)
        bringing = set(that_would_bring(one, other))
        assert difference.criterion in bringing or not bringing


def that_would_bring(one: Decision, other: Decision) -> Iterator[str]:
    """The criteria answered otherwise whose fact moves one of two decisions alone to the other."""
    for mine, theirs in ((one, other), (other, one)):
        for finding in mine.criteria:
            facts = {ground.fact for ground in finding.because if ground.fact}
            if not finding.parts and not same_status(finding, theirs):
                for fact in facts:
                    if any(one_is_brought(one, other, fact, to) for to in FACTS[fact].answers):
                        yield finding.id


def same_status(finding: Finding, other: Decision) -> bool:
    """Whether the other edition asks the same and answers it alike."""
    return any(
        theirs.id == finding.id and theirs.status == finding.status for theirs in other.criteria
    )


def one_is_brought(one: Decision, other: Decision, fact: str, answer: str) -> bool:
    """Whether an answer moves one of two decisions alone, and to where the other is.

    What both ask and answer alike must stay as it is.
    """
    changed = dict(one.facts) | {fact: answer}
    ours, theirs = decide(one.edition, changed), decide(other.edition, changed)
    moved = {a.id for a, b in zip(one.criteria, ours.criteria, strict=True) if a.status != b.status}
    if any(same_status(a, other) for a in one.criteria if a.id in moved and not a.parts):
        return False
    if one.referral != other.referral:
        stays = one.referral == ours.referral or other.referral == theirs.referral
        return stays and ours.referral == theirs.referral
    return (agree(one, ours) or agree(other, theirs)) and agree(ours, theirs)


@pytest.mark.parametrize(
    ("facts", "pair", "criterion"),
    [
        (
            HARM | {"serious_harm_judgement": "serious", "joint_working": "clearly_none"},
            ("wt-2013", "wt-2015"),
            "joint-working",
        ),
        (
            CUSTODY | {"detention": "deprivation_of_liberty"},
            ("wt-2015", "wt-2023"),
            "deprived-of-liberty",
        ),
        (
            CUSTODY | {"detention": "custody", "normal_residence": "elsewhere_in_england"},
            ("lscb-2006", "wt-2013"),
            "detained",
        ),
        (OPEN, ("wt-2015", "wt-2018"), "life-threatening-injury"),
        (
            OPEN | {"age_group": "unborn", "link_to_abuse_or_neglect": "unrelated"},
            ("wt-2015", "wt-2023"),
            "life-threatening-injury",
        ),
    ],
)
def test_the_words_that_made_the_difference_are_named(
    facts: Mapping[str, str], pair: tuple[str, str], criterion: str
):
    [found] = [one for one in compare(facts).differences if one.editions == pair]
    assert found.criterion == criterion


ELSEWHERE = dict.fromkeys(("place_of_incident", "normal_residence"), "elsewhere_in_england")


def test_the_transitional_edition_refers_elsewhere_with_the_force_that_the_others_have():
    serious = {"serious_harm_judgement": "serious", "long_term_impairment": "yes"}
    facts = HARM | serious | ELSEWHERE | {"joint_working": "concern"}
    told = compare(facts, shelf().timeline.editions)
    [transitional] = [one for one in told.decisions if one.edition == "wt-2015-transitional"]
    assert (transitional.referral, force_of_referral(transitional)) == ("refer_elsewhere", "should")
    pairs = [one.editions for one in told.differences if "wt-2015-transitional" in one.editions]
    assert pairs == [("lscb-2006", "wt-2015-transitional")]


def test_a_looked_after_death_differs_by_the_list_of_2015_alone():
    facts = CUSTODY | {"detention": "none", "regulated_setting": "no", "looked_after": "yes"}
    told = compare(facts | {"known_for_recent_concern": "no", "care_leaver": "no"}).differences
    assert {one.criterion for one in told} == {"notifiable-looked-after-death"}
    for one in told:
        [asked] = [side for side in one.sides if side.criterion]
        assert asked.edition == "wt-2015"
        assert "paras 13-16" in (asked.sources[0].pinpoint or "")


def test_a_duty_that_one_lays_alone_counts_while_both_referrals_are_open():
    leaver = {"age_group": "16_or_17", "outcome": "died", "care_leaver": "yes"}
    [told] = compare(leaver, ("wt-2018", "wt-2023")).differences
    assert told.referrals == ("undetermined", "undetermined")
    assert [(one.determination, one.forces) for one in told.forces] == [
        ("notify-care-leaver-death", ("none", "should"))
    ]
    assert told.criterion == "care-leaver"
    assert not compare(leaver | {"care_leaver": "unknown"}, ("wt-2018", "wt-2023")).differences


def test_each_side_shows_its_own_criterion_where_two_stand_side_by_side():
    service = {"abuse_or_neglect_by": "service_only_child_in_its_care", "outcome": "died"}
    here = {"place_of_incident": "this_area", "normal_residence": "this_area"}
    told = compare(HARM | service | here, ("wt-2015", "wt-2015-transitional"))
    [difference] = told.differences
    left, right = difference.sides
    assert (left.criterion, left.status, left.open) == (
        "abuse-attributable",
        "undetermined",
        "judgement",
    )
    assert (right.criterion, right.status) == ("abuse-attributable-16c", "met")


def test_a_power_that_may_be_left_is_not_called_none():
    outside = {"place_of_incident": "outside_england", "normal_residence": "outside_england"}
    decision = decide(
        "wt-2023", CUSTODY | outside | {"outcome": "unknown", "abuse_or_neglect": "known"}
    )
    assert decision.determination("local-review").status == "undetermined"
    assert force_of_referral(decision) is None


def test_a_review_to_be_considered_is_the_power_that_is_left():
    outside = {"place_of_incident": "outside_england", "normal_residence": "outside_england"}
    decision = decide("wt-2018", CUSTODY | outside | {"abuse_or_neglect": "known"})
    assert decision.referral == "no_duty_to_refer"
    assert decision.determination("local-review").force == "consider"
    assert force_of_referral(decision) == "consider"


@needs_cases
@pytest.mark.parametrize("case", SHARED, ids=lambda one: one["id"])
def test_the_first_criterion_that_separates_is_right_on_every_shared_case(case: dict[str, Any]):
    told = compare(case["facts"], shelf().timeline.editions)
    by_edition = {one.edition: one for one in told.decisions}
    apart = {one.editions: one for one in told.differences}
    for pair in combinations(shelf().timeline.editions, 2):
        one, other = (by_edition[name] for name in pair)
        assert (pair in apart) == (not agree(one, other))
        if pair in apart:
            is_told_apart(apart[pair], one, other)
            bringing = set(that_would_bring(one, other))
            assert apart[pair].criterion in bringing or not bringing
            assert bringing <= separators(one, other)


def is_told_apart(found: Difference, one: Decision, other: Decision) -> None:
    """What is named is asked by one of the two, and the other answers it otherwise or asks not."""
    statuses = [{shelf_name(one, f.id): f.status for f in one.criteria} for one in (one, other)]
    owner = one if found.criterion in {f.id for f in one.criteria} else other
    name = shelf_name(owner, found.criterion)
    assert statuses[0].get(name) != statuses[1].get(name)


def shelf_name(decision: Decision, criterion: str) -> str:
    """What a criterion is in any edition."""
    return shelf().volume(decision.edition).ruleset.judgement_id(criterion)
