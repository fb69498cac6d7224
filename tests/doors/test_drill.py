"""The command that sets a drill: what it prints, what it writes, and what it refuses."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from api.drills.model import Plan
from api.drills.paper import answer_sheet, as_text, handout
from api.drills.setting import drill
from tests.doors.program import command, program

TWO = ("--edition", "wt-2013", "--edition", "wt-2015")
PLAN = Plan(("wt-2013", "wt-2015"), "detailed", 3, 8)
SAME = ("drill", *TWO, "--difficulty", "detailed", "--questions", "3", "--seed", "8")


def test_it_prints_the_handout_or_the_answers():
    assert command(*SAME).out == as_text(handout(drill(PLAN))).decode()
    assert command(*SAME, "--answers").out == as_text(answer_sheet(drill(PLAN))).decode()


def test_without_a_seed_one_is_drawn_and_the_command_that_is_printed_gives_the_drill_again():
    first = command("drill", *TWO, "--questions", "2")
    told = re.search(r"threshold (drill .*--seed \d+)$", first.out, re.M)
    assert told
    assert command(*shlex.split(told[1])).out == first.out


def test_as_data_it_is_the_drill_and_what_is_right_only_with_the_answers():
    given = command(*SAME, "--format", "json")
    answered = command(*SAME, "--answers", "--format", "json")
    assert "--seed 8" in given.err
    plan = {"editions": ["wt-2013", "wt-2015"], "difficulty": "detailed"}
    assert json.loads(given.out)["plan"] == plan | {"questions": 3, "seed": 8}
    for one in json.loads(given.out)["questions"]:
        assert "pair" not in one
        assert all("right" not in asked for asked in one["asked"])
    right = [[a["right"] for a in one["asked"]] for one in json.loads(answered.out)["questions"]]
    assert right == [[a.right for a in one.asked] for one in drill(PLAN).questions]


def test_a_document_goes_to_a_file_or_on(tmp_path: Path):
    file = tmp_path / "drill.pdf"
    ended = command(*SAME, "--format", "pdf", "--output", str(file))
    assert (ended.status, ended.out) == (0, "")
    assert "--seed 8" in ended.err
    assert file.read_bytes().startswith(b"%PDF-")
    again = command(*SAME, "--format", "docx", "--output", str(file))
    assert (again.status, again.out) == (2, "")
    assert "is there already: name a new file" in again.err
    assert file.read_bytes().startswith(b"%PDF-")
    nowhere = command(*SAME, "--format", "docx", "--output", str(tmp_path / "no" / "drill.docx"))
    assert nowhere.status == 2
    assert "--output: cannot be written: no such file or directory" in nowhere.err


def test_every_mistake_is_told_at_its_option():
    ended = program("drill", "--edition", "wt-2014", "--questions", "0", "--seed", "x")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "threshold: --edition: `wt-2014` is not an edition (did you mean `wt-2013`?)",
        "threshold: --edition: a drill is between two editions or more",
        "threshold: --questions: `0` is not a whole number from 1 to 30 (did you mean `1`?)",
        "threshold: --seed: `x` is not a whole number from 0 to 999,999",
    ]
