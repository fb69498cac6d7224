"""Who is slow is told so and sent away, and nobody else waits for them."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.service.refusals import kind
from tests.service.running import UNHURRIED, Running, running
from tests.service.wire import heard, sent, understood, written
from tests.waits import HANG_TIMEOUT

HEAD = b"GET /v1/facts HTTP/1.1\r\nhost: here\r\n"
SECONDS = 1.0
DRIPS = 6_000
"""With a pause after each they would take minutes: a server that waits for all of them hangs."""


@pytest.fixture(scope="module")
def impatient(data: Path) -> Iterator[Running]:
    """A server that waits a second for a head, a second for a body, and as long for a batch."""
    waits = {"header_seconds": str(SECONDS), "body_seconds": str(SECONDS), "work_seconds": "0.2"}
    with running(data, **UNHURRIED, **waits) as one:
        yield one


@pytest.fixture
def prompt(impatient: Running) -> Iterator[httpx.Client]:
    """A client of that server; at the end its next request is served."""
    with impatient.client() as one:
        yield one
        assert one.post("/v1/decisions", json={"edition": "wt-2015", "facts": {}}).is_success


@pytest.mark.parametrize(
    "head",
    [
        pytest.param([HEAD], id="that stops"),
        pytest.param([HEAD, *[b"x-a: b\r\n"] * DRIPS], id="that drips headers"),
        pytest.param([bytes([byte]) for byte in HEAD * 160], id="that drips bytes"),
        pytest.param([], id="that never begins"),
        pytest.param([b"\r\n"] * DRIPS, id="of blank lines"),
    ],
)
def test_a_head_is_not_waited_for_long(impatient: Running, prompt: httpx.Client, head: list[bytes]):
    began = time.monotonic()
    assert kind(sent(impatient, head, pause=0.05)) == "too-slow"
    assert time.monotonic() - began > SECONDS - 0.1


@pytest.mark.parametrize("length", ["content-length: 9000", "transfer-encoding: chunked"])
@pytest.mark.parametrize("drips", [0, DRIPS])
def test_a_body_is_not_waited_for_long(
    impatient: Running, prompt: httpx.Client, length: str, drips: int
):
    drip = b" " if "length" in length else b"1\r\n \r\n"
    parts = [written(impatient, b"", length=length), *[drip] * drips]
    assert kind(sent(impatient, parts, pause=0.05)) == "too-slow"


def answered(line: socket.socket) -> None:
    """Wait for the whole of the reply that it is alive."""
    told = b""
    while not told.endswith(b'{"status":"alive"}'):
        told += line.recv(65_536)


def test_the_head_after_a_reply_is_not_waited_for_either(impatient: Running, prompt: httpx.Client):
    first = b"GET /healthz HTTP/1.1\r\nhost: here\r\n\r\n"
    with socket.create_connection(("127.0.0.1", impatient.port), timeout=HANG_TIMEOUT) as line:
        line.sendall(first)
        answered(line)
        line.sendall(b"GET /healthz HTTP/1.1\r\n")
        assert kind(understood(heard(line))) == "too-slow"


def test_blank_lines_after_a_reply_keep_no_connection(impatient: Running, prompt: httpx.Client):
    with socket.create_connection(("127.0.0.1", impatient.port), timeout=HANG_TIMEOUT) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nhost: here\r\n\r\n")
        answered(line)
        line.sendall(b"\r\n")
        assert kind(understood(heard(line))) == "too-slow"


def test_two_hundred_who_never_end_their_head_keep_nobody_out(
    impatient: Running, prompt: httpx.Client
):
    address = ("127.0.0.1", impatient.port)
    lines = [socket.create_connection(address, timeout=HANG_TIMEOUT) for _ in range(200)]
    try:
        for line in lines:
            line.sendall(HEAD)
        assert prompt.get("/healthz").is_success
        assert all(kind(understood(heard(line))) == "too-slow" for line in lines)
    finally:
        for line in lines:
            line.close()


def test_a_batch_that_takes_too_long_is_refused_and_said_so_in_its_last_line(prompt: httpx.Client):
    cases = [{"id": f"case-{n}", "facts": {}} for n in range(9_000)]
    body = {"editions": ["wt-2015", "wt-2023"], "cases": cases}
    reply = prompt.post("/v1/batches", json=body)
    assert (reply.status_code, kind(reply)) == (503, "took-too-long")
    lines = prompt.post("/v1/batches", json={**body, "detail": "full"}).text.splitlines()
    assert len(lines) < 9_000
    assert '"decisions"' in lines[0]
    assert '"urn:threshold:problem:took-too-long"' in lines[-1]


def test_a_caller_who_is_gone_before_the_end_of_a_batch_disturbs_nobody(prompt: httpx.Client):
    cases = [{"id": f"case-{n}", "facts": {}} for n in range(2_000)]
    body = {"editions": ["wt-2015"], "cases": cases, "detail": "full"}
    with prompt.stream("POST", "/v1/batches", json=body) as reply:
        next(reply.iter_lines())
