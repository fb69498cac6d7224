"""Several mistakes at once are told at once; what is merely odd is noted and never refused."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.doors.program import EXAMPLE, command, written

WRONG = """
reference = "smith"
[facts]
outcome = "Died"
age = "under_16"
joint_working = true
[evidence]
outcom = { agency = "police" }
age_group = { agency = "", on = "yesterday", by = "phone" }
[dates]
decison = 2013-05-20
incident = "2013-02-31"
"""
PLACES = (
    *("reference", "facts.outcome", "facts.age", "facts.joint_working", "evidence.outcom"),
    *("evidence.age_group.by", "evidence.age_group.agency", "evidence.age_group.on"),
    *("dates.decison", "dates.incident"),
)
ODD = """
[facts]
outcome = "harmed"
suspected_suicide = "yes"
[dates]
incident = 2024-05-01
authority_aware = 2024-04-01
decision = 2024-03-01
"""


def noted(path: str, *args: str) -> list[dict[str, Any]]:
    """The notes of the decision on a case."""
    ended = command("screen", path, "--format", "json", *args)
    assert (ended.status, ended.err) == (0, "")
    notes: list[dict[str, Any]] = json.loads(ended.out)["notes"]
    return notes


@pytest.mark.parametrize("name", ["screen", "compare"])
def test_every_mistake_is_told_on_a_line_of_its_own(name: str, tmp_path: Path):
    path = written(tmp_path, WRONG)
    lines = command(name, path).err.splitlines()
    assert len(lines) == len(PLACES)
    for line, place in zip(lines, PLACES, strict=True):
        assert line.startswith(f"threshold: {path}: {place}: ")


def test_every_mistake_in_json_is_told_too(tmp_path: Path):
    facts = {"outcome": None, "age_group": ["under_16"], "looked_after": False, "Name": "x"}
    path = written(tmp_path, json.dumps({"facts": facts, "date": {}, "dates": []}), "case.json")
    places = ["date", *(f"facts.{name}" for name in facts), "dates"]
    lines = command("compare", path).err.splitlines()
    assert [line.removeprefix(f"threshold: {path}: ").split(":")[0] for line in lines] == places


def test_every_bad_judgement_is_told(tmp_path: Path):
    wrong = '[judgements]\nchild = "met"\ndied = "met"\nzzz = "met"'
    lines = command("screen", written(tmp_path, wrong), "--edition", "wt-2015").err.splitlines()
    assert len(lines) == 3


def test_a_bad_judgement_is_told_with_a_bad_fact(tmp_path: Path):
    wrong = '[facts]\noutcome = "dyed"\n[judgements]\nzzz = "met"'
    lines = command("screen", written(tmp_path, wrong), "--edition", "wt-2015").err.splitlines()
    assert len(lines) == 2


def test_past_twenty_mistakes_the_rest_are_counted(tmp_path: Path):
    text = "[facts]\n" + "".join(f'fact_{n} = "yes"\n' for n in range(90))
    lines = command("compare", written(tmp_path, text)).err.splitlines()
    assert len(lines) == 21
    assert lines[-1].endswith("and 70 more mistakes")


def test_an_odd_order_of_dates_is_noted_and_never_refused(tmp_path: Path):
    found = [note["id"] for note in noted(written(tmp_path, ODD)) if note["id"].startswith("order")]
    assert found == [
        "order-incident-authority_aware",
        "order-incident-decision",
        "order-authority_aware-decision",
    ]


def test_contradictory_facts_are_noted_and_never_refused(tmp_path: Path):
    ids = [note["id"] for note in noted(written(tmp_path, ODD))]
    assert "suicide-without-a-death" in ids


def test_an_edition_out_of_force_is_noted_and_never_refused():
    notes = noted(str(EXAMPLE), "--edition", "wt-2023")
    (note,) = [note for note in notes if note["id"] == "edition-not-in-force"]
    assert "wt-2023 did not apply to decisions on 20 May 2013" in note["text"]
    assert all(n["id"] != "edition-not-in-force" for n in noted(str(EXAMPLE)))


@pytest.mark.parametrize("text", [ODD, WRONG])
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(text: str, tmp_path: Path):
    path = written(tmp_path, text)
    plain = command("screen", path)
    written(tmp_path, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert command("screen", path) == plain


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_standard_input_says_what_the_file_says(bom: bytes):
    for data in (EXAMPLE.read_bytes(), json_of(EXAMPLE)):
        from_file = command("screen", str(EXAMPLE))
        assert command("screen", "-", stdin=bom + data) == from_file


def json_of(path: Path) -> bytes:
    """A TOML case in JSON."""
    return json.dumps(tomllib.loads(path.read_text("utf-8")), default=str).encode()
