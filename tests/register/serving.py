"""The real server on a register of ours, with a key for each role of each panel."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from api.store.database import opened
from api.store.keys import Keys
from tests.doors.program import ROOT
from tests.register.places import Place
from tests.service.running import UNHURRIED, certified, reached, surroundings
from tests.waits import HANG_TIMEOUT

LOGS = count(1)


@dataclass
class Server:
    """A server that runs: where it is, what it logs, and the keys to it."""

    place: Place
    log: Path
    process: subprocess.Popen[bytes]
    url: str = ""
    keys: dict[tuple[str, str], str] = field(default_factory=dict)

    def key(self, role: str, panel: str = "default") -> str:
        """A key with this role for this panel, made once."""
        if (role, panel) not in self.keys:
            self.keys[role, panel] = made_key(self.place, role, panel)
        return self.keys[role, panel]

    def client(self, role: str, panel: str = "default") -> httpx.Client:
        """A client that shows a key with this role for this panel."""
        shown = {"authorization": f"Bearer {self.key(role, panel)}"}
        # Reading the system's certificates takes longer than the requests of most tests.
        return httpx.Client(base_url=self.url, headers=shown, timeout=HANG_TIMEOUT, verify=False)

    def logged(self) -> str:
        """What it logged so far."""
        return self.log.read_text("utf-8")

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(HANG_TIMEOUT)

    def stop(self) -> int:
        """Tell it to stop, wait until it has, and say with what status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(HANG_TIMEOUT)


def made_key(place: Place, role: str, panel: str) -> str:
    """A key with this role for this panel."""
    engine = opened(place.folder, place.url)
    key = str(Keys(engine).create(f"the {role} of {panel}", role, panel))
    engine.dispose()
    return key


@contextmanager
def serving(place: Place, *args: str, **more: Any) -> Iterator[Server]:
    """A server on a register, stopped at the end if it was not killed."""
    certified(place.folder)
    log = place.folder.parent / f"log-{next(LOGS)}"
    line = [sys.executable, "-m", "api.cli", "serve", "--port", "0", *args]
    env = {**surroundings(UNHURRIED), **place.env}
    with log.open("wb") as err:
        process = subprocess.Popen(line, env=env, stderr=err, cwd=ROOT, **more)
    server = Server(place, log, process)
    try:
        server.url = reached(process, log)
        yield server
    finally:
        if process.poll() is None:
            server.stop()
