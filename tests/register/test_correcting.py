"""A judgement that was corrected is not in force any more; a decision says what it answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.register.times import today
from tests.register.asking import recorded, refused
from tests.register.bodies import CONTENTS, body, screening
from tests.register.places import CHAIR as BY
from tests.register.places import Opened
from tests.register.test_page import said
from tests.register.test_page import screening as screened


def judged(chair: httpx.Client, case: str) -> dict[str, int]:
    """From which entries the next screening of a case takes its judgements."""
    found: dict[str, int] = recorded(chair, screening(case))["content"]["judgements_from"]
    return found


def referral(chair: httpx.Client, case: str) -> str:
    """What the engine says of a case when it is screened again."""
    told: str = recorded(chair, screening(case))["content"]["decision"]["referral"]
    return told


def test_a_judgement_corrected_without_another_is_withdrawn(chair: httpx.Client, case: str):
    recorded(chair, body("judgement", case))
    assert judged(chair, case) == {"abuse-linked": 2}
    recorded(chair, body("correction", case, entry=2))
    assert judged(chair, case) == {}
    assert referral(chair, case) == "undetermined"
    recorded(chair, body("judgement", case, judgement="met"))
    assert judged(chair, case) == {"abuse-linked": 7}


def test_a_correction_may_say_how_it_is_judged(chair: httpx.Client, case: str):
    recorded(chair, body("judgement", case))
    recorded(chair, body("correction", case, entry=2, judgement="met"))
    assert judged(chair, case) == {"abuse-linked": 3}
    assert referral(chair, case) == "refer"


def test_who_corrects_a_correction_corrects_the_judgement(chair: httpx.Client, case: str):
    recorded(chair, body("judgement", case))
    recorded(chair, body("correction", case, entry=2))
    recorded(chair, body("correction", case, entry=3, judgement="not_met"))
    assert judged(chair, case) == {"abuse-linked": 4}
    recorded(chair, body("correction", case, entry=4))
    assert judged(chair, case) == {}


def test_what_was_judged_before_is_not_taken_up_by_itself(chair: httpx.Client, case: str):
    recorded(chair, body("judgement", case, judgement="met"))
    recorded(chair, body("judgement", case))
    recorded(chair, body("correction", case, entry=2))
    assert judged(chair, case) == {"abuse-linked": 3}
    recorded(chair, body("correction", case, entry=3))
    assert judged(chair, case) == {}


def test_a_correction_of_something_else_is_no_judgement(chair: httpx.Client, case: str):
    recorded(chair, body("advice", case))
    for entry in (1, 2):
        sent = body("correction", case, entry=entry, judgement="met")
        assert refused(chair, sent, "invalid-case") == [("/content/judgement", None)]
    recorded(chair, body("correction", case, entry=2))
    sent = body("correction", case, entry=3, judgement="met")
    assert refused(chair, sent, "invalid-case") == [("/content/judgement", None)]


def test_a_decision_says_which_screening_it_answers(chair: httpx.Client, case: str):
    assert recorded(chair, body("decision", case))["content"]["screening"] == 1
    recorded(chair, screening(case))
    sent = body("decision", case, screening=1)
    assert refused(chair, sent, "invalid-case") == [("/content/screening", None)]
    assert recorded(chair, body("decision", case, screening=3))["content"]["screening"] == 3
    told = chair.get(f"/v1/records/{case}").json()["entries"]
    assert [one["content"].get("screening") for one in told] == [None, 1, None, 3]


def test_a_decision_that_does_not_say_so_is_shown_with_it(kept: Opened):
    """Once, none did: what was kept then stays as it is."""
    ledger = kept.register.ledger
    ledger.append([screened("2026-1"), screened("2026-1")])
    kept.add("2026-1", CONTENTS["decision"], kind="decision")
    ledger.append([screened("2026-1"), said("2026-1", "decision")])
    _, told = kept.register.library.history("default", "2026-1", BY)
    assert [one["content"].get("screening") for one in told] == [None, None, 2, None, 4]
    for n in (3, 5):
        one = kept.register.library.entry("default", "2026-1", n, BY)
        assert one == told[n - 1]


@pytest.mark.parametrize(
    ("changes", "place", "near"),
    [
        ({"notice": "notify-pannel"}, "/content/notice", "notify-panel"),
        ({"notice": "serious-case-review"}, "/content/notice", None),
        ({"on": "2199-01-01"}, "/content/on", None),
    ],
)
def test_a_notice_is_one_that_the_law_knows_and_was_sent(
    chair: httpx.Client, case: str, changes: dict[str, Any], place: str, near: str | None
):
    ((where, nearest),) = refused(chair, body("notice", case, **changes), "invalid-case")
    assert where == place
    assert near is None or nearest == near


@pytest.mark.parametrize("kind", ["decision", "notice", "reply"])
def test_what_was_done_was_done_by_today_and_not_before_the_first_edition(
    chair: httpx.Client, case: str, kind: str
):
    tomorrow = today() + timedelta(days=1)
    early = "is before 2006-04-01, when the first edition came into force"
    for day, what in (
        (tomorrow, "is a day to come"),
        ("2199-01-01", "is a day to come"),
        ("2006-03-31", early),
        ("1066-10-14", early),
        ("0002-01-01", early),
    ):
        reply = chair.post("/v1/records", json=body(kind, case, on=str(day)))
        assert reply.status_code == 422
        told = {one["pointer"]: one["detail"] for one in reply.json()["errors"]}
        assert told == {"/content/on": f"`{day}` {what}"}
    for day in (today(), "2006-04-01"):
        recorded(chair, body(kind, case, on=str(day)))


def test_the_day_of_a_decision_is_told_beside_its_other_mistakes(chair: httpx.Client, case: str):
    found = refused(chair, body("decision", case, on="2199-01-01", screening=9), "invalid-case")
    assert {where for where, _ in found} == {"/content/on", "/content/screening"}


def test_a_notice_of_an_earlier_screening_may_be_told(chair: httpx.Client, case: str):
    facts = screening(case)["content"]["facts"]
    recorded(chair, body("screening", case, edition="wt-2013", facts=facts))
    recorded(chair, body("notice", case))
    recorded(chair, body("notice", case, notice="serious-case-review"))


def test_that_a_case_is_erased_is_not_recorded_and_it_is_told_how(chair: httpx.Client, case: str):
    sent = {"reference": case, "kind": "erased", "content": {}}
    reply = chair.post("/v1/records", json=sent)
    assert reply.status_code == 422
    (told,) = reply.json()["errors"]
    assert "nearest" not in told
    assert "POST /v1/register/erasures" in told["detail"]
