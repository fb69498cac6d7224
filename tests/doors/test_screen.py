"""Screening: the decision of the library, and nothing else, in three forms that say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from criteria.decisions import Decision, as_json
from engine import decide
from tests.doors.cases import EDITIONS, FILES, PAIRS, decided_on
from tests.doors.program import EXAMPLE, command, flat, program, written

JULIA = "thurrock-julia"
each_pair = pytest.mark.parametrize(("name", "edition"), PAIRS)


def screened(name: str, *args: str) -> str:
    """What `screen` prints on a case, where nothing goes wrong."""
    ended = command("screen", str(FILES[name]), *args)
    assert ended.status == 0
    assert all("gives way to" in line for line in ended.err.splitlines())
    return ended.out


def decision(name: str, edition: str, **also: Any) -> Decision:
    """What the library decides on the same case."""
    return decide(edition, **(decided_on(name) | also))


def printed(name: str, *args: str) -> dict[str, Any]:
    """What `screen --format json` prints, whole."""
    told: dict[str, Any] = json.loads(screened(name, "--format", "json", *args))
    return told


@each_pair
def test_json_is_the_decision_of_the_library(name: str, edition: str):
    assert printed(name, "--edition", edition) == as_json(decision(name, edition))


def test_the_real_program_prints_the_decision_and_nothing_else():
    ended = program("screen", str(EXAMPLE), "--format", "json")
    assert (ended.status, ended.err) == (0, "")
    assert json.loads(ended.out) == as_json(decision(JULIA, "wt-2013"))


def test_what_if_is_null_unless_it_is_asked_for():
    assert printed(JULIA)["would_change"] is None
    asked = printed(JULIA, "--what-if")
    assert asked == as_json(decision(JULIA, "wt-2013", what_if=True))
    assert asked["would_change"]


def test_what_if_is_a_section_of_the_text_only_when_it_is_asked_for():
    title = "WHAT WOULD CHANGE THE ANSWER"
    assert title not in screened(JULIA)
    assert title in screened(JULIA, "--what-if")


@pytest.mark.parametrize(
    ("day", "edition"),
    [("2010-06-01", "lscb-2006"), ("2016-01-01", "wt-2015"), ("2024-01-01", "wt-2023")],
)
def test_on_tells_the_edition_and_is_the_decision_date(day: str, edition: str):
    dates = {"decision": day}
    assert printed(JULIA, "--on", day) == as_json(decision(JULIA, edition, dates=dates))


@pytest.mark.parametrize(
    ("switch", "edition"), [("2019-05-07", "wt-2015-transitional"), ("2018-09-01", "wt-2018")]
)
def test_the_area_switch_tells_two_arguable_editions_apart(switch: str, edition: str):
    dates = {"decision": "2018-09-01", "area_switch": switch}
    found = printed(JULIA, "--on", "2018-09-01", "--area-switch", switch)
    assert found == as_json(decision(JULIA, edition, dates=dates))


def test_without_either_the_decision_date_in_the_file_tells_the_edition():
    assert printed(JULIA)["edition"] == "wt-2013"
    assert "Working Together 2013 was in effect from 15 April 2013" in screened(JULIA)


def test_why_the_edition_governs_is_not_said_where_the_edition_was_given():
    assert "was in effect from" not in screened(JULIA, "--edition", "wt-2013")


def test_evidence_is_shown_and_decides_nothing(tmp_path: Path):
    name = "harm-and-agencies-worked-well"
    assert "Answer: known (police, 28 May 2010)" in flat(screened(name))
    bare = written(tmp_path, json.dumps(as_json(decided_on(name))), "case.json")
    assert command("screen", bare, "--format", "json").out == screened(name, "--format", "json")


def test_what_a_case_file_says_is_never_markup(tmp_path: Path):
    agency = "*us* <b>[x](http://x)|`"
    evidence = {"outcome": {"agency": agency}}
    case = {"facts": {"outcome": "died"}, "evidence": evidence}
    path = written(tmp_path, json.dumps(case), "case.json")
    told = command("screen", path, "--edition", "wt-2023", "--format", "md").out
    assert agency not in told
    assert r"\*us\* \<b\>\[x\](http://x)\|\`" in told


def test_a_case_that_states_nothing_is_not_settled(tmp_path: Path):
    for edition in EDITIONS:
        ended = command("screen", written(tmp_path, "[facts]\n"), "--edition", edition)
        assert (ended.status, ended.err) == (0, "")
        assert "\nNOT SETTLED YET\n" in ended.out
        assert ended.out.startswith("no reference · ")


def test_a_case_never_affects_the_next():
    first = [screened(name, "--edition", "wt-2023") for name in FILES]
    assert [screened(name, "--edition", "wt-2023") for name in reversed(FILES)][::-1] == first


def test_the_foot_names_the_ruleset_that_decided():
    ref = decision(JULIA, "wt-2013").ruleset
    assert f"Ruleset wt-2013 {ref.version}, digest {ref.digest[:16]}…" in screened(JULIA)
    assert ref.digest in screened(JULIA, "--format", "md")


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path):
    case = tmp_path / "case.toml"
    case.write_bytes(EXAMPLE.read_bytes())
    ended = command("screen", str(case), "--format", "md", "--output", str(case))
    assert ended.status == 2
    assert "is there already: name a new file" in ended.err
    assert case.read_bytes() == EXAMPLE.read_bytes()
