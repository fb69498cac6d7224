"""What stands on every reply: an id, the engine, what guards it, and a tag where it is kept."""

from __future__ import annotations

import httpx
import pytest

from api.service.replies import STANDARD
from criteria.shelf import shelf
from engine.edition import ENGINE
from tests.service.running import Running
from tests.service.wire import sent

KEPT = [
    "/openapi.json",
    "/v1/editions",
    "/v1/editions/wt-2015",
    "/v1/facts",
    "/v1/schema",
    "/v1/sources",
]
EDITIONS = shelf().timeline.editions
REPLIES: dict[int, tuple[str, str, object]] = {
    200: ("POST", "/v1/decisions", {"edition": "wt-2015", "facts": {}}),
    401: ("GET", "/v1/facts", None),
    404: ("GET", "/nowhere", None),
    405: ("PUT", "/v1/decisions", {}),
    422: ("POST", "/v1/decisions", {}),
}
GUARDS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "threshold-engine": f"{ENGINE.name} {ENGINE.version}",
}
SAFE = ["2013-017", "a.b_c-1", "0", "x" * 63 + "1"]
UNSAFE = ["", "Marianne", "x" * 64 + "1", "1 2", "1\t2", "<1>", "1;2", "é1", "1/2", '1"', "\x7f1"]


@pytest.mark.parametrize("status", REPLIES)
def test_every_reply_is_guarded_and_names_the_engine(client: httpx.Client, status: int):
    method, path, body = REPLIES[status]
    headers = {"authorization": ""} if status == 401 else {}
    reply = client.request(method, path, json=body, headers=headers)
    assert reply.status_code == status
    assert {name: reply.headers[name] for name in GUARDS} == GUARDS
    assert reply.headers["x-request-id"]
    assert "server" not in reply.headers


def test_what_is_not_http_is_answered_with_the_same_headers(server: Running):
    reply = sent(server, b"hello\r\n\r\n")
    assert reply is not None
    assert {name: reply.headers[name] for name in GUARDS} == GUARDS
    assert reply.headers["connection"] == "close"


def test_the_standard_headers_are_these():
    assert dict(STANDARD) == GUARDS


@pytest.mark.parametrize("given", SAFE)
def test_a_request_id_that_is_safe_comes_back(client: httpx.Client, given: str):
    for path in ("/healthz", "/v1/facts", "/nowhere"):
        assert client.get(path, headers={"x-request-id": given}).headers["x-request-id"] == given


@pytest.mark.parametrize("given", UNSAFE)
def test_a_request_id_that_is_not_safe_is_replaced(client: httpx.Client, given: str):
    raw = given.encode().replace(b"\x7f", b"~")
    for path in ("/healthz", "/v1/facts", "/nowhere"):
        told = client.get(path, headers={b"x-request-id": raw}).headers["x-request-id"]
        assert told != given
        assert len(told) == 32
        assert set(told) <= set("0123456789abcdef")


def test_every_request_has_an_id_of_its_own(client: httpx.Client):
    assert len({client.get("/healthz").headers["x-request-id"] for _ in range(50)}) == 50


@pytest.mark.parametrize("path", KEPT)
def test_what_is_unchanged_is_not_sent_again(client: httpx.Client, path: str):
    whole = client.get(path)
    tag = whole.headers["etag"]
    assert tag.startswith('"')
    for have in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(path, headers={"if-none-match": have})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == "private, no-cache"
        assert again.headers["threshold-engine"] == GUARDS["threshold-engine"]


@pytest.mark.parametrize("path", KEPT)
def test_what_the_caller_does_not_have_is_sent(client: httpx.Client, path: str):
    tag = client.get(path).headers["etag"]
    for have in ('"other"', tag.strip('"'), tag[:-2] + '0x"', ""):
        assert client.get(path, headers={"if-none-match": have}).status_code == 200


def test_every_edition_has_a_tag_of_its_own(client: httpx.Client):
    tags = {client.get(f"/v1/editions/{one}").headers["etag"] for one in EDITIONS}
    assert len(tags) == len(EDITIONS)


def test_nothing_is_kept_from_those_who_have_no_key(anybody: httpx.Client):
    reply = anybody.get("/v1/facts", headers={"if-none-match": "*"})
    assert (reply.status_code, reply.headers["cache-control"]) == (401, "no-store")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_reply_that_rests_on_an_edition_names_it_and_its_digest(
    client: httpx.Client, edition: str
):
    body = {"edition": edition, "facts": {}}
    tag = client.get(f"/v1/editions/{edition}").headers["etag"]
    for reply in (
        client.get(f"/v1/editions/{edition}"),
        client.get(f"/v1/editions/{edition}", headers={"if-none-match": tag}),
        client.post("/v1/decisions", json=body),
        client.post("/v1/next-question", json=body),
    ):
        assert reply.headers["threshold-edition"] == edition
        assert reply.headers["threshold-digest"] == shelf().volume(edition).digest


def test_a_resolved_edition_is_named_too(client: httpx.Client):
    reply = client.post("/v1/decisions", json={"on": "2016-02-01", "facts": {}})
    assert reply.headers["threshold-edition"] == reply.json()["edition"] == "wt-2015"
