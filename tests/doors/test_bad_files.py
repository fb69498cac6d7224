"""What cannot be read is refused in a few words that say where it is and what would do instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doors.bad_cases import CASES, JUDGEMENTS
from tests.doors.bad_files import FILES, Bad
from tests.doors.program import EXAMPLE, Ended, command, program, written

UNDER = {"screen": ("--edition", "wt-2015"), "compare": ()}
BAD = [*FILES, *CASES]
IN_A_PROCESS = [
    "empty",
    "UTF-16",
    "not UTF-8 mid-file",
    "lists 100,000 deep",
    "TOML lists 100,000 deep",
    "5,000 digits",
    "a fact twice",
    "two megabytes",
    "half a surrogate pair",
    "a terminal's escapes",
    "a misspelt answer",
    "31 February",
]

each_bad = pytest.mark.parametrize("bad", BAD, ids=str)
each_command = pytest.mark.parametrize("name", UNDER)
each_judgement = pytest.mark.parametrize("bad", JUDGEMENTS, ids=str)
in_a_process = pytest.mark.parametrize("bad", [b for b in BAD if b.name in IN_A_PROCESS], ids=str)


def assert_refused(ended: Ended, place: str, says: tuple[str, ...] = ()) -> None:
    """Status 2, nothing on standard output, and a short message that can be shown anywhere."""
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"threshold: {place}: ")
    assert "Traceback" not in ended.err
    lines = ended.err.splitlines()
    assert len(lines) <= 20
    assert all(len(line) <= 600 and line.isprintable() for line in lines)
    for fragment in says:
        assert fragment in ended.err


def test_there_are_many_kinds_and_each_is_named_once():
    names = [bad.name for bad in (*BAD, *JUDGEMENTS)]
    assert len(names) == len(set(names)) >= 80
    assert set(IN_A_PROCESS) <= set(names)


@each_command
@each_bad
def test_a_bad_file_is_refused(bad: Bad, name: str, tmp_path: Path):
    path = written(tmp_path, bad.data, f"case{bad.ending}")
    assert_refused(command(name, path, *UNDER[name], color=True), path, bad.says)


@each_command
@each_bad
def test_it_is_refused_on_standard_input_too(bad: Bad, name: str):
    ended = command(name, "-", *UNDER[name], stdin=bad.data, color=True)
    assert_refused(ended, "standard input", () if bad.by_ending else bad.says)


@each_judgement
def test_a_bad_judgement_is_refused(bad: Bad, tmp_path: Path):
    path = written(tmp_path, bad.data)
    ended = command("screen", path, "--edition", "wt-2015", color=True)
    assert_refused(ended, path, bad.says)


@in_a_process
def test_the_real_program_refuses_it(bad: Bad, tmp_path: Path):
    if bad.ending == ".json":
        assert_refused(program("compare", "-", stdin=bad.data), "standard input")
        return
    path = written(tmp_path, bad.data)
    assert_refused(program("screen", path, "--edition", "wt-2015"), path, bad.says)


@pytest.mark.parametrize("run", [program, command])
def test_a_file_that_is_missing_is_named(run: Callable[..., Ended], tmp_path: Path):
    path = str(tmp_path / "no such case.toml")
    assert_refused(run("screen", path), path, ("cannot be read: no such file",))


@pytest.mark.parametrize("run", [program, command])
def test_a_directory_is_no_case(run: Callable[..., Ended], tmp_path: Path):
    assert_refused(run("compare", str(tmp_path)), str(tmp_path), ("is a directory",))


def test_a_file_that_may_not_be_read_is_named(monkeypatch: pytest.MonkeyPatch):
    def denied(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("api.reading.open", denied, raising=False)
    assert_refused(command("screen", "case.toml"), "case.toml", ("permission denied",))


def test_a_file_that_breaks_off_while_it_is_read_is_named():
    path = "/proc/self/mem"
    if not Path(path).exists():
        pytest.skip("no file here that opens and cannot be read")
    assert_refused(program("screen", path), path, ("cannot be read: input/output error",))


def test_what_is_no_path_is_refused():
    ended = command("screen", "case\0.toml")
    assert (ended.status, ended.out) == (2, "")
    assert "cannot be read: this is not a path" in ended.err


def test_a_good_case_still_works_after_all_of_them(tmp_path: Path):
    for bad in BAD:
        command("screen", written(tmp_path, bad.data, f"case{bad.ending}"))
    ended = command("screen", str(EXAMPLE))
    assert (ended.status, ended.err) == (0, "")
    assert "\nREFER\n" in ended.out
