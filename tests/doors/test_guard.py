"""`threshold verify --examples`: what it prints, and how it ends."""

from __future__ import annotations

import dataclasses
import json
import tomllib

import pytest

import engine.guard
from criteria.decisions import as_json
from engine.guard import Guarded, Unseen, Wrong
from tests.doors.cases import EDITIONS
from tests.doors.program import command, flat, program

SOUND = Guarded(
    edition="",
    changes=9,
    noticed=5,
    refused=1,
    alter_nothing=("A rule: a change that is none.",),
    judged_alone=("A rule: a change left to people.",),
    unseen=(),
    wrong=(),
    seconds=0.25,
)
EXAMPLE = {
    "facts": {"age_group": "under_16", "outcome": "died"},
    "judgements": {"child": "met"},
    "referral": "refer",
    "determinations": {"notify-panel": {"status": "met", "force": "must", "grounds": ("a", "b")}},
}
HOLE = Unseen("A rule: a change.", EXAMPLE, ("Both cannot be true.",))
FOUND = {
    "sound": SOUND,
    "unseen": dataclasses.replace(SOUND, unseen=(HOLE,)),
    "wrong": dataclasses.replace(SOUND, wrong=(Wrong("an-example", ("It differs.",)),)),
}


@pytest.fixture(params=FOUND)
def found(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Guarded:
    """What is found of every edition."""
    told = FOUND[request.param]

    def find_told(edition: str) -> Guarded:
        return dataclasses.replace(told, edition=edition)

    monkeypatch.setattr(engine.guard, "guard_edition", find_told)
    return told


@pytest.mark.parametrize("args", [[EDITIONS[0]], []])
def test_it_ends_with_1_while_a_change_is_unseen_or_an_example_is_wrong(
    args: list[str], found: Guarded
):
    ended = command("verify", "--examples", *args)
    assert (ended.status, ended.err) == (int(found is not SOUND), "")
    for name in args or EDITIONS:
        assert f"{name}: 9 small changes of the rules. Noticed by an example: 5." in flat(ended.out)


def test_in_json_it_lists_all_that_was_found(found: Guarded):
    ended = command("verify", EDITIONS[0], "--examples", "--format", "json")
    told = as_json(dataclasses.replace(found, edition=EDITIONS[0]))
    assert json.loads(ended.out) == [json.loads(json.dumps(told))]


def test_it_tells_apart_what_alters_no_decision_and_says_how_that_is_shown(found: Guarded):
    said = flat(command("verify", EDITIONS[0], "--examples").out)
    assert "so no case differs: A rule: a change that is none." in said
    assert "that can be stated now differs: A rule: a change left to people." in said
    assert "Altering no decision: 2." in said
    assert ("of the example `an-example`." in said) == bool(found.wrong)
    assert ("It differs." in said) == bool(found.wrong)


@pytest.mark.parametrize("found", ["unseen"], indirect=True)
def test_the_example_to_add_stands_in_words_and_as_toml(found: Guarded):
    out = command("verify", EDITIONS[0], "--examples").out
    assert "UNSEEN A rule: a change." in out
    assert "check this against the text: a child under 16; died; people judge “" in flat(out)
    assert "contradict each other show it. Both cannot be true." in flat(out)
    toml = out[out.index("    facts = ") :].replace("[examples.", "[")
    assert tomllib.loads(toml) == json.loads(json.dumps(EXAMPLE))


def test_the_program_itself_counts_the_changes_of_an_edition():
    ended = program("verify", "--examples", EDITIONS[0])
    assert ended.err == ""
    assert ended.out.startswith(f"{EDITIONS[0]}: ")
    assert ended.status == int("UNSEEN" in ended.out)


def test_an_edition_that_is_not_there_is_named_with_the_nearest():
    ended = command("verify", "--examples", f"{EDITIONS[0]}x")
    assert (ended.status, ended.out) == (2, "")
    assert f"mean `{EDITIONS[0]}`?" in ended.err
