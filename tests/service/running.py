"""Running the service: the real program in a process of its own, and real requests to it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from api.service.certificates import Certificates, as_it_stands
from criteria.decisions import RulesetRef, as_json
from engine.verify import Certificate
from tests.doors.program import ROOT
from tests.doors.program import command as threshold
from tests.waits import HANG_TIMEOUT

UNHURRIED = {"requests_per_second": "1e6", "failures_per_minute": "1e6"}
"""The settings of a server whose rates nobody reaches."""


@dataclass
class Running:
    """A server that runs: where it is, what it logs, and the keys to it."""

    url: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.url.rpartition(":")[2])

    def key(self, role: str = "trainer") -> str:
        """A key with this role, made once."""
        if role not in self.keys:
            self.keys[role] = made_key(self.data, role)
        return self.keys[role]

    def bearing(self, role: str = "trainer") -> dict[str, str]:
        """The header that shows a key with this role."""
        return {"authorization": f"Bearer {self.key(role)}"}

    def client(self, role: str | None = "trainer", **more: Any) -> httpx.Client:
        """A client that shows a key with this role, or none."""
        shown = self.bearing(role) if role else {}
        # Reading the system's certificates takes longer than the requests of most tests.
        return httpx.Client(
            **{"base_url": self.url, "headers": shown, "timeout": HANG_TIMEOUT, "verify": False}
            | more
        )

    def logged(self) -> str:
        """What it logged so far."""
        return self.log.read_text("utf-8")

    def stop(self) -> int:
        """Tell it to stop, wait until it has, and say with what status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(HANG_TIMEOUT)


def made_key(data: Path, role: str, *more: str) -> str:
    """A key made with the real command, as its last line prints it."""
    command = ("keys", "create", "--name", f"a {role}", "--role", role, "--data", str(data))
    ended = threshold(*command, *more)
    assert ended.status == 0, ended.err
    return ended.out.splitlines()[-1]


def command(data: Path, *args: str) -> list[str]:
    """The command line of a server on any free port."""
    serve = [sys.executable, "-m", "api.cli", "serve", "--data", str(data), "--port", "0"]
    return [*serve, *args]


def surroundings(settings: dict[str, str]) -> dict[str, str]:
    """The environment of a server with these settings."""
    named = {f"THRESHOLD_{name.upper()}": value for name, value in settings.items()}
    return {**os.environ, "PYTHONPATH": str(ROOT), **named}


def certified(data: Path) -> Path:
    """A data folder with a certificate for each edition: its server spends no minute on verifying.

    For where verification is not what is tested; the certificates are no more than well formed.
    """
    folder = data / "certificates"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = Certificates(folder)
    for edition in kept.editions():
        ruleset = RulesetRef(**as_it_stands(edition))
        kept.keep(edition, as_json(Certificate(edition, ruleset, 1, 1, 1, (), (), (), (), 0.0)))
    assert kept.pending() == []
    return data


@contextmanager
def running(data: Path, *args: str, run: list[str] | None = None, **settings: str) -> Iterator[Any]:
    """A server with this data folder and these settings, stopped at the end."""
    number = len(list(data.parent.glob(f"log-{os.getpid()}-*")))
    log = data.parent / f"log-{os.getpid()}-{number}"
    line = run or command(data, *args)
    with (
        log.open("wb") as err,
        subprocess.Popen(line, env=surroundings(settings), stderr=err, cwd=ROOT) as process,
    ):
        server = Running("", data, log, process)
        try:
            server.url = reached(process, log)
            yield server
        finally:
            if process.poll() is None:
                server.stop()


def reached(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address of a server that logs to a file, once it answers there."""
    until = time.monotonic() + HANG_TIMEOUT
    while time.monotonic() < until and process.poll() is None:
        found = re.search(
            r"Uvicorn running on (https?)://127\.0\.0\.1:(\d+)", log.read_text("utf-8")
        )
        if found and answers(url := f"{found[1]}://127.0.0.1:{found[2]}"):
            return url
        time.sleep(0.05)
    raise TimeoutError(log.read_text("utf-8"))


def answers(url: str) -> bool:
    """Whether a server answers."""
    try:
        return httpx.get(f"{url}/healthz", timeout=5, verify=False).status_code == 200
    except httpx.TransportError:
        return False
