"""Editions, resolutions, explanations and certificates: all that is on the shelf is shown."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

import engine.verify
from criteria.decisions import as_json
from criteria.shelf import shelf
from engine.verify import Certificate
from tests.doors.cases import EDITIONS
from tests.doors.program import ROOT, command, flat, program

SHARED = ROOT.parent / "shared" / "cases" / "editions.json"
DAYS: list[dict[str, Any]] = json.loads(SHARED.read_text("utf-8")) if SHARED.exists() else []

each_edition = pytest.mark.parametrize("edition", EDITIONS)


def switch(day: dict[str, Any]) -> list[str]:
    """The options of `resolve` for a day."""
    area = ["--area-switch", day["area_switch"]] if "area_switch" in day else []
    return ["--on", day["on"], *area]


@pytest.mark.skipif(not DAYS, reason=f"the shared cases are not here: {SHARED}")
@pytest.mark.parametrize("day", DAYS, ids=lambda day: " ".join(switch(day)))
def test_resolve_names_the_editions_of_the_shared_cases(day: dict[str, Any]):
    ended = command("resolve", *switch(day), "--format", "json")
    if "error" in day:
        assert (ended.status, ended.out) == (2, "")
        return
    told = json.loads(ended.out)
    assert list(told) == ["editions", "reason", "rejected"]
    assert told["editions"] == day["editions"]
    assert {*told["editions"], *(one["edition"] for one in told["rejected"])} == set(EDITIONS)


@pytest.mark.parametrize(
    ("area", "editions"),
    [
        ([], ["wt-2015-transitional", "wt-2018"]),
        (["--area-switch", "2018-09-02"], ["wt-2015-transitional"]),
        (["--area-switch", "2018-09-01"], ["wt-2018"]),
    ],
)
def test_the_day_an_area_switched_settles_which_of_two_governs(
    area: list[str], editions: list[str]
):
    told = command("resolve", "--on", "2018-09-01", *area, "--format", "json").out
    assert json.loads(told)["editions"] == editions


@pytest.mark.parametrize("day", [["2016-01-01"], ["2018-09-01"], ["2018-09-01", "2018-08-01"]])
def test_resolve_says_in_text_what_it_says_in_json(day: list[str]):
    args = [part for pair in zip(("--on", "--area-switch"), day, strict=False) for part in pair]
    told = json.loads(command("resolve", *args, "--format", "json").out)
    said = flat(command("resolve", *args).out)
    assert said.startswith(" or ".join(told["editions"]))
    assert ("both are arguable" in said) is (len(told["editions"]) == 2)
    assert told["reason"] in said
    for one in told["rejected"]:
        assert f"{one['edition']}: {one['reason']}" in said


def test_editions_lists_each_with_its_dates_and_the_newer_law():
    told = json.loads(command("editions", "--format", "json").out)
    said = flat(command("editions").out)
    assert [one["id"] for one in told["editions"]] == list(EDITIONS)
    for one in told["editions"]:
        assert one["digest"] == shelf().volume(one["id"]).digest
        assert f"{one['id']} {one['title']} {one['in_force']['text']}" in said
    assert told["newer_law"]
    assert all(law["text"] in said for law in told["newer_law"])


@each_edition
def test_explain_shows_every_rule_with_its_sources_and_their_grades(edition: str):
    ruleset = shelf().volume(edition).ruleset
    said = flat(command("explain", edition).out)
    for name, criterion in ruleset.criteria.items():
        assert f"{name}: {flat(criterion.title)} {flat(criterion.question)}" in said
    for name, source in ruleset.sources.items():
        assert f"{name} [{source.grade}] {flat(source.instrument)}" in said
    rules = (*ruleset.determinations, *ruleset.considerations, *ruleset.notes, *ruleset.notices)
    assert all(name in said for name in rules)


@each_edition
def test_explain_in_json_is_the_whole_ruleset(edition: str):
    told = json.loads(command("explain", edition, "--format", "json").out)
    volume = shelf().volume(edition)
    assert told.pop("digest") == volume.digest
    assert type(volume.ruleset).model_validate_json(json.dumps(told)) == volume.ruleset


def test_explain_shows_a_version_by_its_number_or_its_digest():
    digest = shelf().volume("wt-2013").digest
    whole = command("explain", "wt-2013").out
    current = shelf().volume("wt-2013").ruleset.version
    assert command("explain", "wt-2013", "--version", current).out == whole
    assert command("explain", "wt-2013", "--version", "1.1.0").out != whole
    assert command("explain", "wt-2013", "--version", digest).out == whole
    refused = command("explain", "wt-2013", "--version", "1.0")
    assert refused.status == 2
    assert "`1.0` is not a version of wt-2013" in refused.err


def test_editions_lists_the_versions_of_each():
    told = json.loads(command("editions", "--format", "json").out)["editions"]
    for one in told:
        versions = [named.number for named in shelf().list_versions(one["id"])]
        assert [version["version"] for version in one["versions"]] == versions
        assert one["versions"][0]["digest"] == one["digest"]
    assert "1.1.0 (release 0.1.0)" in flat(command("editions").out)


def test_verify_finds_the_shortest_edition_sound():
    ended = program("verify", "lscb-2006")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("lscb-2006: sound\n")


def unsound(edition: str) -> Certificate:
    """A certificate with a finding."""
    return dataclasses.replace(TRUE, edition=edition, findings=("the rules differ",))


TRUE = engine.verify.verify("lscb-2006")


@pytest.mark.parametrize("args", [["lscb-2006"], []])
def test_verify_ends_with_1_where_something_is_found(
    args: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("engine.verify.verify", unsound)
    ended = command("verify", *args)
    assert (ended.status, ended.err) == (1, "")
    names = args or EDITIONS
    assert ended.out.count("1 FINDINGS") == ended.out.count("FINDING the rules") == len(names)


def test_verify_in_json_lists_the_certificates(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("engine.verify.verify", unsound)
    ended = command("verify", "wt-2015", "--format", "json")
    assert ended.status == 1
    assert json.loads(ended.out) == [as_json(unsound("wt-2015"))]
