"""The cases and dates handed over with the contract, where they lie beside the checkout."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from criteria.errors import NoEdition
from criteria.shelf import shelf
from criteria.timeline import resolve
from engine import decide

SHARED = shelf().folder.parent.parent / "shared" / "cases" / "v2"


def read_shared(name: str) -> list[dict[str, Any]]:
    """What a file of cases holds; nothing where the cases do not lie beside the checkout."""
    file = SHARED / name
    return json.loads(file.read_text("utf-8")) if file.is_file() else []


CASES = [(case, edition) for case in read_shared("cases.json") for edition in case["expect"]]
DAYS = read_shared("editions.json")

needs_cases = pytest.mark.skipif(not CASES, reason=f"no cases.json in {SHARED}")
needs_days = pytest.mark.skipif(not DAYS, reason=f"no editions.json in {SHARED}")


@needs_cases
@pytest.mark.parametrize(
    ("case", "edition"), CASES, ids=[f"{edition}-{case['id']}" for case, edition in CASES]
)
def test_a_shared_case_is_decided_as_expected(case: dict[str, Any], edition: str):
    decision = decide(edition, case["facts"], judgements=case["judgements"])
    expected = case["expect"][edition]
    said = {one.id: [one.status, one.force] for one in decision.determinations}
    assert decision.referral == expected["referral"]
    assert said == expected["determinations"]


@needs_cases
def test_the_shared_cases_are_for_every_edition():
    assert {edition for _, edition in CASES} == set(shelf().timeline.editions)


@needs_days
@pytest.mark.parametrize(
    "day", DAYS, ids=[f"{d['on']}-switch-{d.get('area_switch', 'unknown')}" for d in DAYS]
)
def test_a_shared_day_is_governed_as_expected(day: dict[str, Any]):
    on = date.fromisoformat(day["on"])
    switch = date.fromisoformat(day["area_switch"]) if "area_switch" in day else None
    if "error" in day:
        with pytest.raises(NoEdition):
            resolve(shelf().timeline, on, switch)
    else:
        assert list(resolve(shelf().timeline, on, switch).editions) == day["editions"]
