"""Comparing: the same facts under every edition, and what separates each pair that differs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from criteria.decisions import as_json
from criteria.shelf import shelf
from engine import compare
from tests.doors.cases import EDITIONS, FILES, stated
from tests.doors.program import EXAMPLE, command, flat, program, written

each_case = pytest.mark.parametrize("name", FILES)
JUDGED = "looked-after-child-died"


def compared(name: str, *args: str) -> dict[str, Any]:
    """What `compare --format json` prints, whole."""
    told: dict[str, Any] = json.loads(command("compare", str(FILES[name]), *args).out)
    return told


@each_case
def test_json_has_the_decisions_and_the_differences_alone(name: str):
    told = compared(name, "--format", "json")
    assert list(told) == ["decisions", "differences"]
    assert told == as_json(compare(stated(name)["facts"]))


def test_five_editions_are_compared_and_the_sixth_when_it_is_asked_for():
    five = compared("thurrock-julia", "--format", "json")["decisions"]
    six = compared("thurrock-julia", "--format", "json", "--transitional")["decisions"]
    assert [one["edition"] for one in five] == list(shelf().timeline.compared)
    assert [one["edition"] for one in six] == list(EDITIONS)


def test_the_real_program_prints_the_comparison_and_nothing_else():
    ended = program("compare", str(EXAMPLE), "--format", "json")
    assert (ended.status, ended.err) == (0, "")
    assert json.loads(ended.out) == as_json(compare(stated("thurrock-julia")["facts"]))


@each_case
def test_text_says_the_referral_and_summary_under_each_edition(name: str):
    told = compared(name, "--format", "json")
    said = flat(command("compare", str(FILES[name])).out)
    for one in told["decisions"]:
        assert f"{one['edition']} " in said
        assert one["summary"] in said


@each_case
def test_text_says_what_separates_each_pair(name: str):
    told = compared(name, "--format", "json")
    said = flat(command("compare", str(FILES[name])).out)
    for one in told["differences"]:
        assert f"{' and '.join(one['editions'])}: " in said
        assert all(flat(side["title"]) in said for side in one["sides"])


def test_judgements_are_left_out_and_that_is_said():
    ended = command("compare", str(FILES[JUDGED]), "--format", "json")
    assert ended.status == 0
    assert "note: the judgements in the case file are left out" in ended.err
    assert all(one["judgements"] == {} for one in json.loads(ended.out)["decisions"])


def test_nothing_is_noted_where_there_are_no_judgements():
    assert command("compare", str(EXAMPLE)).err == ""


def test_facts_that_separate_no_editions_are_said_to(tmp_path: Path):
    path = written(tmp_path, '[facts]\nage_group = "25_or_over"\ncare_leaver = "no"\n')
    assert "No pair of editions differs" in flat(command("compare", path).out)


def test_what_brings_the_referrals_together_is_named_where_nothing_brings_all_together():
    facts = {
        "age_group": "16_or_17",
        "outcome": "died",
        "abuse_or_neglect": "not_suspected",
        "detention": "deprivation_of_liberty",
    }
    told = {one.editions: one.criterion for one in compare(facts).differences}
    assert told["lscb-2006", "wt-2015"] == told["wt-2015", "wt-2018"] == "deprived-of-liberty"
