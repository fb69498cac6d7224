"""No summary says less than its determinations."""

from itertools import product

import pytest

from criteria.shelf import shelf
from criteria.words import DUTIES
from engine import decide

EDITIONS = shelf().timeline.editions
LATER = ("wt-2018", "wt-2023", "wt-2026")


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_duty_can_be_named_when_met_and_when_open(edition):
    for name, rule in shelf().volume(edition).ruleset.determinations.items():
        if any(ground.force in DUTIES for ground in rule.grounds):
            assert rule.said.met, name
            assert rule.said.undetermined, name
        if rule.otherwise.force == "may":
            assert rule.said.not_met, name


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_summary_names_every_duty_that_is_met_or_open(edition):
    ruleset = shelf().volume(edition).ruleset
    told = {
        "age_group": ("under_16", "18_to_24", "unknown"),
        "abuse_or_neglect": ("known", "not_suspected", "unknown"),
        "outcome": ("died", "harmed", "not_harmed", "unknown"),
        "serious_harm_judgement": ("serious", "unknown"),
        "detention": ("none", "custody", "unknown"),
        "looked_after": ("yes", "unknown"),
        "place_of_incident": ("this_area", "elsewhere_in_england", "unknown"),
        "normal_residence": ("this_area", "elsewhere_in_england", "unknown"),
    }
    for answers in product(*told.values()):
        decision = decide(edition, dict(zip(told, answers, strict=True)))
        summary = decision.summary.casefold()
        for one in decision.determinations:
            said = ruleset.determinations[one.id].said
            if one.status == "met" and said.met:
                assert said.met.format(force=one.force).casefold() in summary
            if one.status == "met" and one.may_become:
                assert f"this may become a {one.may_become}" in summary
            if one.status == "undetermined" and said.undetermined:
                assert said.undetermined.casefold() in summary
            if one.status == "not_met" and one.force == "may":
                assert (said.not_met or "-").casefold() in summary


def test_a_serious_case_with_only_the_place_open_says_that_some_authority_must_notify():
    facts = {"age_group": "under_16", "abuse_or_neglect": "known", "outcome": "died"}
    for edition in LATER:
        settled = decide(edition, facts | {"normal_residence": "this_area"})
        assert settled.referral == "undetermined"
        assert "a local authority must notify the national Panel" in settled.summary
        assert "Find out where it happened" in settled.summary
        either = decide(edition, facts)
        assert "unless it happened outside England" in either.summary


@pytest.mark.parametrize("edition", ["wt-2015-transitional", *LATER])
def test_a_summary_says_that_some_authority_must_notify_whatever_else_is_open(edition):
    told = {
        "abuse_or_neglect_by": ("person", "service_only_child_in_its_care", "unknown"),
        "joint_working": ("concern", "definitively_none", "unknown"),
        "detention": ("none", "unknown"),
        "place_of_incident": ("elsewhere_in_england", "outside_england", "unknown"),
        "normal_residence": ("this_area", "elsewhere_in_england", "unknown"),
    }
    serious = {"age_group": "under_16", "abuse_or_neglect": "known", "outcome": "died"}
    for answers in product(*told.values()):
        decision = decide(edition, serious | dict(zip(told, answers, strict=True)))
        if decision.finding("notify-elsewhere").status == "met":
            assert "nother area's local authority must notify" in decision.summary
        elif decision.finding("notify-here").status == "undetermined":
            assert "local authority must notify" in decision.summary or (
                "which local authority, if any, must notify" in decision.summary
            )


def test_an_open_judgement_is_not_said_to_be_something_not_known():
    facts = SETTLED | {"age_group": "unborn", "outcome": "died", "abuse_or_neglect": "known"}
    for edition in EDITIONS:
        told = decide(edition, facts | HERE).summary
        assert told.startswith("It is for the panel to judge whether")


HARM = {"age_group": "under_16", "outcome": "harmed", "abuse_or_neglect": "known"}
HERE = {"place_of_incident": "this_area", "normal_residence": "this_area"}
SETTLED = {"detention": "none", "looked_after": "no", "regulated_setting": "no"}


def test_a_summary_says_that_only_people_are_left_to_settle_it():
    asked = HARM | SETTLED | {"normal_residence": "this_area"}
    told = decide("wt-2013", asked).summary
    assert told.startswith("It is for the panel to judge whether the case meets a test")
    assert "the panel is to judge whether the lscb must or should hold" in told.casefold()
    assert "not known" not in told
    for edition in ("wt-2013", "wt-2015"):
        unknown = decide(edition, asked | {"outcome": "unknown"}).summary
        assert unknown.startswith("We cannot yet say whether")
        assert "judge" not in unknown


def test_a_judgement_on_a_criterion_is_for_people_too():
    pending = {"joint_working": "none_apparent", "serious_harm_judgement": "serious"}
    told = decide("lscb-2006", HARM | SETTLED | pending)
    assert told.referral == "undetermined"
    assert "for the panel to judge" in told.summary
    made = decide("lscb-2006", told.facts, judgements={"joint-working": "not_met"})
    assert "judge" not in made.summary


def test_a_case_that_would_be_another_areas_is_not_said_to_be_for_this_one():
    for edition in LATER:
        told = decide(edition, HARM | {"place_of_incident": "elsewhere_in_england"}).summary
        assert "another area's local authority must notify" in told
        assert "this area" not in told


def test_whatever_can_be_answered_with_a_no_can_be_reconsidered():
    serious = HARM | {"outcome": "died", "local_importance": "no"}
    assert "reconsider" in [one.id for one in decide("wt-2018", serious).notices]
    none = decide("wt-2018", serious | {"abuse_or_neglect": "not_suspected", "outcome": "harmed"})
    assert "reconsider" not in [one.id for one in none.notices]


def test_a_review_that_may_be_held_without_a_duty_is_completed_and_published_too():
    for edition in ("wt-2013", "wt-2015", "wt-2015-transitional"):
        decision = decide(edition, HARM | {"outcome": "not_harmed"})
        assert decision.determination("serious-case-review").force == "may"
        assert {"complete", "publish"} <= {one.id for one in decision.notices}


def test_the_partners_view_has_both_clocks_where_sources_differ():
    dates = {"incident": "2018-07-25", "authority_aware": "2018-08-01"}
    dates |= {"notified_panel": "2018-08-08"}
    by_incident = ["2018-08-30", "2018-08-15"]
    for edition, days in (
        ("wt-2018", ["2018-08-30", "2018-08-22"]),
        ("wt-2023", by_incident),
        ("wt-2026", by_incident),
    ):
        decision = decide(edition, HARM | {"outcome": "died"}, dates=dates)
        [due] = [one.due for one in decision.notices if one.id == "partners-view"]
        assert due is not None
        readings = [due, *([due.also] if due.also else [])]
        assert [str(one.date) for one in readings] == days


def test_no_clock_runs_from_a_day_that_the_guidance_does_not_give():
    for edition in ("wt-2013", "wt-2015", "wt-2015-transitional"):
        [complete] = [one for one in decide(edition, HARM).notices if one.id == "complete"]
        assert (complete.due, "within six months" in complete.text) == (None, True)


def test_a_no_after_a_death_in_custody_alone_is_explained_to_the_panel_of_2013():
    facts = {
        "age_group": "16_or_17",
        "outcome": "died",
        "abuse_or_neglect": "not_suspected",
        "detention": "custody",
    }
    noes = [one for one in decide("wt-2013", facts).notices if one.after == "no"]
    assert [one.due.text for one in noes if one.due] == ["Within 14 days of the decision."]
    review = {**facts, "abuse_or_neglect": "known"}
    assert not [one for one in decide("wt-2013", review).notices if one.after == "no"]
