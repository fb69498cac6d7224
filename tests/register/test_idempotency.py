"""A request that is sent again is answered as it was the first time, and kept once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from api.service.problems import URN
from tests.register.asking import refused
from tests.register.bodies import CONTENTS, body, reference, screening
from tests.register.serving import Server


def sent(client: httpx.Client, said: dict[str, object], token: str) -> httpx.Response:
    """The reply to a request with an idempotency key."""
    return client.post("/v1/records", json=said, headers={"idempotency-key": token})


@pytest.mark.parametrize("kind", CONTENTS)
def test_a_repeat_is_answered_byte_for_byte_and_kept_once(
    chair: httpx.Client, case: str, kind: str
):
    first = sent(chair, body(kind, case), f"again {case}")
    chair.post("/v1/records", json=screening(case, link_to_abuse_or_neglect="factor"))
    other = sent(chair, body(kind, case), f"again {case}")
    assert first.status_code == other.status_code == 201
    assert first.content == other.content
    assert first.headers["location"] == other.headers["location"]
    assert len(chair.get(f"/v1/records/{case}").json()["entries"]) == 3


def test_eight_who_send_the_same_at_once_are_answered_alike(server: Server, chair: httpx.Client):
    for _ in range(5):
        case, said = reference(), screening(reference())
        said["reference"] = case
        with ThreadPoolExecutor(8) as pool:
            replies = [pool.submit(sent, chair, said, f"eight {case}") for _ in range(8)]
        assert {one.result().status_code for one in replies} == {201}
        assert len({one.result().content for one in replies}) == 1
        assert len(chair.get(f"/v1/records/{case}").json()["entries"]) == 1


def test_the_same_key_with_another_body_is_refused(chair: httpx.Client, case: str):
    sent(chair, body("advice", case), f"one {case}")
    others = (
        body("advice", case, words="other words"),
        body("reply", case),
        {**body("advice", case), "incident": "incident-1"},
        body("advice", reference()),
    )
    for one in others:
        reply = sent(chair, one, f"one {case}")
        assert reply.status_code == 409
        assert reply.json()["type"] == f"{URN}repeated"
    assert len(chair.get(f"/v1/records/{case}").json()["entries"]) == 2


def test_the_order_of_a_body_is_not_part_of_it(chair: httpx.Client, case: str):
    said = body("advice", case)
    first = sent(chair, said, f"order {case}")
    other = sent(chair, dict(reversed(said.items())), f"order {case}")
    assert first.content == other.content


def test_a_key_belongs_to_its_panel(server: Server, chair: httpx.Client, case: str):
    first = sent(chair, body("advice", case), f"panel {case}")
    with server.client("chair", "another") as theirs:
        reply = sent(theirs, screening(case), f"panel {case}")
        assert reply.status_code == 201
        assert reply.content != first.content
        assert sent(theirs, body("advice", case), f"panel {case}").status_code == 409


def test_a_key_belongs_to_whoever_sent_it(server: Server, chair: httpx.Client):
    said, token = screening(reference()), "k" * 64
    with server.client("system") as system, server.client("screener") as screener:
        replies = [sent(one, said, token) for one in (system, screener, chair)]
        again = [sent(one, said, token) for one in (system, screener, chair)]
    assert [one.status_code for one in replies] == [201, 201, 201]
    assert [one.json()["n"] for one in replies] == [1, 2, 3]
    roles = [one.json()["by"]["role"] for one in replies]
    assert roles == ["system", "screener", "chair"]
    assert [one.content for one in again] == [one.content for one in replies]


def test_who_has_a_new_key_under_the_old_name_may_repeat(server: Server, case: str):
    said = body("advice", case)
    with server.client("screener") as before:
        first = sent(before, said, f"renewed {case}")
    server.keys.pop(("screener", "default"))
    with server.client("screener") as after:
        assert before.headers["authorization"] != after.headers["authorization"]
        assert sent(after, said, f"renewed {case}").content == first.content


def test_what_was_refused_is_not_held_against_its_key(chair: httpx.Client, case: str):
    assert sent(chair, body("advice", reference()), f"late {case}").status_code == 404
    assert sent(chair, body("judgement", case, criterion="child"), f"late {case}").is_client_error
    assert sent(chair, body("advice", case), f"late {case}").status_code == 201


def test_a_repeat_of_what_was_erased_says_so(server: Server, chair: httpx.Client, case: str):
    sent(chair, body("advice", case), f"gone {case}")
    with server.client("admin") as admin:
        admin.post("/v1/register/erasures", json={"reference": case, "reason": "its time"})
    assert sent(chair, body("advice", case), f"gone {case}").status_code == 410


@pytest.mark.parametrize("token", ["", "x" * 65, "é", "a\tb", "a\x7fb"], ids=ascii)
def test_a_key_that_cannot_be_kept_is_refused(chair: httpx.Client, case: str, token: str):
    headers = {"idempotency-key": token.encode("latin-1")}
    reply = chair.post("/v1/records", json=body("advice", case), headers=headers)  # type: ignore[arg-type]
    assert reply.status_code in (400, 422)
    assert reply.headers["content-type"] == "application/problem+json"
    assert refused(chair, {}, "invalid-case")
