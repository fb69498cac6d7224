"""Many cases at once: each with its decisions or its own mistakes, however many there are."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.decisions import as_json
from engine import decide
from tests.laws.drawn_cases import EDITIONS, SERIOUS, Case, shelf_cases
from tests.laws.profiles import few
from tests.service.refusals import problem, validator

DIED = {"outcome": "died", "age_group": "under_16"}
MOST = 10_000


def one(name: str, **more: Any) -> dict[str, Any]:
    """A case of a batch."""
    return {"id": name, "facts": {}, **more}


def told(client: httpx.Client, cases: list[Any], **more: Any) -> list[dict[str, Any]]:
    """What is said of each case, in brief or in full."""
    reply = client.post("/v1/batches", json={"editions": ["wt-2023"], "cases": cases, **more})
    assert reply.status_code == 200, reply.text
    if more.get("detail") == "full":
        return [json.loads(line) for line in reply.text.splitlines()]
    validator("Batch").validate(reply.json())
    results: list[dict[str, Any]] = reply.json()["results"]
    return results


@given(st.lists(shelf_cases(), min_size=1, max_size=6), st.sets(st.sampled_from(EDITIONS)))
@few
def test_each_case_is_decided_as_the_library_does(
    client: httpx.Client, drawn: list[tuple[Any, Case]], also: set[str]
):
    cases = [one(f"case-{n}", facts=case.facts) for n, (_, case) in enumerate(drawn)]
    editions = sorted(also | {"wt-2015"})
    brief = told(client, cases, editions=editions)
    full = told(client, cases, editions=editions, detail="full")
    for stated, short, long in zip(cases, brief, full, strict=True):
        decisions = [decide(name, stated["facts"]) for name in editions]
        expected = [{"edition": d.edition, "referral": d.referral} for d in decisions]
        assert short == {"id": stated["id"], "decisions": expected}
        assert long == {"id": stated["id"], "decisions": json.loads(json.dumps(as_json(decisions)))}


def test_judgements_and_dates_count_in_a_batch(client: httpx.Client):
    facts = {**SERIOUS, "age_group": "unborn"}
    dates = {"authority_aware": "2024-03-05"}
    case = one("case-1", facts=facts, judgements={"child": "met"}, dates=dates)
    (said,) = told(client, [case], detail="full")
    whole = decide("wt-2023", facts, judgements={"child": "met"}, dates=dates)
    assert said["decisions"] == [json.loads(json.dumps(as_json(whole)))]


def test_a_mistaken_case_has_its_own_mistakes_and_the_others_are_decided(client: httpx.Client):
    wrong = [
        one("case-1", facts={"outcome": "dyed", "ageband": "under_16"}, dates={"incident": "soon"}),
        one("case-1"),
        one("case 2"),
        one("Á", more=1),
        7,
        {"facts": {}},
        {"id": "case-3"},
        one("case-4", edition="wt-2015"),
        one("case-5", judgements={"child": "met"}),
        one("case-6", facts=None),
    ]
    said = told(client, [one("case-0"), *wrong, one("case-9")])
    assert [each.get("id") for each in (said[0], said[-1])] == ["case-0", "case-9"]
    assert all("decisions" in each for each in (said[0], said[-1]))
    assert [each["index"] for each in said[1:-1]] == list(range(1, len(wrong) + 1))
    assert [[e["pointer"] for e in each["errors"]] for each in said[1:-1]] == [
        ["/facts/outcome", "/facts/ageband", "/dates/incident"],
        ["/id"],
        ["/id"],
        ["/id", "/more"],
        [""],
        ["/id"],
        ["/facts"],
        ["/edition"],
        ["/judgements/child"],
        ["/facts"],
    ]
    assert [e.get("nearest") for e in said[1]["errors"]] == ["died", "age_group", None]


def test_what_a_case_says_twice_is_a_mistake_in_that_case(client: httpx.Client):
    cases = (
        '{"id": "a", "facts": {"outcome": "died"}, "facts": {}}',
        '{"id": "b", "facts": {"outcome": "died", "outcome": "harmed"}}',
        '{"id": "c", "facts": {}}',
    )
    body = f'{{"editions": ["wt-2023"], "cases": [{", ".join(cases)}]}}'
    headers = {"content-type": "application/json"}
    said = client.post("/v1/batches", content=body, headers=headers).json()["results"]
    found = [[e["pointer"] for e in each.get("errors", [])] for each in said]
    assert found == [["/facts"], ["/facts/outcome"], []]


def test_a_case_that_was_refused_does_not_take_its_id_from_another(client: httpx.Client):
    said = told(client, [one("case-1"), one("case-2"), one("case-1"), one("case-2")])
    assert ["errors" in each for each in said] == [False, False, True, True]
    assert "earlier case" in said[2]["errors"][0]["detail"]


@pytest.mark.parametrize("detail", ["referral", "full"])
def test_only_the_outcomes_asked_for_come_back_and_every_mistake(client: httpx.Client, detail: str):
    cases = [
        one("died", facts=SERIOUS),
        one("open"),
        one("grown", facts={"age_group": "25_or_over"}),
    ]
    cases.append(one("wrong", facts={"outcome": "dead"}))
    for outcomes, names in (
        (["refer"], ["died", "wrong"]),
        (["undetermined", "no_duty_to_refer"], ["open", "grown", "wrong"]),
        (["refer_elsewhere"], ["wrong"]),
    ):
        said = told(client, cases, outcomes=outcomes, detail=detail)
        assert [each["id"] for each in said] == names


def test_a_case_comes_back_if_any_edition_reaches_the_outcome(client: httpx.Client):
    clear = {**SERIOUS, "outcome": "harmed", "long_term_impairment": "yes"}
    case = one("case-1", facts={**clear, "joint_working": "definitively_none"})
    (said,) = told(client, [case], editions=["wt-2015", "wt-2023"], outcomes=["refer"])
    assert len({each["referral"] for each in said["decisions"]}) == 2


@pytest.mark.parametrize(
    ("part", "pointers"),
    [
        ({"editions": []}, ["/editions"]),
        ({"editions": ["wt-2015", "wt-2051"]}, ["/editions/1"]),
        ({"editions": ["wt-2015"] * 8}, ["/editions"]),
        ({"outcomes": []}, ["/outcomes"]),
        ({"outcomes": ["refers", "undetermined"]}, ["/outcomes/0"]),
        ({"detail": "ful"}, ["/detail"]),
        ({"cases": []}, ["/cases"]),
        ({"cases": {}}, ["/cases"]),
        ({"what_if": True}, ["/what_if"]),
        ({"editions": [1], "outcomes": 1, "detail": 1}, ["/editions/0", "/outcomes", "/detail"]),
    ],
)
def test_what_is_wrong_outside_the_cases_refuses_the_batch(
    client: httpx.Client, part: dict[str, Any], pointers: list[str]
):
    body = {"editions": ["wt-2023"], "cases": [one("case-1")], **part}
    errors = problem(client.post("/v1/batches", json=body))["errors"]
    assert [each["pointer"] for each in errors] == pointers


def test_ten_thousand_cases_are_decided_and_one_more_is_refused(client: httpx.Client):
    cases = [one(f"case-{n}", facts=DIED if n % 2 else {}) for n in range(MOST)]
    said = told(client, cases)
    assert [each["id"] for each in said] == [each["id"] for each in cases]
    body = {"editions": ["wt-2023"], "cases": [*cases, one("more")]}
    (error,) = problem(client.post("/v1/batches", json=body))["errors"]
    assert error == {"pointer": "/cases", "detail": "has 10001 cases, and may have 10000"}
