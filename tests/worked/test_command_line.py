"""The worked examples through the command line: what it prints is what was worked out."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner

from api.cli import main
from criteria.shelf import shelf
from tests.waits import HANG_TIMEOUT
from tests.worked.examples import PLACED, Placed, read_off

ROOT = shelf().folder.parent
FIRSTS = [next(p for p in PLACED if p.edition == e) for e in shelf().timeline.editions]


def case(placed: Placed) -> str:
    """The example as a case file."""
    example = placed.example
    return json.dumps({"facts": example.facts, "judgements": example.judgements})


def screen(placed: Placed) -> list[str]:
    """The arguments that screen a case on standard input."""
    return ["screen", "-", "--edition", placed.edition, "--format", "json"]


def assert_as_worked(placed: Placed, printed: str) -> None:
    """The JSON printed, and nothing beside it, says what the example says."""
    decision: dict[str, Any] = json.loads(printed)
    said = {d["id"]: read_off(d) for d in decision["determinations"]}
    assert decision["edition"] == placed.edition
    assert decision["referral"] == placed.example.referral
    assert said == placed.expected


@pytest.mark.parametrize("placed", FIRSTS, ids=str)
def test_the_command_itself_prints_what_was_worked_out(placed: Placed):
    command = [sys.executable, "-m", "api.cli", *screen(placed)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        input=case(placed),
        capture_output=True,
        encoding="utf-8",
        timeout=HANG_TIMEOUT,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert_as_worked(placed, done.stdout)


@pytest.mark.parametrize("placed", PLACED, ids=str)
def test_screening_prints_what_was_worked_out(placed: Placed):
    done = CliRunner().invoke(main, screen(placed), input=case(placed), catch_exceptions=False)
    assert (done.exit_code, done.stderr) == (0, "")
    assert_as_worked(placed, done.stdout)
