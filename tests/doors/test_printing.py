"""What is printed fits a terminal, a pipe and a plain encoding; our own faults end with 1."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from criteria.errors import EngineFault
from tests.doors.cases import EDITIONS, FILES, PAIRS
from tests.doors.program import EXAMPLE, ROOT, command, program, shell, written
from tests.waits import HANG_TIMEOUT

CASE = str(EXAMPLE)
LISTINGS = [
    ("editions",),
    ("sources",),
    ("resolve", "--on", "2018-09-01"),
    ("resolve", "--on", "2018-09-01", "--area-switch", "2018-08-01"),
    *(("explain", edition) for edition in EDITIONS),
    *(("compare", str(file), "--transitional") for file in FILES.values()),
    *((name, "--help") for name in ("screen", "compare", "editions", "resolve", "explain")),
    ("sources", "--help"),
    ("verify", "lscb-2006"),
    ("verify", "--help"),
    ("--help",),
]
WINDOWS = "cp1252"
IMPORTS = """
import sys
from api.cli import main
main({args!r}, standalone_mode=False)
print(*sys.modules, file=sys.stderr)
"""
WEB = {"fastapi", "starlette", "uvicorn", "jinja2", "sqlalchemy", "sqlite3", "http.server"}


def assert_fits(out: str) -> None:
    """No line is longer than a terminal is wide, or ends in white space."""
    assert [line for line in out.splitlines() if len(line) > 80] == []
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize(("name", "edition"), PAIRS)
def test_a_decision_fits_eighty_columns(name: str, edition: str):
    assert_fits(command("screen", str(FILES[name]), "--edition", edition, "--what-if").out)


@pytest.mark.parametrize("args", LISTINGS, ids=" ".join)
def test_everything_else_fits_eighty_columns(args: tuple[str, ...]):
    ended = command(*args)
    assert ended.status == 0
    assert_fits(ended.out)


@pytest.mark.parametrize("agency", ["x" * 120, "x y " * 30, "children's-social-care/" * 5])
def test_a_long_agency_fits_too(agency: str, tmp_path: Path):
    text = f'[facts]\noutcome = "died"\n[evidence]\noutcome = {{ agency = "{agency}" }}'
    out = command("screen", written(tmp_path, text), "--edition", "wt-2018").out
    assert "".join(agency.split())[:40] in "".join(out.split())
    assert_fits(out)


def test_a_pipe_gets_no_colour():
    ended = program("screen", CASE)
    assert ended.status == 0
    assert "\x1b" not in ended.out


def test_a_terminal_gets_colour_and_the_words_are_the_same():
    coloured = command("screen", CASE, color=True).out
    assert "\x1b[" in coloured
    assert click.unstyle(coloured) == command("screen", CASE).out


def test_a_pipe_that_is_closed_early_leaves_no_traceback():
    ended = shell(f"threshold compare {CASE} --transitional --format json | head -1")
    assert ended.out == "{\n"
    assert ended.err == ""


@pytest.mark.parametrize("form", ["text", "json", "md"])
def test_a_reader_that_has_gone_leaves_no_traceback(form: str):
    args = [sys.executable, "-m", "api.cli", "screen", CASE, "--format", form]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe, error = subprocess.PIPE, subprocess.PIPE
    with subprocess.Popen(args, stdout=pipe, stderr=error, cwd=ROOT, env=env) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", WINDOWS])
def test_a_terminal_of_another_encoding_leaves_no_traceback(encoding: str):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    args = [sys.executable, "-m", "api.cli", "screen", CASE, "--what-if"]
    done = subprocess.run(args, capture_output=True, cwd=ROOT, env=env, timeout=HANG_TIMEOUT)
    assert (done.returncode, done.stderr) == (0, b"")


def modules(*args: str) -> set[str]:
    """Every module imported by a command in a process of its own."""
    line = [sys.executable, "-c", IMPORTS.format(args=list(args))]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        line, capture_output=True, cwd=ROOT, env=env, check=True, timeout=HANG_TIMEOUT
    )
    return set(done.stderr.decode().split())


def test_screening_imports_no_web_stack(tmp_path: Path):
    undated = modules("screen", written(tmp_path, "[facts]"), "--edition", "wt-2018")
    assert "durable_rules_engine" in undated
    assert undated & WEB == set()
    assert "holidays" not in undated


def test_only_a_case_with_dates_waits_for_the_holidays(tmp_path: Path):
    text = "[facts]\n[dates]\nauthority_aware = 2024-03-28"
    assert "holidays" in modules("screen", written(tmp_path, text), "--edition", "wt-2018")


@pytest.mark.parametrize("name", ["screen", "compare"])
def test_a_fault_of_ours_ends_with_1_and_says_so(name: str, monkeypatch: pytest.MonkeyPatch):
    def faulty(*_: object, **__: object) -> object:
        raise EngineFault("the rules came to no answer")

    monkeypatch.setattr("api.cli.decide", faulty)
    monkeypatch.setattr("api.cli.compare", faulty)
    ended = command(name, CASE)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == f"threshold: {CASE}: the rules came to no answer\n"
