"""The library, the command line and the service say the same thing of the same case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.writing import Writer
from criteria.decisions import Decision, as_json
from criteria.versions import Volume
from engine import compare, decide
from engine.next_question import next_questions
from tests.doors.program import command, written
from tests.laws.drawn_cases import Case, shelf_cases
from tests.laws.profiles import few, some
from tests.worked.test_shared_cases import CASES, needs_cases

FEW = CASES[::7]
"""Of the shared cases some, for what takes longer."""

DATES = {"authority_aware": "2024-03-05", "notified_board": "2016-01-29", "incident": "2024-02-01"}
WRITER = Writer()


def plain(value: Any) -> Any:
    """A value as JSON would give it back."""
    return json.loads(json.dumps(as_json(value)))


def over_http(client: httpx.Client, path: str, **body: Any) -> Any:
    """What the service answers."""
    reply = client.post(path, json=body)
    assert reply.status_code == 200, reply.text
    return reply.json()


def name(case: dict[str, Any], edition: str) -> str:
    """A case and an edition, as a test is named."""
    return f"{edition}-{case['id']}"


@needs_cases
def test_the_service_decides_the_shared_cases_as_the_library_does(client: httpx.Client):
    for case, edition in CASES:
        facts, judgements = case["facts"], case["judgements"]
        told = over_http(
            client, "/v1/decisions", edition=edition, facts=facts, judgements=judgements
        )
        assert told == plain(decide(edition, facts, judgements=judgements)), name(case, edition)
        assert told["referral"] == case["expect"][edition]["referral"]


@needs_cases
def test_the_command_line_decides_the_shared_cases_as_the_service_does(
    client: httpx.Client, tmp_path: Path
):
    for case, edition in FEW:
        stated = {key: case[key] for key in ("facts", "judgements")}
        file = written(tmp_path, json.dumps(stated), "case.json")
        ended = command("screen", file, "--edition", edition, "--format", "json")
        told = over_http(client, "/v1/decisions", edition=edition, **stated)
        assert json.loads(ended.out) == told, name(case, edition)
        assert list(json.loads(ended.out)) == list(told)


@needs_cases
def test_all_three_compare_the_shared_cases_alike(client: httpx.Client, tmp_path: Path):
    for case, _ in FEW:
        facts = case["facts"]
        file = written(tmp_path, json.dumps({"facts": facts}), "case.json")
        told = over_http(client, "/v1/comparisons", facts=facts)
        assert told == plain(compare(facts)), case["id"]
        assert told == json.loads(command("compare", file, "--format", "json").out), case["id"]


@given(shelf_cases(), st.booleans())
@some
def test_the_service_decides_any_case_as_the_library_does(
    client: httpx.Client, drawn: tuple[Volume, Case], dated: bool
):
    edition, case = drawn[0].ruleset.id, drawn[1]
    dates = DATES if dated else {}
    stated = {"facts": case.facts, "judgements": case.judgements, "dates": dates}
    told = over_http(client, "/v1/decisions", edition=edition, **stated)
    assert told == plain(decide(edition, case.facts, judgements=case.judgements, dates=dates))


@given(shelf_cases(), st.sets(st.sampled_from(["lscb-2006", "wt-2018", "wt-2023"])))
@few
def test_the_service_compares_and_asks_next_as_the_library_does(
    client: httpx.Client, drawn: tuple[Volume, Case], editions: set[str]
):
    edition, case = drawn[0].ruleset.id, drawn[1]
    more = {"editions": sorted(editions)} if editions else {}
    told = over_http(client, "/v1/comparisons", facts=case.facts, **more)
    assert told == plain(compare(case.facts, sorted(editions) or None))
    stated = {"facts": case.facts, "judgements": case.judgements}
    asked = over_http(client, "/v1/next-question", edition=edition, **stated)
    assert asked == plain(next_questions(edition, case.facts, case.judgements))


def bytes_of(decision: Decision) -> bytes:
    """A decision as JSON, by the long way round."""
    return json.dumps(as_json(decision), ensure_ascii=False, separators=(",", ":")).encode()


@given(shelf_cases(), st.booleans())
@some
def test_what_is_written_quickly_is_what_json_would_write(drawn: tuple[Volume, Case], dated: bool):
    edition, case = drawn[0].ruleset.id, drawn[1]
    dates = DATES if dated else {}
    decision = decide(edition, case.facts, judgements=case.judgements, dates=dates)
    assert WRITER.written(decision) == bytes_of(decision)
    assert WRITER.written(decision) == Writer().written(decision)


@pytest.mark.parametrize("edition", ["wt-2015", "wt-2023"])
def test_what_would_change_is_written_too(edition: str):
    decision = decide(edition, {"outcome": "harmed", "age_group": "under_16"}, what_if=True)
    assert decision.would_change is not None
    assert WRITER.written(decision) == bytes_of(decision)


def test_what_was_forgotten_is_written_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.writing.MOST", 10)
    for outcome in ("died", "harmed", "not_harmed"):
        decision = decide("wt-2018", {"outcome": outcome})
        assert WRITER.written(decision) == bytes_of(decision)
