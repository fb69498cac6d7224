"""Days are written one way for a reader, 20 May 2013, and one way for a program, 2013-05-20."""

from __future__ import annotations

import json
import re

import pytest

from tests.doors.cases import FILES, PAIRS, stated
from tests.doors.program import command, flat

ISO_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
DATED = [(name, edition) for name, edition in PAIRS if stated(name)["dates"]]
ASKED = [
    ("2006-04-01",),
    ("2017-01-01",),
    ("2018-09-01",),
    ("2018-09-01", "2018-08-01"),
    ("2018-09-01", "2019-05-07"),
    ("2024-01-01",),
]


@pytest.mark.parametrize("form", ["text", "md"])
@pytest.mark.parametrize(("name", "edition"), DATED)
def test_a_decision_for_a_reader_has_no_day_in_figures(name: str, edition: str, form: str):
    said = command("screen", str(FILES[name]), "--edition", edition, "--format", form).out
    assert not ISO_DAY.search(said)


@pytest.mark.parametrize("days", ASKED, ids=" ".join)
def test_nor_has_the_reason_why_an_edition_governs(days: tuple[str, ...]):
    args = [part for pair in zip(("--on", "--area-switch"), days, strict=False) for part in pair]
    assert not ISO_DAY.search(command("resolve", *args).out)


def test_a_reader_is_told_the_days_and_who_said_so_when():
    name = "harm-and-agencies-worked-well"
    said = flat(command("screen", str(FILES[name]), "--edition", "wt-2013").out)
    assert "Answer: known (police, 28 May 2010)" in said
    assert "wt-2013 did not apply to decisions on 21 June 2010" in said
    said = flat(command("resolve", "--on", "2018-09-01", "--area-switch", "2019-05-07").out)
    began = "before the day the area's arrangements began, 7 May 2019"
    assert f"The decision of 1 September 2018 was {began}." in said
    assert "wt-2015: it did not govern decisions after 28 June 2018" in said
    assert "began, 7 May 2019" in said


@pytest.mark.parametrize(
    ("switch", "side", "began"),
    [
        ("2018-09-02", "before", "2 September 2018"),
        ("2018-09-01", "on", "1 September 2018"),
        ("2018-08-31", "after", "31 August 2018"),
    ],
)
def test_a_day_is_told_to_be_before_the_area_began_after_it_or_the_day_itself(
    switch: str, side: str, began: str
):
    said = flat(command("resolve", "--on", "2018-09-01", "--area-switch", switch).out)
    told = f"{side} the day the area's arrangements began, {began}"
    assert f"The decision of 1 September 2018 was {told}." in said
    assert f"the decision was {told}" in said


def test_a_program_is_told_days_in_figures():
    path = str(FILES["looked-after-child-died"])
    told = json.loads(command("screen", path, "--format", "json").out)
    dues = {one["id"]: one["due"] for one in told["determinations"]}
    assert dues["notify-panel"]["date"] == "2024-04-08"
