"""Nothing of a case is told to those who may not know it: not in logs, metrics, errors or files."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest

from api.service import examples
from criteria.shelf import shelf
from tests.service.broken import BROKEN, BROKEN_BY
from tests.service.hostile import PATHS
from tests.service.running import UNHURRIED, Running, certified, command, running
from tests.service.wire import sent, written

NAME = "Marianne-Planted"
SECRETS = {
    *(
        "query",
        "path",
        "header",
        "agent",
        "body",
        "key",
        "id",
        "cookie",
        "fact",
        "unread",
        "edition",
    ),
}
MARKED = {place: f"{NAME}-in-{place}" for place in SECRETS}
REFERENCE = "PLANTED-2013-017"
DATE = "2016-01-29"
PLAIN_WORDS = {"outcome", "detention", "unknown", "person", "factor", "child", "no", "yes", "met"}
"""Names and answers that are words of any log."""


def words() -> set[str]:
    """Every name of a fact, distinctive answer and judgement, and what was planted."""
    facts = shelf().vocabulary.facts
    answers = {answer for fact in facts.values() for answer in fact.answers if "_" in answer}
    rulesets = [shelf().volume(one).ruleset for one in shelf().timeline.editions]
    criteria = {name for ruleset in rulesets for name in ruleset.criteria if "-" in name}
    planted = {NAME, REFERENCE, DATE, "died", "harmed", "custody", "suspected", "RuntimeError: b"}
    return {*facts, *answers, *criteria, *planted}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with a broken part, which has heard a whole set of requests."""
    data = certified(tmp_path_factory.mktemp("watched") / "data")
    broken = [command(data)[0], "-c", BROKEN, *command(data)[3:]]
    with running(data, run=broken, **UNHURRIED) as one:
        yield one


@pytest.fixture(scope="module")
def told(watched: Running) -> list[httpx.Response]:
    """What those were told who showed no good key, after everybody was heard."""
    with watched.client() as holder, watched.client(None) as stranger:
        good(holder)
        mistaken(holder)
        on_the_wire(watched)
        return strangers(stranger)


def good(client: httpx.Client) -> None:
    """Requests that are served, and one at which the service breaks."""
    for name, path in PATHS.items():
        assert client.post(path, json=examples.requests()[name]).is_success
    facts = {"abuse_or_neglect_by": "service_only_child_in_its_care", "looked_after": "yes"}
    body = {"edition": "wt-2015", "facts": {**facts, "outcome": "harmed", "age_group": "under_16"}}
    dates = {"dates": {"notified_board": DATE}, "judgements": {"abuse-attributable": "met"}}
    headers = {"x-request-id": MARKED["id"], "cookie": MARKED["cookie"], "x-a": MARKED["header"]}
    headers["user-agent"] = MARKED["agent"]
    assert client.post("/v1/decisions", json={**body, **dates}, headers=headers).is_success
    assert client.post("/v1/decisions", json=BROKEN_BY).status_code == 500
    cases = [{"id": REFERENCE, "facts": facts}, {"id": "x1", "facts": {"outcome": MARKED["fact"]}}]
    for detail in ("referral", "full"):
        batch = {"editions": ["wt-2023"], "detail": detail, "cases": cases}
        assert client.post("/v1/batches", json=batch).is_success


def mistaken(client: httpx.Client) -> None:
    """Requests that are refused."""
    for path in PATHS.values():
        for body in ({"facts": {"outcome": MARKED["body"]}}, {MARKED["body"]: 1}, [MARKED["body"]]):
            assert client.post(path, json=body).is_client_error
        assert client.post(path, content=MARKED["body"]).is_client_error
        assert client.post(f"{path}?{MARKED['query']}=1", json={}).is_client_error
    assert client.get(f"/v1/editions/{MARKED['edition']}").status_code == 404
    assert client.get(f"/v1/editions/resolve?on={MARKED['query']}").status_code == 422
    assert client.get(f"/{MARKED['path']}?{MARKED['query']}").status_code == 404
    assert client.delete(f"/v1/facts?{MARKED['query']}").status_code == 405


def on_the_wire(server: Running) -> None:
    """What is no request."""
    secret = MARKED["unread"].encode()
    sent(server, secret + b"\r\n\r\n")
    sent(server, b"GET /" + secret + b" HTTP/7.7\r\n\r\n")
    sent(server, b"GET /v1/facts HTTP/1.1\r\n" + secret + b"\r\n\r\n")
    sent(server, written(server, secret, length="content-length: many"))
    sent(
        server,
        written(server, b'{"facts": {"outcome": "died"', length="content-length: 999"),
        hang_up=True,
    )
    sent(
        server,
        b"GET /" + secret + b" HTTP/1.1\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
        hang_up=True,
    )


def strangers(client: httpx.Client) -> list[httpx.Response]:
    """What is told to those who hold no key, whatever they send."""
    shown = [{}, {"authorization": f"Bearer {MARKED['key']}"}, {"authorization": MARKED["key"]}]
    replies = []
    for headers in shown:
        for name, path in PATHS.items():
            body = {**examples.requests()[name], MARKED["body"]: {"outcome": "died"}}
            replies.append(client.post(path, json=body, headers=headers))
        replies.append(client.get(f"/v1/editions/{MARKED['edition']}", headers=headers))
        replies.append(client.get(f"/{MARKED['path']}?{MARKED['query']}", headers=headers))
        replies.append(client.put(f"/v1/facts?{MARKED['query']}", headers=headers))
        replies.append(client.get(f"/healthz/{MARKED['path']}", headers=headers))
    return replies


def found_in(text: str) -> set[str]:
    """The words of a case that a text has."""
    return {word for word in words() - PLAIN_WORDS if word in text}


def test_strangers_are_refused_and_told_nothing(told: list[httpx.Response]):
    assert {reply.status_code for reply in told} == {401, 404, 405}
    for reply in told:
        assert found_in(reply.text + str(reply.headers)) == set(), reply.text


def test_no_log_says_a_word_of_a_case(watched: Running, told: list[httpx.Response]):
    assert found_in(watched.logged()) == set()
    keys = [key.split("_")[2] for key in watched.keys.values()]
    assert not any(key in watched.logged() for key in keys)


def test_no_metric_says_a_word_of_a_case(watched: Running, told: list[httpx.Response]):
    text = httpx.get(f"{watched.url}/metrics", verify=False).text
    assert found_in(text) == set()
    assert 'threshold_decisions_total{edition="wt-2023"}' in text
    assert 'route="elsewhere"' in text


def test_no_file_keeps_a_word_of_a_case(watched: Running, told: list[httpx.Response]):
    kept = b"".join(
        file.read_bytes()
        for file in watched.data.rglob("*")
        if file.is_file() and file.suffix != ".json"
    )
    assert found_in(kept.decode("latin-1")) == set()


def test_every_line_of_the_log_is_json_and_every_request_has_its_id_there(
    watched: Running, told: list[httpx.Response]
):
    lines = [json.loads(line) for line in watched.logged().splitlines()]
    assert all({"time", "level", "event"} <= set(line) for line in lines)
    requests = [line for line in lines if line["event"] == "request"]
    shape = {"time", "level", "event", "request_id", "method", "route", "status"}
    assert all(set(line) == shape | {"milliseconds", "key"} for line in requests)
    ids = [line["request_id"] for line in requests]
    assert {reply.headers["x-request-id"] for reply in told} <= set(ids)
    holder = watched.key().split("_")[1]
    assert {line["key"] for line in requests} == {None, holder}


def test_a_fault_is_logged_with_where_it_was_raised_and_never_what_it_said(
    watched: Running, told: list[httpx.Response]
):
    lines = [json.loads(line) for line in watched.logged().splitlines()]
    (fault,) = [line for line in lines if line["event"] == "fault"]
    assert fault["error"] == "RuntimeError"
    assert any("deciding.py" in place for place in fault["raised_at"])
    (request,) = [line for line in lines if line.get("status") == 500]
    assert request["route"] == "/v1/decisions"
    assert request["request_id"] == fault["request_id"]
