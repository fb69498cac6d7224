"""Notes, actions and questions are said of the cases they are true of, and of no others."""

from __future__ import annotations

import pytest

from criteria.decisions import Decision
from engine import decide

DEATH = {"age_group": "16_or_17", "outcome": "died", "abuse_or_neglect": "known"}
HERE = {"place_of_incident": "this_area", "normal_residence": "this_area"}
SCR = ("wt-2013", "wt-2015", "wt-2015-transitional")
LATER = ("wt-2018", "wt-2023", "wt-2026")


def noted(decision: Decision) -> dict[str, str]:
    """The notes of a decision."""
    return {note.id: note.text for note in decision.notes}


@pytest.mark.parametrize("edition", ["wt-2015-transitional", *LATER])
@pytest.mark.parametrize("known", ["yes", "unknown"])
def test_a_family_that_may_be_known_is_a_note_and_no_ground(edition: str, known: str):
    facts = DEATH | HERE | {"abuse_or_neglect": "not_suspected", "suspected_suicide": "yes"}
    decision = decide(edition, facts | {"known_for_recent_concern": known})
    assert decision.determination("notify-panel").status == "not_met"
    told = {"yes": "known-family", "unknown": "family-not-known-about"}
    assert "heck with every agency" in noted(decision)[told[known]]
    asked = noted(decide(edition, facts | {"known_for_recent_concern": "no"}))
    assert not set(told.values()) & set(asked)
    assert ("not-suspected-yet-known" in noted(decision)) == (known == "yes")


def test_no_family_is_asked_about_before_2018():
    facts = DEATH | HERE | {"abuse_or_neglect": "not_suspected", "known_for_recent_concern": "yes"}
    assert "known-family" not in noted(decide("wt-2015", facts))


def test_what_is_first_to_be_known_stands_first():
    decision = decide("wt-2026", DEATH | HERE)
    assert decision.notes[0].id == "chapter-not-read"
    assert "has not been read" in decision.notes[0].text
    for text in ("16C", "SI 2018/789", "summary of changes"):
        assert text in decision.notes[0].text
    assert "chapter-not-read" not in noted(decide("wt-2023", DEATH | HERE))


ADULT = {"age_group": "25_or_over", "outcome": "died"}


@pytest.mark.parametrize(
    ("edition", "note", "first_day", "day_before"),
    [
        ("wt-2013", "safeguarding-adults-review", "2015-04-01", "2015-03-31"),
        ("lscb-2006", "death-at-home-at-16-or-over", "2011-04-13", "2011-04-12"),
        ("lscb-2006", "guidance-of-2009", "2009-12-01", "2009-11-30"),
    ],
)
def test_a_note_on_later_decisions_is_not_told_of_earlier_ones(
    edition: str, note: str, first_day: str, day_before: str
):
    assert note in noted(decide(edition, ADULT))
    assert note in noted(decide(edition, ADULT, dates={"decision": first_day}))
    assert note not in noted(decide(edition, ADULT, dates={"decision": day_before}))


def test_the_two_texts_of_chapter_8_are_each_told_of_their_own_years():
    told = {
        day: set(noted(decide("lscb-2006", {}, dates={"decision": day})))
        for day in ("2008-01-01", "2009-12-15", "2011-01-01")
    }
    both = {"guidance-of-2006", "guidance-of-2009"}
    assert [told[day] & both for day in told] == [{"guidance-of-2006"}, both, {"guidance-of-2009"}]


def test_the_pandemic_is_told_of_its_own_decisions():
    for day, is_told in (("2020-03-26", False), ("2020-03-27", True), ("2022-01-01", False)):
        decision = decide("wt-2018", DEATH | HERE, dates={"decision": day})
        assert ("pandemic" in noted(decision)) == is_told


@pytest.mark.parametrize(
    ("edition", "elsewhere"),
    [
        ("wt-2013", {"normal_residence": "elsewhere_in_england"}),
        ("wt-2015", {"normal_residence": "elsewhere_in_england"}),
        ("wt-2018", {"place_of_incident": "elsewhere_in_england"}),
        ("wt-2026", {"place_of_incident": "elsewhere_in_england"}),
    ],
)
def test_a_case_of_an_institution_referred_elsewhere_is_told_to_every_home(edition, elsewhere):
    decision = decide(edition, DEATH | HERE | {"institutional_setting": "yes"} | elsewhere)
    assert decision.referral == "refer_elsewhere"
    assert "Tell every child's home" in noted(decision)["institution-elsewhere"]


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
    assert told.action == "The national Panel considers whether a national review is appropriate."
