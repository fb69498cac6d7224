"""Every mistake is named where it is, and nothing hostile is more than a mistake."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.register.asking import posted, recorded, refused
from tests.register.bodies import body, screening
from tests.register.serving import Server

MISTAKES: dict[str, tuple[dict[str, Any], list[tuple[str, str | None]]]] = {
    "everything missing": ({}, [("/reference", None), ("/kind", None), ("/content", None)]),
    "a part that is none": (
        body("advice", "2026-1") | {"refrence": "2026-1"},
        [("/refrence", "reference")],
    ),
    "a name for a reference": (body("advice", "Julia"), [("/reference", None)]),
    "a kind that is none": (body("advice", "2026-1") | {"kind": "advise"}, [("/kind", "advice")]),
    "a kind that is no text": (body("advice", "2026-1") | {"kind": ["advice"]}, [("/kind", None)]),
    "an incident that is a name": (
        body("advice", "2026-1") | {"incident": "the Smiths"},
        [("/incident", None)],
    ),
    "content that is no table": (
        {"reference": "2026-1", "kind": "reply", "content": []},
        [("/content", None)],
    ),
    "a case that is no table": (
        {"reference": "2026-1", "kind": "screening", "content": "x"},
        [("/content", None)],
    ),
    "an answer that is none": (
        screening("2026-1", outcome="dyed"),
        [("/content/facts/outcome", "died")],
    ),
    "evidence and reasons for no fact": (
        body("screening", "2026-1", evidence={"outcom": {}}, reasons={"outcom": "x"}, facs={}),
        [
            ("/content/facs", "facts"),
            ("/content/evidence/outcom", "outcome"),
            ("/content/reasons/outcom", "outcome"),
        ],
    ),
    "an answer of a fixed shape": (
        body("advice", "2026-1", advises="reefer", local_review="maybe"),
        [("/content/advises", "refer"), ("/content/local_review", "yes")],
    ),
    "a part of a part": (
        body("decision", "2026-1", reasons={"code": "othr", "wrods": "x", "words": ""}),
        [
            ("/content/reasons/code", "other"),
            ("/content/reasons/words", None),
            ("/content/reasons/wrods", "words"),
        ],
    ),
    "a day that is none": (body("notice", "2026-1", on="soon"), [("/content/on", None)]),
    "a number for a day": (body("notice", "2026-1", on=1_700_000_000), [("/content/on", None)]),
    "a moment for a day": (
        body("notice", "2026-1", on="2019-03-04T00:00:00"),
        [("/content/on", None)],
    ),
    "a text for a number": (body("correction", "2026-1", entry="1"), [("/content/entry", None)]),
    "too many words": (body("reply", "2026-1", words="x" * 20_001), [("/content/words", None)]),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_is_named_where_it_is(chair: httpx.Client, name: str):
    sent, expected = MISTAKES[name]
    assert sorted(refused(chair, sent, "invalid-case")) == sorted(expected)


HALVES = (
    body("reply", "2026-1", words="\ud800"),
    body("screening", "2026-1", reasons={"outcome": "\udfff"}),
    body("screening", "2026-1", evidence={"outcome": {"agency": "\ud800"}}),
    screening("2026-1\ud800"),
    body("advice", "2026-1") | {"incident": "1\udc00"},
    body("advice", "2026-1") | {"\ud800": "1"},
)


@pytest.mark.parametrize("sent", HALVES, ids=ascii)
def test_half_a_character_is_no_text(chair: httpx.Client, sent: dict[str, Any]):
    assert posted(chair, sent).status_code in (400, 422)


HOSTILE = (
    *("2026-1\x00", "2026-1\n", "../2026-1", "2026-1/..", "%2e%2e", "2026-1' OR '1'='1", "١٢"),
    *("x" * 40 + "1", "", "-", "2026-1 ", "<script>1</script>", "nul\u20260"),
)


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_reference_is_refused_or_not_there(
    server: Server, chair: httpx.Client, name: str
):
    assert refused(chair, screening(name), "invalid-case")[0][0] == "/reference"
    with server.client("admin") as admin:
        sent = {"reference": name, "reason": "x"}
        assert posted(admin, sent, "/v1/register/erasures").status_code == 422
    quoted = "".join(f"%{byte:02x}" for byte in name.encode("utf-8", "surrogatepass"))
    for path in (f"/v1/records/{quoted}", f"/v1/records/{quoted}/entries/1"):
        assert chair.get(path).status_code == 404
    for query in ("incident", "after"):
        reply = chair.get(f"/v1/records?{query}={quoted}")
        assert reply.status_code == 422


@pytest.mark.parametrize("n", ["0", "-1", "1.0", "x", "9" * 40, "%00", "99999999", "1%20"])
def test_an_entry_that_is_not_there_answers_404(chair: httpx.Client, case: str, n: str):
    reply = chair.get(f"/v1/records/{case}/entries/{n}")
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"
    if n.isalnum() and len(n) < 40:
        (told,) = reply.json()["errors"]
        assert told["detail"] == f"`{n}` is not an entry of `{case}`"


@pytest.mark.parametrize("words", ["\x00", "\u202e", "x\x00y", "𝄞" * 4000, "'; DROP TABLE entries"])
def test_whatever_words_are_kept_are_kept_as_they_were_said(
    chair: httpx.Client, case: str, words: str
):
    told = recorded(chair, body("reply", case, words=words))
    assert told["content"]["words"] == words
    assert chair.get(f"/v1/records/{case}/entries/2").json() == told


@pytest.mark.parametrize("reason", ["", " ", None, 5, [], "x" * 201, "nul \x00", "two\nlines"])
def test_a_reason_for_an_erasure_is_a_few_words(server: Server, case: str, reason: Any):
    with server.client("admin") as admin:
        sent = {"reference": case, "reason": reason}
        reply = posted(admin, sent, "/v1/register/erasures")
        missing = admin.post("/v1/register/erasures", json={"reference": case})
    for one in (reply, missing):
        assert one.status_code == 422
        assert [at["pointer"] for at in one.json()["errors"]] == ["/reason"]
