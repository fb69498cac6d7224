"""A batch that would take all there is does not: parts are counted, and no reader waited for."""

from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from api.service import bodies
from api.service.problems import Refused
from api.service.settings import Settings
from tests.awaiting import awaited
from tests.service.refusals import kind
from tests.service.running import certified, made_key, running
from tests.waits import HANG_TIMEOUT, wait_until

MANY = b'{"editions":["wt-2018"],"cases":[' + b",".join([b"[]"] * 2_000_000) + b"]}"


def test_a_body_with_more_parts_than_a_batch_has_is_refused_before_it_is_read(
    client: httpx.Client,
):
    with ThreadPoolExecutor(1) as hand:
        headers = {"content-type": "application/json"}
        told = hand.submit(client.post, "/v1/batches", content=MANY, headers=headers)
        while not told.done():
            client.get("/healthz").raise_for_status()
    assert (told.result().status_code, kind(told.result())) == (413, "too-large")


def test_the_parts_of_a_body_are_counted_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch):
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": MANY}

    monkeypatch.setattr(bodies, "loaded", lambda *_: pytest.fail("it was parsed"))
    scope = {"type": "http", "headers": [(b"content-type", b"application/json")]}
    with pytest.raises(Refused) as refused:
        awaited(bodies.received_at_length(Request(scope, receive), Settings()))
    assert "parts" in refused.value.detail


@pytest.mark.parametrize("detail", ["referral", "full"])
def test_more_batches_than_are_decided_at_once_wait_their_turn(client: httpx.Client, detail: str):
    cases = [{"id": f"case-{number}", "facts": {}} for number in range(50)]
    body = {"editions": ["wt-2023"], "detail": detail, "cases": cases}
    with ThreadPoolExecutor(8) as hands:
        told = list(hands.map(lambda _: client.post("/v1/batches", json=body), range(8)))
    assert {reply.status_code for reply in told} == {200}
    assert len({reply.content for reply in told}) == 1


@pytest.mark.long
def test_a_reader_who_does_not_read_is_left(tmp_path: Path):
    key = made_key(tmp_path, "system")
    cases = [{"id": f"case-{number}", "facts": {"outcome": "died"}} for number in range(3000)]
    body = json.dumps({"editions": ["wt-2023"], "detail": "full", "cases": cases}).encode()
    head = (
        f"POST /v1/batches HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    with running(certified(tmp_path), reader_seconds="1") as server:
        with socket.create_connection(("127.0.0.1", server.port)) as reader:
            reader.sendall(head.encode() + body)
            wait_until(lambda: '"event": "a reply was not taken"' in server.logged())
            reader.settimeout(HANG_TIMEOUT)
            taken = 0
            while piece := reader.recv(1 << 20):
                taken += len(piece)
        assert taken < 60_000_000  # all of it would be some hundred million bytes
        assert httpx.get(f"{server.url}/healthz", verify=False).status_code == 200
