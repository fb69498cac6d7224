"""Differences that the guidance is known for, and what every list of differences is held to."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from criteria.errors import EngineFault, UnknownEdition
from engine import differences
from engine.differences import merged
from engine.pairing import Pairing
from tests.laws.all_differences import Pair, found
from tests.laws.drawn_cases import EDITIONS


def named(pair: Pair, facts: Mapping[str, str]) -> str:
    """The criterion under which a set of answers is listed."""
    [criterion] = [
        group.criterion
        for group in found(pair).groups
        for family in group.families
        if dict(facts) in [dict(one) for one in family.sets]
    ]
    return criterion


CHILD = {"age_group": "under_16"}
HARM = CHILD | {"abuse_or_neglect": "known", "outcome": "harmed"}
DEATH = {"age_group": "16_or_17", "abuse_or_neglect": "not_suspected", "outcome": "died"}
SERIOUS = HARM | {"serious_harm_judgement": "serious"}
INJURY = HARM | {
    "potentially_life_threatening_injury": "yes",
    "serious_harm_judgement": "not_serious",
}


@pytest.mark.parametrize(
    ("pair", "facts", "criterion"),
    [
        (("lscb-2006", "wt-2015"), SERIOUS | {"joint_working": "clearly_none"}, "joint-working"),
        (("wt-2013", "wt-2015"), SERIOUS | {"joint_working": "clearly_none"}, "joint-working"),
        (("wt-2013", "wt-2015"), INJURY, "life-threatening-injury"),
        (
            ("wt-2015", "wt-2018"),
            INJURY | {"long_term_impairment": "no"},
            "life-threatening-injury",
        ),
        (("wt-2013", "wt-2015"), DEATH | {"detention": "deprivation_of_liberty"}, "detained"),
        (
            ("wt-2013", "wt-2015"),
            DEATH | {"detention": "none", "looked_after": "yes"},
            "notifiable-looked-after-death",
        ),
        (
            ("wt-2018", "wt-2023"),
            {"age_group": "18_to_24", "outcome": "died", "care_leaver": "yes"},
            "care-leaver",
        ),
        (
            ("wt-2015", "wt-2018"),
            HARM | {"outcome": "died", "place_of_incident": "elsewhere_in_england"},
            "happened-in-this-area",
        ),
    ],
)
def test_the_words_that_make_a_known_difference_are_named(pair, facts, criterion):
    assert named(pair, facts) == criterion


def test_the_other_way_round_everything_is_turned():
    here, back = differences("wt-2013", "wt-2018"), differences("wt-2018", "wt-2013")
    assert back.editions == here.editions[::-1]
    assert back.combinations == here.combinations
    for group, other in zip(here.groups, back.groups, strict=True):
        assert other.sides == group.sides[::-1]
        for family, turned in zip(group.families, other.families, strict=True):
            assert turned.answers == family.answers
            assert turned.referrals == family.referrals[::-1]
            assert turned.referral_forces == family.referral_forces[::-1]
            assert turned.statuses == family.statuses[::-1]
            assert [one.forces for one in turned.forces] == [f.forces[::-1] for f in family.forces]


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_is_equivalent_to_itself(edition):
    same = differences(edition, edition)
    assert (same.groups, same.count) == ((), 0)
    assert {one.relation for one in same.relations} == {"equivalent"}


def test_sets_are_merged_into_families_that_hold_the_same_sets():
    sets = [{"a": "1", "b": "1"}, {"a": "2", "b": "1"}, {"a": "1", "b": "2"}, {"b": "1", "c": "1"}]
    assert merged(sets) == [
        {"a": ("1", "2"), "b": ("1",)},
        {"a": ("1",), "b": ("2",)},
        {"b": ("1",), "c": ("1",)},
    ]


def test_a_set_that_the_engine_does_not_decide_apart_is_a_fault(monkeypatch):
    monkeypatch.setattr(Pairing, "smallest", lambda self: iter([CHILD]))
    with pytest.raises(EngineFault, match="wt-2013 and wt-2015 were drawn apart"):
        differences("wt-2013", "wt-2015")


def test_a_misnamed_edition_is_told():
    with pytest.raises(UnknownEdition, match="`wt-2014` is not an edition"):
        differences("wt-2013", "wt-2014")
