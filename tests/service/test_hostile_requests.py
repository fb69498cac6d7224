"""Whatever comes over the wire that is not a request is refused, and the next request is served."""

from __future__ import annotations

import json

import httpx
import pytest

from tests.service.refusals import kind
from tests.service.running import Running
from tests.service.wire import sent, written

GOOD = b'{"edition": "wt-2023", "facts": {}}'
GET = b"GET /v1/facts HTTP/1.1\r\nhost: here\r\nconnection: close\r\n"
CHUNKED = "transfer-encoding: chunked"

NOT_HTTP: dict[str, bytes] = {
    "words": b"hello, is anybody there\r\n\r\n",
    "the first bytes of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a version of no HTTP": b"GET /v1/facts HTTP/9.9\r\n\r\n",
    "a method of no HTTP": b"G\xc3\x8bT /v1/facts HTTP/1.1\r\n\r\n",
    "a path that is not ASCII": "GET /v1/fäcts HTTP/1.1\r\n\r\n".encode(),
    "a header without a colon": GET + b"nonsense\r\n\r\n",
    "a blank before the colon": GET + b"x-a : b\r\n\r\n",
    "a folded header": GET + b"x-a: a\r\n b\r\n\r\n",
    "a NUL in a header": GET + b"x-a: a\0b\r\n\r\n",
    "line feeds alone": b"GET /v1/facts HTTP/1.1\nconnection: close\n\n",
    "a tunnel": b"CONNECT elsewhere:80 HTTP/1.1\r\nhost: elsewhere\r\n\r\n",
}
LENGTHS = {
    "no number": "content-length: many",
    "less than nothing": "content-length: -35",
    "a plus": "content-length: +35",
    "hexadecimal": "content-length: 0x23",
    "two in one": "content-length: 35, 35",
    "more than any machine has": f"content-length: {'9' * 40}",
    "two that differ": "content-length: 3\r\ncontent-length: 35",
    "one beside chunks": f"content-length: 35\r\n{CHUNKED}",
    "chunks in a coding nobody knows": "transfer-encoding: sideways",
}
CHUNKS: dict[str, bytes] = {
    "a size of no digits": b"zz\r\n" + GOOD + b"\r\n0\r\n\r\n",
    "a size of too many digits": b"f" * 40 + b"\r\n" + GOOD + b"\r\n0\r\n\r\n",
    "a size that is less than comes": b"3\r\n" + GOOD + b"\r\n0\r\n\r\n",
    "a negative size": b"-23\r\n" + GOOD + b"\r\n0\r\n\r\n",
}
MEDIA = [
    *("text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data"),
    *("application/jsonl", "application/json; charset=utf-16", "application/json; charset=latin-1"),
    *("text/json", "*/*", "application", ";", "application/json, text/plain", "\xe9"),
]
HEADS: dict[str, bytes] = {
    "one header of two million bytes": GET + b"x-a: " + b"a" * 2_000_000 + b"\r\n\r\n",
    "a name of a hundred thousand bytes": GET + b"x" * 100_000 + b": a\r\n\r\n",
    "fifty thousand headers": GET + b"x: y\r\n" * 50_000 + b"\r\n",
    "a long address": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
    "a head without an end": GET + b"x-a: a\r\n" * 20_000,
}


def serves(client: httpx.Client) -> bool:
    """Whether the next request is served."""
    return client.post("/v1/decisions", json=json.loads(GOOD)).status_code == 200


@pytest.mark.parametrize("name", NOT_HTTP)
def test_what_is_not_http_is_malformed(server: Running, client: httpx.Client, name: str):
    assert kind(sent(server, NOT_HTTP[name])) == "malformed"
    assert serves(client)


@pytest.mark.parametrize("name", LENGTHS)
def test_a_length_that_is_none_is_malformed(server: Running, client: httpx.Client, name: str):
    assert kind(sent(server, written(server, GOOD, length=LENGTHS[name]))) == "malformed"
    assert serves(client)


@pytest.mark.parametrize("name", CHUNKS)
def test_chunks_that_are_none_are_malformed(server: Running, client: httpx.Client, name: str):
    assert kind(sent(server, written(server, CHUNKS[name], length=CHUNKED))) == "malformed"
    assert serves(client)


@pytest.mark.parametrize("name", HEADS)
def test_a_head_that_is_too_large_is_refused(server: Running, client: httpx.Client, name: str):
    assert kind(sent(server, HEADS[name])) == "too-large"
    assert serves(client)


@pytest.mark.parametrize("media", MEDIA)
def test_a_body_that_is_not_said_to_be_json_is_refused(client: httpx.Client, media: str):
    headers = {"content-type": media.encode("latin-1")}
    assert kind(client.post("/v1/decisions", content=GOOD, headers=headers)) == (
        "unsupported-media-type"
    )
    assert serves(client)


def test_a_body_without_a_type_is_refused(server: Running):
    assert kind(sent(server, written(server, GOOD, media=""))) == "unsupported-media-type"


def test_a_compressed_body_is_refused_before_it_unfolds(client: httpx.Client):
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    reply = client.post("/v1/decisions", content=b"\x1f\x8b" + bytes(100), headers=headers)
    assert kind(reply) == "unsupported-media-type"
    assert serves(client)


def test_a_good_body_in_chunks_is_served(server: Running):
    chunks = b"".join(b"%x\r\n%c\r\n" % (1, byte) for byte in GOOD) + b"0\r\n\r\n"
    reply = sent(server, written(server, chunks, length=CHUNKED))
    assert reply is not None
    assert reply.status == 200


@pytest.mark.parametrize("length", ["content-length: 65537", "content-length: 999999999999"])
def test_a_body_said_to_be_too_large_is_refused_unread(server: Running, length: str):
    assert kind(sent(server, written(server, GOOD, length=length))) == "too-large"


def test_chunks_that_are_too_large_together_are_refused(server: Running, client: httpx.Client):
    chunk = b"1000\r\n" + b" " * 4096 + b"\r\n"
    assert kind(sent(server, written(server, chunk * 20, length=CHUNKED))) == "too-large"
    assert serves(client)


def test_a_length_that_says_less_than_comes_cuts_the_body(server: Running, client: httpx.Client):
    assert kind(sent(server, written(server, GOOD, length="content-length: 9"))) == "malformed"
    assert serves(client)


@pytest.mark.parametrize("cut", [1, 20, 200, 280])
def test_a_request_that_is_cut_off_disturbs_nobody(server: Running, client: httpx.Client, cut: int):
    sent(server, written(server, GOOD, length="content-length: 4000")[:cut], hang_up=True)
    assert serves(client)


def test_headers_that_are_not_ascii_are_let_be(server: Running, anybody: httpx.Client):
    headers = {"x-a": "é☃".encode(), "x-request-id": b"\xe91", "user-agent": b"\xff\xfe"}
    assert anybody.get("/healthz", headers=headers).status_code == 200
    shown = {"authorization": "Bearer é".encode()}
    assert kind(anybody.get("/v1/facts", headers=shown)) == "no-key"


@pytest.mark.parametrize("upgrade", ["websocket", "h2c", "elsewhere"])
def test_an_upgrade_is_passed_over(anybody: httpx.Client, upgrade: str):
    headers = {"connection": "upgrade", "upgrade": upgrade}
    assert anybody.get("/healthz", headers=headers).json() == {"status": "alive"}
