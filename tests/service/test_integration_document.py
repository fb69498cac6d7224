"""docs/integration.md says what is so: its commands and its Python are run against a server."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.service.problems import KINDS
from tests.doors.program import ROOT, program
from tests.doors.readme import Shown, blocks, commands, matches

DOCUMENT = (ROOT / "docs" / "integration.md").read_text("utf-8")
SHOWN = [one for block in blocks(DOCUMENT, "console") for one in commands(block)]


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of a running server and a key to it, as the document's examples take them."""
    data = str(tmp_path_factory.mktemp("data"))
    made = program("keys", "create", "--name", "council-cms", "--role", "system", "--data", data)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port), "--data", data]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as server:
        url = f"http://127.0.0.1:{port}"
        wait_for(url)
        yield {"URL": url, "KEY": made.out.splitlines()[-1]}
        server.terminate()


def wait_for(url: str) -> None:
    """Wait until a server answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
            return
        except urllib.error.URLError:
            time.sleep(0.05)
    raise TimeoutError(url)


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
@pytest.mark.parametrize("shown", SHOWN, ids=str)
def test_a_command_prints_what_the_document_shows(shown: Shown, reached: dict[str, str]):
    here = str(Path(sys.executable).parent)
    env = {**os.environ, **reached, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", shown.command], capture_output=True, env=env, timeout=60)
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
