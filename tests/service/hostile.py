"""Bodies that nobody should send: a good one with one thing wrong in it, or nothing like one."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from api.service import examples

PATHS = {
    "decision": "/v1/decisions",
    "next_question": "/v1/next-question",
    "comparison": "/v1/comparisons",
    "batch": "/v1/batches",
}
PARTS = frozenset(
    {"edition", "editions", "on", "area_switch", "facts", "judgements", "dates", "what_if"}
    | {"outcomes", "detail", "cases"}
)
ANY_TEXT = st.text(st.characters(codec=None, categories=("L", "N", "P", "S", "Z", "C")))
"""Any text at all: control characters and half characters are among it."""

NO_ANSWER = ANY_TEXT.map(lambda text: f"{text}!")
PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**400), 10**400), st.floats(), NO_ANSWER
)
WRONG = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4),
        st.dictionaries(NO_ANSWER, inner, min_size=1, max_size=4),
    ),
    max_leaves=6,
)
"""Any value that is neither an answer nor a day nor a name."""


def places(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where something is stated, but within the cases of a batch: each has its own mistakes."""
    for key, part in value.items() if isinstance(value, dict) else ():
        if key != "cases":
            yield (*place, key)
            yield from places(part, (*place, key))


def replaced(body: dict[str, Any], place: tuple[str, ...], value: object) -> dict[str, Any]:
    """A body with another value in one place."""
    changed = copy.deepcopy(body)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return changed


def good(name: str) -> dict[str, Any]:
    """The example request of an operation."""
    return examples.requests()[name]


@st.composite
def wrong_somewhere(draw: DrawFn, name: str) -> bytes:
    """A wrong value where something else belongs."""
    place = draw(st.sampled_from(list(places(good(name)))))
    value = draw(WRONG if place != ("what_if",) else WRONG.filter(lambda it: it is not True))
    return json.dumps(replaced(good(name), place, value)).encode()


@st.composite
def more_than_asked(draw: DrawFn, name: str) -> bytes:
    """A part that no request has."""
    key = draw(ANY_TEXT.filter(lambda text: text not in PARTS))
    return json.dumps({**good(name), key: draw(PLAIN)}).encode()


@st.composite
def cut_short(draw: DrawFn, name: str) -> bytes:
    """The beginning of a body."""
    whole = json.dumps(good(name)).encode()
    return whole[: draw(st.integers(0, len(whole) - 1))]


@st.composite
def not_text(draw: DrawFn, name: str) -> bytes:
    """A body with a byte in it that is not UTF-8, or that no text has."""
    whole = json.dumps(good(name)).encode()
    at = draw(st.integers(1, len(whole) - 1))
    return (
        whole[:at] + bytes([draw(st.sampled_from([0, 0x80, 0xC0, 0xED, 0xF8, 0xFF]))]) + whole[at:]
    )


@st.composite
def deep(draw: DrawFn, name: str) -> bytes:
    """Lists or tables in one another."""
    depth = draw(st.integers(9, 8_000))
    begun, ended = draw(st.sampled_from([("[", "]"), ('{"a":', "}")]))
    inner = begun * depth + "1" + ended * (depth if draw(st.booleans()) else 0)
    return json.dumps(good(name))[:-1].encode() + f', "more": {inner}}}'.encode()


@st.composite
def said_twice(draw: DrawFn, name: str) -> bytes:
    """A part that is stated twice, the same or not."""
    key = draw(st.sampled_from([*good(name)]))
    value = draw(st.one_of(st.just(good(name)[key]), WRONG))
    return f"{{{json.dumps(key)}: {json.dumps(value)}, {json.dumps(good(name))[1:]}".encode()


def no_object() -> st.SearchStrategy[bytes]:
    """Bytes that state no object, and very rarely anything."""
    stated = WRONG.filter(lambda value: not isinstance(value, dict)).map(json.dumps)
    return st.one_of(st.binary(max_size=200), stated.map(str.encode))


@st.composite
def hostile(draw: DrawFn) -> tuple[str, bytes]:
    """The name of an operation, and a body for it that is wrong."""
    name = draw(st.sampled_from([*PATHS]))
    kinds = (wrong_somewhere, more_than_asked, cut_short, not_text, deep, said_twice)
    return name, draw(st.one_of(no_object(), *(kind(name) for kind in kinds)))
