"""Servers in processes of their own: started, pinned to a core, watched and stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from load import HOST

from api.service.certificates import Certificates, as_it_stands
from api.store.database import opened
from api.store.keys import Keys

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent
PATIENCE = 60.0
SERVE = "from api.serve import serve; serve()"
UNLIMITED = "1000000000"
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []


@dataclass(frozen=True)
class Server:
    """A server that listens."""

    port: int
    process: subprocess.Popen[bytes]

    def processes(self) -> list[Path]:
        """Where the system tells of its processes, the workers included."""
        own = Path(f"/proc/{self.process.pid}")
        children = (own / "task" / own.name / "children").read_text().split()
        return [own, *(Path("/proc") / child for child in children)]

    def worked(self) -> float:
        """The processor seconds that its threads have taken, to the nanosecond."""
        threads = [thread for one in self.processes() for thread in (one / "task").iterdir()]
        return sum(int((one / "schedstat").read_text().split()[0]) for one in threads) / 1e9

    def resident(self) -> float:
        """The memory it holds, in MiB."""
        lines = [line for one in self.processes() for line in (one / "status").open()]
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 2**10


@contextmanager
def threshold(workers: int, data: Path, database: str | None = None) -> Iterator[Server]:
    """Threshold, with its data in a folder, or in a database."""
    port = free_port()
    command = [sys.executable, "-c", SERVE, "--port", str(port), "--data", str(data)]
    more = {} if database is None else {"THRESHOLD_DATABASE": database}
    with listening([*command, "--workers", str(workers)], port, more) as server:
        yield server


@contextmanager
def bare(workers: int, replies: Path) -> Iterator[Server]:
    """The bare endpoint."""
    port = free_port()
    command = [sys.executable, str(HERE / "bare.py"), str(port), str(workers), str(replies)]
    with listening(command, port) as server:
        yield server


def furnished(data: Path, role: str = "trainer", database: str | None = None) -> str:
    """Lay out the folder of the service; a key that may do everything measured here.

    The rulesets are said to be verified: a process that did it now would take the others' time.
    """
    certificates = Certificates(data / "certificates")
    (data / "certificates").mkdir(parents=True)
    for edition in certificates.editions():
        certificates.keep(edition, {"ruleset": as_it_stands(edition), "findings": []})
    assert certificates.sound()
    return str(Keys(opened(data, database)).create("benchmark", role, "benchmark"))


@contextmanager
def listening(
    command: list[str], port: int, more: dict[str, str] | None = None
) -> Iterator[Server]:
    """A server from its start until it is told to stop; what it logs is thrown away."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "THRESHOLD_REQUESTS_PER_SECOND": UNLIMITED,
        **(more or {}),
    }
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        pin(process.pid, 1)
        try:
            answers(port, process)
            yield Server(port, process)
        finally:
            process.terminate()


def answers(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers. Raises SystemExit if it does not."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("a server did not start")


def pin(process: int, number: int) -> None:
    """Hold a process to a core, if each can have one of its own. Zero is this process."""
    if len(CORES) > 1:
        os.sched_setaffinity(process, {CORES[number]})


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])
