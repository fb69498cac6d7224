"""A made-up case under every edition: the rows, what moved, and what separates."""

from __future__ import annotations

from math import comb
from typing import Any

import pytest

from api.training.compared import Row, compared
from api.training.stated import Stated
from criteria.shelf import shelf
from engine.compare import compare
from tests.worked.test_shared_cases import CASES, needs_cases

REFERRALS = {
    "refer": "Refer",
    "refer_elsewhere": "Refer elsewhere",
    "no_duty_to_refer": "No duty to refer",
    "undetermined": "Not settled yet",
}
"""How each referral is said on the pages for trainers."""

HARM = {
    "age_group": "under_16",
    "abuse_or_neglect": "known",
    "outcome": "harmed",
    "serious_harm_judgement": "serious",
    "joint_working": "none_apparent",
    "normal_residence": "this_area",
}


def rows(case: Stated) -> dict[str, Row]:
    """The rows of a comparison by edition."""
    return {row.edition: row for row in compared(case).rows}


# A comparison has no judgements.
FACTS_ALONE = [(case, edition) for case, edition in CASES if not case["judgements"]]


@needs_cases
@pytest.mark.parametrize(
    ("case", "edition"), FACTS_ALONE, ids=[f"{edition}-{one['id']}" for one, edition in FACTS_ALONE]
)
def test_every_row_says_what_the_shared_cases_expect(case: dict[str, Any], edition: str):
    row = rows(Stated(case["facts"], transitional=True))[edition]
    expected = case["expect"][edition]
    assert row.referral == REFERRALS[expected["referral"]]
    laid = [
        force
        for status, force in expected["determinations"].values()
        if force not in (None, "none")
    ]
    assert sorted(one.force.lower() for one in row.duties) == sorted(laid)
    open_ = [
        name for name, (status, _) in expected["determinations"].items() if status == "undetermined"
    ]
    assert len(row.open) == len(open_)


def test_six_editions_are_compared_and_the_transitional_one_on_request():
    assert list(rows(Stated(HARM))) == list(shelf().timeline.compared)
    assert "wt-2015-transitional" in rows(Stated(HARM, transitional=True))


def test_one_answer_changed_tells_which_editions_move_and_from_what():
    found = compared(Stated(HARM, was={"joint_working": "clearly_none"}))
    assert {row.edition: row.before for row in found.moved} == {
        "lscb-2006": ("No duty to refer", "MAY"),
        "wt-2013": ("No duty to refer", "MAY"),
    }
    assert compared(Stated(HARM)).moved == ()


def test_an_answer_that_moves_nothing_moves_no_row():
    assert compared(Stated(HARM, was={"suspected_suicide": "yes"})).moved == ()


def test_a_duty_that_comes_or_goes_moves_a_row_though_the_referral_stays():
    death = {"age_group": "under_16", "outcome": "died", "abuse_or_neglect": "not_suspected"}
    death |= {"detention": "none", "known_for_recent_concern": "no", "regulated_setting": "no"}
    found = compared(Stated({**death, "looked_after": "yes"}, was={"looked_after": "no"}))
    assert {row.before for row in found.rows} == {None}
    assert len(found.moved) == len(shelf().timeline.compared)
    told = {row.edition: row.duties_moved for row in found.rows}
    assert told["wt-2013"] == ("now MUST: Notify the death of a looked-after child",)
    assert told["wt-2015"] == (
        *told["wt-2013"],
        "now SHOULD: Notify the incident to Ofsted and the LSCB",
    )
    back = compared(Stated({**death, "looked_after": "no"}, was={"looked_after": "yes"}))
    told = {row.edition: row.duties_moved for row in back.rows}
    assert told["wt-2013"] == ("no longer MUST: Notify the death of a looked-after child",)


def test_a_force_that_changes_is_told_with_what_it_was():
    found = compared(Stated(HARM, was={"joint_working": "clearly_none"}))
    [row] = [row for row in found.moved if row.edition == "wt-2013"]
    assert row.duties_moved == ("now MUST, was MAY: Serious case review",)


def test_each_pair_shows_both_wordings_with_their_sources():
    found = compared(
        Stated({**HARM, "joint_working": "clearly_none", "place_of_incident": "this_area"})
    )
    pair = next(one for one in found.pairs if "2013" in one.titles[0] and "2015" in one.titles[1])
    assert pair.told == "no duty to refer against refer"
    (left, right) = pair.sides
    assert (left.status, right.status) == ("not met", "met")
    assert "unless it is clear" in " ".join(left.sources)
    assert "definitive evidence" in " ".join(right.sources)
    assert all("[" in source for source in (*left.sources, *right.sources))


@needs_cases
@pytest.mark.parametrize(
    "case", [case for case, edition in CASES if edition == "wt-2013"], ids=lambda one: one["id"]
)
def test_the_pairs_are_those_of_the_engine_and_the_rest_are_alike(case: dict[str, Any]):
    found, engine = compared(Stated(case["facts"])), compare(case["facts"])
    assert len(found.pairs) == len(engine.differences)
    assert len(found.pairs) + found.alike == comb(len(shelf().timeline.compared), 2)
