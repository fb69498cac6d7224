"""The README says what is so: its commands print what it shows, its Python runs, its cases read."""

from __future__ import annotations

import difflib
import doctest
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from api.casefile import as_case
from tests.doors.program import ROOT
from tests.doors.readme import Shown, blocks, commands, matches
from tests.waits import HANG_TIMEOUT

README = (ROOT / "README.md").read_text("utf-8")
SHOWN = [one for block in blocks(README, "console") for one in commands(block)]
CASES = [block for block in blocks(README, "toml") if "[facts]" in block.text]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH that begins with the running environment, and ends with a `threshold` of our own.

    The last is for an environment in which Threshold is not installed.
    """
    folder = tmp_path_factory.mktemp("bin")
    stand_in = folder / "threshold"
    stand_in.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m api.cli "$@"\n')
    stand_in.chmod(0o755)
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"], str(folder)])


def printed(command: str, path: str) -> str:
    """What a command prints, on either stream, in the order in which it comes."""
    env = {**os.environ, "PATH": path, "COLUMNS": "80", "PYTHONUTF8": "1"}
    line = command.replace(".venv/bin/", "")
    out, err = subprocess.PIPE, subprocess.STDOUT
    done = subprocess.run(
        ["sh", "-c", line], stdout=out, stderr=err, cwd=ROOT, env=env, timeout=HANG_TIMEOUT
    )
    return done.stdout.decode()


@pytest.mark.parametrize("shown", SHOWN, ids=str)
def test_a_command_prints_what_the_readme_shows(shown: Shown, path: str):
    told = printed(shown.command, path)
    differs = "\n".join(difflib.ndiff(shown.prints, told.splitlines()))
    assert matches(shown.prints, told), f"README.md, line {shown.line}:\n{differs}"


def test_its_python_runs_block_after_block():
    known: dict[str, Any] = {"__name__": "readme"}
    for block in blocks(README, "python"):
        if block.text.startswith(">>> "):
            run_as_a_session(block.text, known, block.line)
        else:
            # So many empty lines before it that a traceback names the line of the README.
            source = "\n" * (block.line - 1) + block.text
            exec(compile(source, "README.md", "exec"), known)


def run_as_a_session(text: str, known: dict[str, Any], line: int) -> None:
    """Run `>>>` lines and hold what they show to what they print."""
    parsed = doctest.DocTestParser().get_doctest(text, known, "README.md", "README.md", line - 1)
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(parsed, clear_globs=False)
    known.update(parsed.globs)
    assert result.failed == 0


@pytest.mark.parametrize("block", CASES, ids=lambda block: f"line {block.line}")
def test_a_case_it_shows_is_one_that_can_be_read(block: Any):
    as_case(tomllib.loads(block.text))


def test_a_command_here_is_run_by_the_environment_that_runs_the_tests(path: str):
    told = printed("threshold resolve --on 2016-01-01 | head -1; threshold explain x", path)
    assert told.startswith("wt-2015\nthreshold: edition: `x` is not an edition")
    assert Path(printed("command -v python", path).strip()).parent == Path(sys.executable).parent
