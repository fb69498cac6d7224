"""A hostile body is refused with a problem that says why, and the next request is served."""

from __future__ import annotations

import json

import httpx
import pytest
from hypothesis import given

from engine import decide
from tests.laws.profiles import tried
from tests.service.hostile import PATHS, good, hostile
from tests.service.refusals import kind, problem

JSON = {"content-type": "application/json"}
CASE = '{"edition": "wt-2023", "facts": '
BATCH = b'{"detail": "%s", "editions": ["wt-2023"], "cases": [{"id": "%s", "facts": {"%s": "x"}}]}'

UNREADABLE: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "a byte order mark alone": b"\xef\xbb\xbf",
    "UTF-16": '{"facts": {}}'.encode("utf-16"),
    "UTF-32": '{"facts": {}}'.encode("utf-32"),
    "Latin-1": '{"edition": "wt-2023", "facts": {"café": "x"}}'.encode("latin-1"),
    "a NUL": b'{"edition": "wt-2023\0", "facts": {}}',
    "an overlong slash": b'{"edition": "\xc0\xaf", "facts": {}}',
    "a raw surrogate": b'{"edition": "\xed\xa0\x80", "facts": {}}',
    "half a character": f'{CASE}{{"outcome": "\\ud800"}}}}'.encode(),
    "half a character for a key": f'{CASE}{{"\\uDFFF": "x"}}}}'.encode(),
    "the halves the wrong way round": f'{CASE}{{"outcome": "\\udc00\\ud800"}}}}'.encode(),
    "a raw line break in a text": b'{"edition": "wt-\n2023", "facts": {}}',
    "TOML": b'edition = "wt-2023"\n[facts]\n',
    "XML": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a/>",
    "a form": b"edition=wt-2023&facts=",
    "single quotes": b"{'edition': 'wt-2023', 'facts': {}}",
    "a comma too many": b'{"edition": "wt-2023", "facts": {},}',
    "two objects": b'{"edition": "wt-2023", "facts": {}}{}',
    "a comment": b'{"edition": "wt-2023", /* so */ "facts": {}}',
    "no value": f"{CASE}NaN}}".encode(),
    "infinity": f'{CASE}{{"outcome": -Infinity}}}}'.encode(),
    "60,000 digits": f'{CASE}{{"outcome": {"9" * 60_000}}}}}'.encode(),
    "a list": b"[]",
    "a text": b'"facts"',
    "a number": b"1e400",
    "null": b"null",
    "lists 30,000 deep": b"[" * 30_000,
    "tables 10,000 deep": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "one level too many": b'{"facts":' * 9 + b"1" + b"}" * 9,
}
MISTAKEN: dict[str, bytes] = {
    "no parts": b"{}",
    "a part twice": b'{"edition": "wt-2015", "edition": "wt-2023", "facts": {}}',
    "a fact twice": f'{CASE}{{"outcome": "died", "outcome": "died"}}}}'.encode(),
    "infinity by way of an exponent": f'{CASE}{{"outcome": 1e400}}}}'.encode(),
    "4,000 digits": f'{CASE}{{"outcome": {"9" * 4_000}}}}}'.encode(),
    "an escaped NUL": f'{CASE}{{"outcome": "died\\u0000"}}}}'.encode(),
    "a name that is no string": b'{"edition": ["wt-2023"], "facts": {}}',
    "a name in capitals": b'{"edition": "WT-2023", "facts": {}}',
    "a path for a name": b'{"edition": "../wt-2023", "facts": {}}',
    "10,000 facts": f"{CASE}{json.dumps(dict.fromkeys(map(str, range(4_000)), 'x'))}}}".encode(),
    "facts null": f"{CASE}null}}".encode(),
    "a template": f'{CASE}{{"outcome": "{{{{7*7}}}}"}}}}'.encode(),
    "a prototype": f'{CASE}{{}}, "__proto__": {{"admin": true}}}}'.encode(),
    "what-if 1": f'{CASE}{{}}, "what_if": 1}}'.encode(),
    "a day of no year": f'{CASE}{{}}, "dates": {{"incident": "0000-00-00"}}}}'.encode(),
    "a day with a time": f'{CASE}{{}}, "dates": {{"incident": "2024-01-01T00:00:00Z"}}}}'.encode(),
    "a day in other digits": f'{CASE}{{}}, "dates": {{"incident": "\uff12024-01-01"}}}}'.encode(),
}


def still_serves(client: httpx.Client) -> None:
    """The next request is served, over the same connection."""
    reply = client.post("/v1/decisions", json={"edition": "wt-2015", "facts": {"outcome": "died"}})
    assert reply.json()["summary"] == decide("wt-2015", {"outcome": "died"}).summary


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("path", PATHS.values())
def test_a_body_that_cannot_be_read_is_malformed(client: httpx.Client, path: str, name: str):
    reply = client.post(path, content=UNREADABLE[name], headers=JSON)
    assert (reply.status_code, kind(reply)) == (400, "malformed")
    assert problem(reply)["errors"] == []
    still_serves(client)


@pytest.mark.parametrize("name", MISTAKEN)
@pytest.mark.parametrize("path", PATHS.values())
def test_a_body_that_is_mistaken_says_where(client: httpx.Client, path: str, name: str):
    reply = client.post(path, content=MISTAKEN[name], headers=JSON)
    assert (reply.status_code, kind(reply)) == (422, "invalid-case")
    assert 1 <= len(problem(reply)["errors"]) <= 100
    still_serves(client)


@pytest.mark.long
@given(hostile())
@tried(1000)
def test_a_thousand_hostile_bodies_get_a_problem_each_and_the_next_request_works(
    client: httpx.Client, drawn: tuple[str, bytes]
):
    name, body = drawn
    reply = client.post(PATHS[name], content=body, headers=JSON)
    assert kind(reply) in ("malformed", "invalid-case")
    assert client.post(PATHS[name], json=good(name)).status_code == 200


@pytest.mark.parametrize("halves", [(b"\\ud800", b"outcome"), (b"case-1", b"\\udfff")])
@pytest.mark.parametrize("detail", [b"referral", b"full"])
def test_half_a_character_in_one_case_of_a_batch_is_refused_and_not_repeated(
    client: httpx.Client, halves: tuple[bytes, bytes], detail: bytes
):
    reply = client.post("/v1/batches", content=BATCH % (detail, *halves), headers=JSON)
    assert kind(reply) == "malformed"
    still_serves(client)
