"""Commands that cannot be carried out: editions, days, options and formats that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.program import EXAMPLE, Ended, command, program, shell, written

CASE = str(EXAMPLE)
NO_DATE = b'[facts]\noutcome = "died"\n'
AREA = ("--on", "2018-09-01", "--area-switch")

BY_CLICK = {
    "no command": (["frobnicate"], "No such command 'frobnicate'"),
    "a misspelt command": (["screeen", CASE], "No such command 'screeen'"),
    "no case": (["screen"], "Missing argument 'CASE'"),
    "two cases": (["screen", CASE, CASE], "unexpected extra argument"),
    "no such option": (["screen", CASE, "--whatif"], "--what-if"),
    "no such format": (["screen", CASE, "--format", "xml"], "'text', 'json', 'md'"),
    "no Markdown of a comparison": (["compare", CASE, "--format", "md"], "'text', 'json'"),
    "an option without its value": (["screen", CASE, "--edition"], "requires an argument"),
    "edition and day": (["screen", CASE, "--edition", "wt-2013", "--on", "2013-05-20"], "not both"),
    "the English way": (["screen", CASE, "--on", "20/05/2013"], "`20/05/2013` is not a day like"),
    "31 February": (["screen", CASE, "--on", "2013-02-31"], "`2013-02-31` is not a day like"),
    "an escape for a day": (["screen", CASE, "--on", "\x1b[2J"], r"`\x1b[2J` is not a day"),
    "a word for a day": (["resolve", "--on", "today"], "`today` is not a day like 2015-03-26"),
    "resolve without a day": (["resolve"], "Missing option '--on'"),
    "no switch day": (["resolve", *AREA, "soon"], "`soon` is not a day like 2015-03-26"),
    "one edition to tell apart": (["diff", "wt-2013"], "Missing argument 'OTHER'"),
    "no such format of differences": (
        ["diff", "wt-2013", "wt-2015", "--format", "html"],
        "'text', 'json', 'md'",
    ),
    "two editions to list the sources of": (
        ["sources", "wt-2013", "wt-2015"],
        "unexpected extra argument",
    ),
    "explain without an edition": (["explain"], "Missing argument 'EDITION'"),
}

OURS = {
    "no such edition": (["explain", "wt-2014"], ["edition: `wt-2014`", "mean `wt-2013`?"]),
    "no such edition to list the sources of": (
        ["sources", "wt-2O15"],
        ["edition: `wt-2O15`", "mean `wt-2015`?"],
    ),
    "no such edition to tell apart": (
        ["diff", "wt-2013", "wt-2O15"],
        ["edition: `wt-2O15`", "mean `wt-2015`?"],
    ),
    "two that are no editions": (
        ["diff", "wt-2051", "wt2018"],
        ["edition: `wt-2051`", "edition: `wt2018`", "mean `wt-2018`?"],
    ),
    "an edition in capitals": (["verify", "WT-2013"], ["`WT-2013`", "mean `wt-2013`?"]),
    "no such edition to screen": (["screen", CASE, "--edition", "2015"], [CASE, "mean `wt-2015`?"]),
    "before the first": (["resolve", "--on", "2006-03-31"], ["`2006-03-31`", "2006-04-01"]),
    "too early to screen": (["screen", CASE, "--on", "2005-01-01"], [CASE, "2006-04-01"]),
    "the year 1": (["screen", CASE, "--on", "0001-01-01"], [CASE, "--on: `0001-01-01`"]),
    "too soon a switch": (
        ["resolve", *AREA, "2017-01-01"],
        ["--area-switch: `2017-01-01`", "2018-06-29"],
    ),
    "too late a switch": (
        ["screen", CASE, *AREA, "2019-09-30"],
        ["--area-switch: `2019-09-30`", "2019-09-29"],
    ),
    "too soon a switch for a named edition": (
        ["screen", CASE, "--edition", "wt-2018", "--area-switch", "1999-01-01"],
        [f"{CASE}: dates.area_switch: `1999-01-01` is not between 2018-06-29 and 2019-09-29"],
    ),
    "two arguable": (
        ["screen", CASE, "--on", "2018-09-01"],
        [
            f"{CASE}: dates.area_switch: ",
            "`wt-2015-transitional` and `wt-2018`",
            "shows which guidance applies",
        ],
    ),
}
WEEK = "2013-W21-1"


def assert_usage(ended: Ended, says: tuple[str, ...]) -> None:
    """Status 2, nothing on standard output, and a short message."""
    assert (ended.status, ended.out) == (2, "")
    assert "Traceback" not in ended.err
    assert len(ended.err.splitlines()) <= 20
    assert all(line.isprintable() for line in ended.err.splitlines())
    for fragment in says:
        assert fragment in ended.err


@pytest.mark.parametrize("name", BY_CLICK)
def test_wrong_usage_is_refused(name: str):
    args, says = BY_CLICK[name]
    assert_usage(command(*args, color=True), (says,))


@pytest.mark.parametrize("name", OURS)
def test_what_is_not_on_the_shelf_or_the_timeline_is_refused(name: str):
    args, says = OURS[name]
    assert_usage(command(*args, color=True), ("threshold: ", *says))


@pytest.mark.parametrize("args", [BY_CLICK["31 February"][0], OURS["two arguable"][0]])
def test_the_real_program_refuses_it(args: list[str]):
    assert_usage(program(*args), ())


def test_with_neither_edition_nor_day_the_editions_are_named():
    ended = command("screen", "-", stdin=NO_DATE)
    assert_usage(ended, ("standard input: no edition", "--edition", "--on", "decision date"))
    assert "lscb-2006, wt-2013, wt-2015, wt-2015-transitional, wt-2018, wt-2023" in ended.err


def test_a_day_on_the_command_line_goes_before_the_one_in_the_file():
    assert "(wt-2023)" in command("screen", CASE, "--on", "2024-01-01").out


def test_that_it_goes_before_another_day_in_the_file_is_noted():
    ended = command("screen", CASE, "--on", "2024-01-01", "--format", "json")
    assert ended.status == 0
    assert "20 May 2013 in the case file (decision) gives way to 1 January 2024" in ended.err
    assert not command("screen", CASE, "--on", "2013-05-20").err


def test_a_day_that_will_not_do_is_told_where_it_was_given(tmp_path: Path):
    assert "threshold: --on: `2006-03-31`" in command("resolve", "--on", "2006-03-31").err
    args = ("--on", "2018-09-01", "--area-switch", "2019-10-01")
    assert "threshold: --area-switch: `2019-10-01`" in command("resolve", *args).err
    assert ": --on: `2006-03-31`" in command("screen", CASE, "--on", "2006-03-31").err
    early = written(tmp_path, NO_DATE.decode() + "[dates]\ndecision = 2006-03-31\n")
    assert ": dates.decision: `2006-03-31`" in command("screen", early).err


def test_two_arguable_editions_in_a_case_file_are_settled_by_its_area_switch(tmp_path: Path):
    text = NO_DATE.decode() + "[dates]\ndecision = 2018-09-01\n"
    assert command("screen", written(tmp_path, text)).status == 2
    settled = written(tmp_path, f"{text}area_switch = 2019-05-07\n")
    assert "(wt-2015-transitional)" in command("screen", settled).out


@pytest.mark.parametrize("args", [("screen", "--edition", "wt-2018"), ("compare",)])
def test_a_switch_in_a_case_file_is_a_day_on_which_areas_switched(
    args: tuple[str, ...], tmp_path: Path
):
    case = written(tmp_path, NO_DATE.decode() + "[dates]\narea_switch = 2019-09-30\n")
    ended = command(*args, case)
    assert_usage(ended, ("dates.area_switch: `2019-09-30` is not between 2018-06-29 and",))


def test_a_wrong_edition_is_named_beside_the_wrong_facts(tmp_path: Path):
    path = written(tmp_path, '[facts]\nage_group = "under16"\n')
    ended = command("screen", path, "--edition", "wt-2019")
    assert_usage(ended, ("edition: `wt-2019`", "mean `wt-2013`?", "facts.age_group: `under16`"))


def test_an_empty_edition_is_refused():
    assert_usage(command("screen", CASE, "--edition", ""), ("edition: `` is not an edition",))


def test_a_path_with_an_escape_is_shown_without_it():
    assert_usage(command("screen", "no\x1b[2Jcase.toml", color=True), (r"no\x1b[2Jcase.toml",))


@pytest.mark.parametrize("day", [WEEK, "20130520", " 2013-05-20", "2013-5-20"])
def test_a_day_is_year_month_and_day(day: str):
    assert_usage(command("resolve", "--on", day), (f"`{day}` is not a day like 2015-03-26",))


def test_a_closed_standard_input_is_said_to_be_closed():
    ended = shell("threshold screen - --edition wt-2013 <&-")
    assert_usage(ended, ("standard input: cannot be read: it is closed",))
