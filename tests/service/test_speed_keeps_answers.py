"""What makes the service quick changes nothing that it says."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from api.pages.site import PAGES
from api.reading import Repeated, loaded
from api.service.app import create_app
from api.service.bodies import deeper, parsed, received
from api.service.problems import Refused
from api.service.routes import ROUTES
from api.service.settings import Settings
from api.service.watching import Metrics, Structured
from api.writing import MOST, Writer
from criteria.decisions import as_json
from criteria.errors import InputError
from criteria.shelf import shelf
from engine.decide import decide
from tests.awaiting import awaited

WRITER = Writer()
"""Shared by all examples, so that most of what it writes it remembers."""

FACTS = shelf().vocabulary.facts
SOME_FACTS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(fact.values) for name, fact in FACTS.items()}
)
EDITIONS = st.sampled_from(shelf().timeline.editions)
SOME_DATES = st.sampled_from([{}, {"decision": "2016-03-26"}, {"notified_board": "2016-02-28"}])
SOME_JSON = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(EDITIONS, SOME_FACTS, SOME_DATES)
def test_a_decision_is_written_as_json_would_write_it(
    edition: str, facts: dict[str, str], dates: dict[str, str]
) -> None:
    decision = decide(edition, facts, dates=dates)
    plain = json.dumps(as_json(decision), ensure_ascii=False, separators=(",", ":")).encode()
    assert WRITER.written(decision) == plain
    assert WRITER.written(decision) == plain


def test_what_is_remembered_of_written_parts_has_an_end() -> None:
    writer, facts = Writer(), {"outcome": "died", "abuse_or_neglect": "known"}
    decision = decide("wt-2023", facts)
    for _ in range(2 * MOST):
        writer._part(as_json(decision.engine))
    assert len(writer._written) <= MOST
    assert json.loads(writer.written(decision)) == as_json(decision)


@given(SOME_JSON)
def test_a_text_is_read_as_json_reads_it(value: object) -> None:
    assert loaded(json.dumps(value)) == value


@pytest.mark.parametrize("text", ["\ufeff{}", "{", "{'a': 1}", "[1,]", ""])
def test_a_text_that_is_none_is_refused_in_the_words_of_json(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as ours:
        loaded(text)
    with pytest.raises(json.JSONDecodeError) as theirs:
        json.loads(text)
    assert str(ours.value) == str(theirs.value)


def test_a_key_said_twice_is_remembered_and_nan_is_refused() -> None:
    twice = loaded('{"a": 1, "b": 2, "a": 3}')
    assert isinstance(twice, Repeated)
    assert (dict(twice), twice.twice) == ({"a": 3, "b": 2}, ("a",))
    with pytest.raises(InputError):
        loaded('{"a": NaN}')


@given(SOME_JSON, st.integers(0, 4))
def test_a_body_is_refused_for_its_depth_and_not_for_its_brackets(value: object, most: int) -> None:
    body = json.dumps([value, "[[[[{{{{"]).encode()
    if not deeper([value], most):
        assert parsed(body, most) == [value, "[[[[{{{{"]
        return
    with pytest.raises(Refused):
        parsed(body, most)


def sent(*messages: Message) -> Request:
    """A request whose body comes in these messages."""
    left = iter(messages)

    async def receive() -> Message:
        return next(left)

    return Request({"type": "http", "headers": []}, receive)


def piece(body: bytes, *, more: bool) -> Message:
    """A part of a body."""
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_in_pieces_is_put_together() -> None:
    request = sent(piece(b'{"a"', more=True), piece(b"", more=True), piece(b":1}", more=False))
    assert awaited(received(request, 1, 100)) == b'{"a":1}'


def test_a_body_that_is_cut_off_or_too_large_is_not_read_on() -> None:
    with pytest.raises(ClientDisconnect):
        awaited(received(sent(piece(b"{", more=True), {"type": "http.disconnect"}), 1, 100))
    with pytest.raises(Refused):
        awaited(received(sent(piece(b"x" * 101, more=True)), 1, 100))


def test_every_route_takes_its_own_method_alone(tmp_path: Path) -> None:
    made = {
        (route.path, method) for route in create_app(Settings(data=tmp_path)).routes
        for method in route.methods  # type: ignore[attr-defined]
    }  # fmt: skip
    assert made == {(route.path, route.method) for route in (*ROUTES, *PAGES)}


def test_what_is_counted_under_the_same_labels_is_counted_together() -> None:
    metrics = Metrics()
    for edition in ("wt-2015", "wt-2018", "wt-2015"):
        metrics.decisions_of(edition).inc()
    assert b'threshold_decisions_total{edition="wt-2015"} 2.0' in metrics.exposed()


def test_a_log_line_has_the_time_of_its_record() -> None:
    times = []
    for created in (0.0, 0.25, 86_400.5):
        record = logging.LogRecord("threshold", logging.INFO, "", 0, "request", (), None)
        record.created, record.msecs = created, created % 1 * 1000
        times.append(json.loads(Structured().format(record))["time"])
    assert times == [
        "1970-01-01T00:00:00.000Z",
        "1970-01-01T00:00:00.250Z",
        "1970-01-02T00:00:00.500Z",
    ]
