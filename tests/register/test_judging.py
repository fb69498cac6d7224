"""What people judge, advise and decide, beside what the engine said; and when they must say why."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.register.asking import recorded, refused
from tests.register.bodies import DAY, body, reference, screening


def test_a_judgement_is_used_by_the_next_screening_and_shown_as_its_reason(
    chair: httpx.Client, case: str
):
    first = chair.get(f"/v1/records/{case}/entries/1").json()["content"]
    assert first["decision"]["referral"] == "undetermined"
    assert "changed" not in first
    recorded(chair, body("judgement", case))
    told = recorded(chair, screening(case))["content"]
    assert told["decision"]["referral"] == "no_duty_to_refer"
    assert told["judgements_from"] == {"abuse-linked": 2}
    assert {"judgement": "not_met"} in because(told, "abuse-linked")
    assert told["changed"]["since"] == 1
    assert told["changed"]["referral"] == {"from": "undetermined", "to": "no_duty_to_refer"}
    assert told["changed"]["judgements"] == {"abuse-linked": {"from": None, "to": "not_met"}}
    assert told["changed"]["facts"] == {}
    assert told["changed"]["edition"] is None
    assert told["changed"]["determinations"]


def because(told: dict[str, Any], name: str) -> list[dict[str, str]]:
    """The reasons of a criterion."""
    return next(one["because"] for one in told["decision"]["criteria"] if one["id"] == name)


def test_a_judgement_is_dropped_when_the_facts_no_longer_leave_it_open(
    chair: httpx.Client, case: str
):
    recorded(chair, body("judgement", case))
    told = recorded(chair, screening(case, link_to_abuse_or_neglect="factor"))["content"]
    assert told["judgements_from"] == {}
    assert told["decision"]["judgements"] == {}
    assert told["decision"]["referral"] == "refer"
    changed = {"link_to_abuse_or_neglect": {"from": "unrelated", "to": "factor"}}
    assert told["changed"]["facts"] == changed
    again = recorded(chair, screening(case))["content"]
    assert again["judgements_from"] == {"abuse-linked": 2}


def test_people_may_think_again_and_the_newest_judgement_counts(chair: httpx.Client, case: str):
    recorded(chair, body("judgement", case))
    recorded(chair, screening(case))
    recorded(chair, body("judgement", case, judgement="met"))
    told = recorded(chair, screening(case))["content"]
    assert told["judgements_from"] == {"abuse-linked": 4}
    assert told["decision"]["referral"] == "refer"
    own = {**screening(case)["content"], "judgements": {"abuse-linked": "not_met"}}
    said = recorded(chair, {"reference": case, "kind": "screening", "content": own})["content"]
    assert said["judgements_from"] == {}
    assert said["decision"]["referral"] == "no_duty_to_refer"


def test_a_judgement_of_what_is_not_left_to_people_is_refused(chair: httpx.Client, case: str):
    found = refused(chair, body("judgement", case, criterion="abuse-linkd"), "invalid-case")
    assert found == [("/content/criterion", "abuse-linked")]
    found = refused(chair, body("judgement", case, criterion="child"), "invalid-case")
    assert found == [("/content/criterion", "abuse-linked")]


@pytest.mark.parametrize(
    ("decides", "more"),
    [
        ("no_duty_to_refer", {}),
        ("refer", {}),
        ("refer", {"local_review": "yes"}),
        ("refer", {"national_review": "no"}),
    ],
)
def test_a_decision_that_settles_or_departs_says_why(
    chair: httpx.Client, case: str, decides: str, more: dict[str, str]
):
    if more:
        recorded(chair, screening(case, link_to_abuse_or_neglect="factor"))
    said = body("decision", case, decides=decides, **more)
    without = {key: value for key, value in said["content"].items() if key != "reasons"}
    told = refused(chair, {**said, "content": without}, "invalid-case")
    assert told == [("/content/reasons", None)]
    empty = {**without, "reasons": {"code": "other", "words": "  "}}
    told = refused(chair, {**said, "content": empty}, "invalid-case")
    assert told == [("/content/reasons/words", None)]
    recorded(chair, said)


def test_a_decision_that_follows_the_engine_needs_no_reasons(chair: httpx.Client):
    name = reference()
    recorded(chair, screening(name, link_to_abuse_or_neglect="factor"))
    content = {"decides": "refer", "on": DAY}
    told = recorded(chair, {"reference": name, "kind": "decision", "content": content})
    assert told["content"] == {**content, "screening": 1}


@pytest.mark.parametrize("answer", ["clearly_none", "definitively_none"])
def test_a_clear_absence_of_concern_says_what_makes_it_so(chair: httpx.Client, answer: str):
    said = screening(reference(), joint_working=answer)
    place = "/content/reasons/joint_working"
    for reasons in ({}, {"joint_working": " "}):
        sent = {**said, "content": {**said["content"], "reasons": reasons}}
        assert refused(chair, sent, "invalid-case") == [(place, None)]
    sent["content"]["reasons"] = {"joint_working": "seen by all"}
    assert recorded(chair, sent)["content"]["reasons"] == {"joint_working": "seen by all"}


def test_what_was_judged_without_a_word_of_why_is_decided_with_reasons(
    chair: httpx.Client, case: str
):
    judged = {**screening(case)["content"], "judgements": {"abuse-linked": "not_met"}}
    recorded(chair, {"reference": case, "kind": "screening", "content": judged})
    unreasoned = {"decides": "no_duty_to_refer", "on": DAY}
    decision = {"reference": case, "kind": "decision", "content": unreasoned}
    assert refused(chair, decision, "invalid-case") == [("/content/reasons", None)]
    reasoned = {**judged, "reasons": {"abuse-linked": "the post-mortem found a fall"}}
    recorded(chair, {"reference": case, "kind": "screening", "content": reasoned})
    recorded(chair, decision)


def test_a_judgement_that_was_recorded_has_its_own_reasons(chair: httpx.Client, case: str):
    recorded(chair, body("judgement", case))
    recorded(chair, screening(case))
    unreasoned = {"decides": "no_duty_to_refer", "on": DAY}
    recorded(chair, {"reference": case, "kind": "decision", "content": unreasoned})
