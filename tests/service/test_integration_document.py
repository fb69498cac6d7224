"""docs/integration.md says what is so: its commands and its Python are run against a server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from api.service.problems import KINDS
from tests.doors.program import ROOT
from tests.doors.readme import Shown, blocks, commands, matches
from tests.programs import missing_programs, require
from tests.service.running import Running
from tests.waits import HANG_TIMEOUT

DOCUMENT = (ROOT / "docs" / "integration.md").read_text("utf-8")
SHOWN = [one for block in blocks(DOCUMENT, "console") for one in commands(block)]


@pytest.fixture(scope="module")
def reached(server: Running) -> dict[str, str]:
    """The address of a running server and a key to it, as the document's examples take them."""
    return {"URL": server.url, "KEY": server.key("system")}


@pytest.mark.parametrize("shown", SHOWN, ids=str)
def test_a_command_prints_what_the_document_shows(shown: Shown, reached: dict[str, str]):
    require(missing_programs("curl"))
    here = str(Path(sys.executable).parent)
    env = {**os.environ, **reached, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-c", shown.command], capture_output=True, env=env, timeout=HANG_TIMEOUT
    )
    assert matches(shown.prints, done.stdout.decode()), done.stdout.decode() + done.stderr.decode()


def test_its_python_runs(
    reached: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    for name, value in reached.items():
        monkeypatch.setenv(name, value)
    known: dict[str, Any] = {}
    for block in blocks(DOCUMENT, "python"):
        exec(compile(block.text, "integration.md", "exec"), known)
    assert "Ask: " in capsys.readouterr().out
    with pytest.raises(ValueError, match="What is stated cannot be read"):
        known["ask"]("/v1/decisions", {"edition": "wt-2023", "facts": {"outcome": "dead"}})


def test_it_lists_every_kind_of_problem_with_its_status():
    table = dict.fromkeys(re.findall(r"^\| (`.*?`) \| (\d+) \|", DOCUMENT, re.M))
    listed = {kind: int(status) for kinds, status in table for kind in re.findall("`(.*?)`", kinds)}
    assert listed == {kind: one.status for kind, one in KINDS.items()}
