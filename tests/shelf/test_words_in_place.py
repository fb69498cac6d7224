"""Notes, actions and questions are said of the cases they are true of, and of no others."""

from __future__ import annotations

import pytest

from criteria.decisions import Decision
from engine import decide

DEATH = {"age_group": "16_or_17", "outcome": "died", "abuse_or_neglect": "known"}
HERE = {"place_of_incident": "this_area", "normal_residence": "this_area"}
SCR = ("wt-2013", "wt-2015", "wt-2015-transitional")
LATER = ("wt-2018", "wt-2023")


def noted(decision: Decision) -> dict[str, str]:
    """The notes of a decision."""
    return {note.id: note.text for note in decision.notes}


def test_a_suicide_in_a_known_family_is_not_said_to_need_suspicion_in_2023():
    facts = DEATH | HERE | {"abuse_or_neglect": "not_suspected", "suspected_suicide": "yes"}
    known = facts | {"known_for_recent_concern": "yes"}
    decision = decide("wt-2023", known, judgements={"recent-concern": "met"})
    assert decision.referral == "refer"
    assert "or the death considered serious" in noted(decision)["suspected-suicide-counts"]
    assert (
        "must still be known or suspected"
        in noted(decide("wt-2018", facts))["suspected-suicide-counts"]
    )


@pytest.mark.parametrize("edition", LATER)
def test_below_the_definition_is_said_of_what_is_below_it(edition: str):
    denied = DEATH | HERE | {"local_importance": "no"}
    assert "below-the-definition" not in noted(decide(edition, denied))
    assert "below-the-definition" not in noted(decide(edition, denied | {"outcome": "unknown"}))
    assert "below-the-definition" in noted(decide(edition, denied | {"outcome": "not_harmed"}))


@pytest.mark.parametrize("edition", [*SCR, *LATER])
def test_no_childs_review_is_offered_for_an_adult(edition: str):
    decision = decide(edition, DEATH | {"age_group": "18_to_24", "wider_learning": "yes"})
    assert "wider-learning" not in noted(decision)
    for one in decision.determinations:
        if one.id in ("serious-case-review", "local-review"):
            assert one.force == "none"
            assert "the person was not a child" in one.action


def test_one_judgement_asks_of_each_test_that_it_settles():
    service = DEATH | HERE | {"abuse_or_neglect_by": "service_only_child_with_others"}
    [both] = decide("wt-2015-transitional", service).needs_judgement
    assert "under regulation 5(2)(a)?" in both.question
    assert "while others cared for the child" in both.question
    [one] = decide("wt-2015", service).needs_judgement
    assert one.question.count("?") == 1


@pytest.mark.parametrize(
    ("edition", "answer"), [("wt-2013", "clearly_none"), ("wt-2015", "definitively_none")]
)
def test_the_duty_is_said_to_be_defeated_only_where_that_defeated_it(edition: str, answer: str):
    harm = DEATH | {
        "outcome": "harmed",
        "serious_harm_judgement": "serious",
        "joint_working": answer,
    }
    assert "clear-absence" in noted(decide(edition, harm))
    for other in ({"abuse_or_neglect": "not_suspected"}, {"age_group": "25_or_over"},
                  {"serious_harm_judgement": "not_serious"}):  # fmt: skip
        assert "clear-absence" not in noted(decide(edition, harm | other))


@pytest.mark.parametrize("edition", LATER)
def test_the_panel_is_not_told_to_tell_itself(edition: str):
    national = decide(edition, DEATH | HERE | {"national_importance": "yes"})
    told = national.determination("national-review")
    assert "Panel" in told.duty_holder
    assert told.action == "Consider whether a national review is appropriate."
