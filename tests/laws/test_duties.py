"""How the duties of an edition hang together, whatever the case."""

from __future__ import annotations

import pytest
from hypothesis import given

from criteria.shelf import shelf
from criteria.versions import Volume
from criteria.words import MET, NOT_MET
from engine.ready import ready
from tests.laws.drawn_cases import EDITIONS, Case, shelf_cases
from tests.laws.profiles import many


@many
@given(shelf_cases(("wt-2015",)))
def test_what_meets_regulation_5_is_notifiable_in_2015(drawn: tuple[Volume, Case]):
    decision = ready("wt-2015").decide(drawn[1].facts, drawn[1].judgements)
    notifiable = decision.determination("notifiable-incident").status
    regulation_5 = [decision.finding(limb).status for limb in ("death-limb", "harm-limb")]
    if MET in regulation_5:
        assert notifiable == MET
    if notifiable == NOT_MET:
        assert regulation_5 == [NOT_MET, NOT_MET]


@many
@given(shelf_cases(("wt-2013", "wt-2015", "wt-2015-transitional")))
def test_a_review_is_a_must_on_regulation_5_and_a_should_on_custody_alone(drawn):
    volume, case = drawn
    decision = ready(volume.ruleset.id).decide(case.facts, case.judgements)
    review = decision.determination("serious-case-review")
    must = {"death-limb", "harm-limb"} & set(review.grounds)
    if review.status == MET:
        assert review.force == ("must" if must else "should")


@many
@given(shelf_cases(("wt-2018", "wt-2023", "wt-2015-transitional")))
def test_whoever_must_notify_should_hold_a_rapid_review(drawn):
    volume, case = drawn
    decision = ready(volume.ruleset.id).decide(case.facts, case.judgements)
    notify, review = decision.determination("notify-panel"), decision.determination("rapid-review")
    assert notify.status == review.status
    if notify.status == MET:
        assert (notify.force, review.force) == ("must", "should")


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_power_is_left_where_the_person_was_no_child(edition):
    decision = ready(edition).decide({"age_group": "25_or_over"})
    for one in decision.determinations:
        assert one.status == NOT_MET or one.id == "notify-care-leaver-death"
        assert one.force == "none"
    assert set(shelf().volume(edition).ruleset.determinations) == {
        one.id for one in decision.determinations
    }
