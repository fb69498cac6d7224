"""Serving: over TLS, until told to stop, and then until what was accepted is done."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.programs import missing_programs, require
from tests.service.running import UNHURRIED, Running, answers, running
from tests.waits import HANG_TIMEOUT, wait_until

CASES = [{"id": f"case-{n}", "facts": {"outcome": "died"}} for n in range(3_000)]
BATCH = {"editions": ["wt-2015", "wt-2018", "wt-2023"], "detail": "full", "cases": CASES}

STOPPED = (0, -signal.SIGTERM, -signal.SIGINT, 128 + signal.SIGINT)
"""How a program ends that was told to stop by a signal, and did."""


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    require(missing_programs("openssl"))
    pem, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    kept = ["-keyout", str(key), "-out", str(pem)]
    subprocess.run([*made, *named, *kept], check=True, capture_output=True)
    return pem, key


def test_it_serves_over_tls(data: Path, certificate: tuple[Path, Path]):
    pem, key = certificate
    tls = ("--tls-certificate", str(pem), "--tls-key", str(key))
    with running(data, "--host", "127.0.0.1", *tls, **UNHURRIED) as server:
        assert server.url.startswith("https://")
        trusted = ssl.create_default_context(cafile=str(pem))
        with server.client(verify=trusted) as client:
            body = {"edition": "wt-2015", "facts": {}}
            assert client.post("/v1/decisions", json=body).is_success
            with pytest.raises(httpx.TransportError):
                httpx.get(server.url.replace("https", "http"), verify=False)
        assert server.stop() in STOPPED


def slowly(server: Running, began: threading.Event, told: list[str]) -> None:
    """Ask for a large batch, say when its reply begins, and read it all."""
    with server.client() as client, client.stream("POST", "/v1/batches", json=BATCH) as reply:
        for line in reply.iter_lines():
            told.append(line)
            began.set()


@pytest.mark.parametrize("stopping", [signal.SIGTERM, signal.SIGINT])
def test_it_finishes_what_it_accepted_and_then_stops(data: Path, stopping: signal.Signals):
    with running(data, **UNHURRIED) as server:
        server.key()
        began, told = threading.Event(), list[str]()
        caller = threading.Thread(target=slowly, args=(server, began, told))
        caller.start()
        assert began.wait(HANG_TIMEOUT)
        so_far = len(told)
        server.process.send_signal(stopping)
        wait_until(lambda: not answers(server.url))
        caller.join(HANG_TIMEOUT)
        assert so_far < len(told) == len(CASES)
        assert [json.loads(line)["id"] for line in told[-2:]] == ["case-2998", "case-2999"]
        assert server.process.wait(HANG_TIMEOUT) in STOPPED
        assert "Traceback" not in server.logged()


def test_nothing_it_started_outlives_it(tmp_path: Path):
    with running(tmp_path / "data", **UNHURRIED) as server:
        verifying = children(server.process.pid)
        assert verifying
        server.stop()
    wait_until(lambda: not any(Path(f"/proc/{one}").exists() for one in verifying))


def children(parent: int) -> list[int]:
    """The processes that a process started."""
    file = Path(f"/proc/{parent}/task/{parent}/children")
    if not file.exists():
        pytest.skip("this system does not tell which process started which")
    return [int(one) for one in file.read_text().split()]


@pytest.mark.long
def test_one_worker_that_dies_is_replaced_and_the_service_goes_on(data: Path):
    with running(data, "--workers", "2", **UNHURRIED) as server:
        workers = [one for one in children(server.process.pid) if "spawn_main" in said(one)]
        assert len(workers) == 2
        os.kill(workers[0], signal.SIGKILL)
        wait_until(lambda: len(alive(server)) == 2 and workers[0] not in alive(server))
        assert served(server)
        assert server.stop() in STOPPED


def said(process: int) -> str:
    """The command line of a process."""
    return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")


def alive(server: Running) -> list[int]:
    """The workers of a server."""
    return [one for one in children(server.process.pid) if "spawn_main" in said(one)]


def served(server: Running) -> Any:
    """Whether a request is served, by whichever worker."""
    with server.client() as client:
        return client.post("/v1/decisions", json={"edition": "wt-2015", "facts": {}}).is_success
