"""The scenario library: what is in it, how it is found, and that it is true to its sources."""

from __future__ import annotations

from datetime import date

import pytest

from api.training.compared import compared
from api.training.library import THEMES, Scenario, departs, found, library, published
from api.training.stated import Stated
from criteria.shelf import shelf
from criteria.timeline import resolve
from engine import decide
from tests.training.test_compared import REFERRALS
from tests.worked.examples import PLACED, Placed
from tests.worked.test_shared_cases import CASES, needs_cases, read_shared

OLDER = {
    "thurrock-2013": "thurrock-julia-2013",
    "thurrock-family-known-to-agencies": "thurrock-sam-and-kyle",
    "hackney-2020": "hackney-child-q",
    "surrey-2020": "surrey-suicides-2020",
}
"""The published cases among those of every edition, by what the library calls them."""
PUBLISHED = [one.id for one in published()]
DECIDED = {case["id"]: case for case in read_shared("published.json")}
SHARED = {case["id"]: case for case, _ in CASES}


@needs_cases
@pytest.mark.parametrize("name", OLDER)
def test_a_published_case_is_as_it_was_published(name: str):
    ours, theirs = library()[name], SHARED[OLDER[name]]
    assert ours.facts == theirs["facts"]
    assert set(ours.inferred) == set(theirs["inferred"])
    assert theirs["source"].removeprefix("seed: ") == ours.source


@needs_cases
def test_every_published_case_is_there():
    constructed = "constructed from the guidance"
    taken = [name for name, one in SHARED.items() if one["source"] != constructed]
    assert sorted(taken) == sorted(OLDER.values())
    assert [*OLDER, *DECIDED] == PUBLISHED


@pytest.mark.parametrize("name", DECIDED)
def test_a_case_that_was_decided_is_told_with_its_decision(name: str):
    ours, theirs = library()[name], DECIDED[name]
    assert ours.facts == theirs["facts"]
    assert (ours.under, str(ours.on)) == (theirs["edition"], theirs["decision_date"])
    told = [one.split(" ")[0] for one in theirs["inferred"]]
    assert list(ours.inferred) == [name for name in told if name in ours.facts]
    assert ours.day_is_inferred == ("decision_date" in told or "day" in told)
    assert ours.decided


@pytest.mark.parametrize("name", DECIDED)
def test_a_case_that_was_decided_comes_out_as_expected(name: str):
    case = DECIDED[name]
    on = date.fromisoformat(case["decision_date"])
    assert resolve(shelf().timeline, on).editions == (case["edition"],)
    decision = decide(case["edition"], case["facts"], dates={"decision": on})
    assert decision.referral == case["expect"]


def test_every_worked_example_is_there_after_the_published_cases():
    whole = [one for one in library().values() if one.edition]
    assert list(library()) == [*PUBLISHED, *(one.id for one in whole)]
    told = {(under, one.id) for one in whole for under in (one.edition, *one.also_under)}
    assert len(told) == len(PLACED) == len({str(placed) for placed in PLACED})
    for placed in PLACED:
        assert scenario_of(placed).sentence == placed.example.sentence


def scenario_of(placed: Placed) -> Scenario:
    """The scenario of a worked example: one that holds in several editions stands once."""
    same = (one for one in library().values() if one.id.endswith(f"-{placed.example.id}"))
    return next(one for one in same if placed.edition in (one.edition, *one.also_under))


@pytest.mark.parametrize("placed", PLACED, ids=str)
def test_a_worked_example_comes_to_its_referral_in_compare(placed: Placed):
    scenario = scenario_of(placed)
    rows = {row.edition: row for row in compared(Stated(scenario.facts, transitional=True)).rows}
    expected = REFERRALS[placed.example.referral]
    # What people judged in an example is not compared: it stays open.
    judged = bool(scenario.judged) and expected != rows[placed.edition].referral
    assert rows[placed.edition].referral == ("Not settled yet" if judged else expected)


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_finds_some_scenarios_and_not_all(theme: str):
    assert 0 < len(found(theme=theme)) < len(library())
    assert all(theme in one.themes for one in found(theme=theme))


def test_an_edition_finds_its_own_examples_and_the_published_cases():
    ours = found(edition="wt-2018")
    assert len(ours) == len(PUBLISHED) + sum(one.edition == "wt-2018" for one in PLACED)
    assert all("wt-2018" in (one.edition, *one.also_under) for one in ours if one.edition)


def test_words_are_found_in_any_order_and_case_and_all_of_them():
    assert [one.id for one in found(words="Psychology distress")] == ["hackney-2020"]
    assert found(words="psychology nothing-like-it") == []
    assert found() == list(library().values())


def test_what_departs_from_a_scenario_is_told_in_the_order_of_the_facts():
    one = library()["surrey-2020"]
    assert departs(one, one.facts) == []
    fewer = {name: answer for name, answer in one.facts.items() if name != "outcome"}
    assert departs(one, {**fewer, "age_group": "under_16"}) == ["age_group", "outcome"]
