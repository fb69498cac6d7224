"""Every kind of problem is brought about, is as the document describes it, and says where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from api.service.problems import KINDS
from criteria.shelf import shelf
from tests.laws.profiles import tried
from tests.service.broken import BROKEN, BROKEN_BY
from tests.service.refusals import described, kind, problem
from tests.service.running import Running, command, running
from tests.service.wire import sent, written

TESTY = {
    "header_seconds": "2",
    "body_seconds": "1",
    "work_seconds": "0.05",
    "failures_per_minute": "3",
    "largest_body": "4096",
}
ARGUABLE = {"on": "2018-09-01", "facts": {}}
EARLY = {"on": "2005-09-01", "facts": {}}
MANY = [{"id": f"case-{n}", "facts": {}} for n in range(4_000)]


Asked = tuple[str, str, Callable[[Running, httpx.Client], Any]]
ASKED: dict[str, Asked] = {
    "not-ready": ("GET", "/readyz", lambda _, c: c.get("/readyz")),
    "malformed": ("POST", "/v1/decisions", lambda _, c: c.post("/v1/decisions", json=[])),
    "no-key": ("GET", "/v1/facts", lambda s, _: httpx.get(f"{s.url}/v1/facts")),
    "not-for-this-role": (
        *("POST", "/v1/comparisons"),
        lambda s, c: c.post("/v1/comparisons", json={"facts": {}}, headers=s.bearing("chair")),
    ),
    "not-found": (
        *("GET", "/v1/editions/{edition}"),
        lambda _, c: c.get("/v1/editions/wt-2024"),
    ),
    "method-not-allowed": ("DELETE", "/v1/facts", lambda _, c: c.delete("/v1/facts")),
    "too-slow": (
        *("POST", "/v1/decisions"),
        lambda s, _: sent(s, written(s, b"{", length="content-length: 99")),
    ),
    "arguable-edition": (
        *("POST", "/v1/decisions"),
        lambda _, c: c.post("/v1/decisions", json=ARGUABLE),
    ),
    "too-large": (
        *("POST", "/v1/next-question"),
        lambda _, c: c.post("/v1/next-question", json={"facts": "x" * 5_000}),
    ),
    "unsupported-media-type": (
        *("POST", "/v1/batches"),
        lambda _, c: c.post("/v1/batches", content=b"{}"),
    ),
    "invalid-case": ("POST", "/v1/batches", lambda _, c: c.post("/v1/batches", json={})),
    "no-edition": (
        *("POST", "/v1/next-question"),
        lambda _, c: c.post("/v1/next-question", json=EARLY),
    ),
    "too-many-requests": (
        *("GET", "/v1/facts"),
        lambda s, _: [httpx.get(f"{s.url}/v1/facts") for _ in range(5)][-1],
    ),
    "fault": ("POST", "/v1/decisions", lambda _, c: c.post("/v1/decisions", json=BROKEN_BY)),
    "took-too-long": (
        *("POST", "/v1/batches"),
        lambda _, c: c.post("/v1/batches", json={"editions": ["wt-2023"], "cases": MANY}),
    ),
}


@pytest.fixture(scope="module")
def testy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with little patience, a part that is broken, and nothing verified yet."""
    data = tmp_path_factory.mktemp("testy") / "data"
    broken = [command(data)[0], "-c", BROKEN, *command(data)[3:]]
    with running(data, run=broken, **TESTY) as one:
        yield one


def test_every_kind_is_brought_about():
    of_the_register = {"repeated", "erased", "not-kept"}  # in tests/register
    assert set(ASKED) == set(KINDS) - of_the_register


@pytest.mark.parametrize("name", ASKED)
def test_a_kind_of_problem_is_told_as_the_document_shows_it(testy: Running, name: str):
    method, path, ask = ASKED[name]
    with testy.client() as client:
        reply = ask(testy, client)
    assert kind(reply) == name
    told = described()["paths"][path].get(method.lower(), {"responses": {}})["responses"]
    if name == "method-not-allowed":
        told = described()["components"]["responses"]
        assert reply.headers["allow"] == "GET"
    shown = told[str(KINDS[name].status)]
    assert name in shown["content"]["application/problem+json"]["examples"]
    assert set(shown["headers"]) <= set(reply.headers)


def test_the_request_after_a_fault_is_served(testy: Running):
    with testy.client() as client:
        for _ in range(20):
            assert client.post("/v1/decisions", json=BROKEN_BY).status_code == 500
            assert client.get("/healthz").status_code == 200


def test_a_fault_says_nothing_but_where_to_ask(testy: Running):
    with testy.client() as client:
        told = problem(client.post("/v1/decisions", json=BROKEN_BY))
    assert (told["detail"], told["errors"]) == ("", [])


def stands(body: Any, pointer: str) -> Any:
    """What stands where a JSON pointer points (RFC 6901)."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        body = body[int(key)] if isinstance(body, list) else body[key]
    return body


@st.composite
def mistaken(draw: DrawFn) -> tuple[dict[str, Any], dict[str, str | None]]:
    """A request with wrong values in several places, and for each place the nearest right one."""
    facts = shelf().vocabulary.facts
    body: dict[str, Any] = {"edition": "wt-2015", "facts": {}, "dates": {}}
    near: dict[str, str | None] = {}
    for name in draw(st.lists(st.sampled_from([*facts]), unique=True, max_size=8)):
        body["facts"][name] = draw(st.sampled_from([*facts[name].answers])) + "!"
        near[f"/facts/{name}"] = body["facts"][name][:-1]
    for name in draw(st.sets(st.sampled_from(["outcome", "age_group"]))):
        body["facts"][f"{name}~/"] = "yes"
        near[f"/facts/{name}~0~1"] = name
    if draw(st.booleans()):
        body["dates"]["incident"] = "today"
        near["/dates/incident"] = None
    if draw(st.booleans()) or not near:
        body["edition"] = "wt-2015!"
        near["/edition"] = "wt-2015"
    return body, near


@given(mistaken())
@tried(150)
def test_every_wrong_value_is_pointed_at_with_the_nearest_right_one(
    client: httpx.Client, drawn: tuple[dict[str, Any], dict[str, str | None]]
):
    body, near = drawn
    errors = problem(client.post("/v1/decisions", json=body))["errors"]
    assert {one["pointer"]: one.get("nearest") for one in errors} == near
    assert len(errors) == len(near)
    for one in errors:
        assert str(stands(body, one["pointer"])) in one["detail"] or "fact" in one["detail"]
