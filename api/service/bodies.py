"""Reading a body: no more of it than is allowed, no longer than is allowed, and strictly."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from typing import Any

from starlette.requests import ClientDisconnect, Request

from api.reading import Repeated, decoded, in_our_words, loaded
from api.service.problems import Refused
from api.service.settings import Settings
from api.writing import as_bytes
from criteria.errors import InputError, Problem, quoted

CLOSING = {"connection": "close"}
"""What is left of a body nobody reads is not taken for the next request."""

OPENING = (b"{", b"[", b",")
"""What stands before every part of a JSON text but the first."""

PARTS_OF_A_CASE = 64
"""How many parts a case of a batch has at most: facts, judgements, dates and room to spare."""

MOST_SAID = 100
"""How many mistakes one reply tells."""

HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""How half a character is written in JSON; two halves together are a whole one."""


async def stated(request: Request, settings: Settings) -> dict[str, Any]:
    """The JSON object in the body of a request for one case; some keys may have come twice.

    Raises Refused if it is too large, too slow, not said to be JSON, or is none.
    """
    is_json(request)
    body = await received(request, settings.body_seconds, settings.largest_body)
    return as_object(parsed(body, settings.deepest_body))


async def received_at_length(request: Request, settings: Settings) -> bytes:
    """The body of a batch, not read yet.

    Raises Refused as `stated` does, and for more parts than the cases of a batch can have: they
    are counted before they are read, for a few bytes of JSON can be many of memory.
    """
    is_json(request)
    body = await received(request, settings.body_seconds, settings.largest_batch)
    parts = sum(map(body.count, OPENING))
    if parts > (most := settings.most_cases * PARTS_OF_A_CASE):
        raise Refused("too-large", f"the body has {parts} parts, and a batch may have {most}")
    return body


def as_object(value: object) -> dict[str, Any]:
    """The value, if it is a JSON object. Raises Refused if not."""
    if not isinstance(value, dict):
        raise Refused("malformed", f"the body states {quoted(value)} where an object belongs")
    return value


def is_json(request: Request) -> None:
    """Refuse a body that is not said to be JSON, in UTF-8 if anything is said of that."""
    plainly(request.headers.get("content-encoding", "identity"))
    said = request.headers.get("content-type", "")
    media, _, parameters = said.partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if media.strip().lower() != "application/json" or charset not in ("", "utf-8", "utf8"):
        raise Refused(
            "unsupported-media-type",
            f"the content type is {quoted(said) if said else 'not given'}",
            headers={"accept": "application/json"},
        )


def plainly(encoding: str) -> None:
    """Refuse a body that is said to be compressed: a small one may unfold to any size."""
    if encoding.strip().lower() != "identity":
        detail = f"the content encoding is {quoted(encoding)}"
        raise Refused("unsupported-media-type", detail, headers={"accept-encoding": "identity"})


async def received(request: Request, seconds: float, most: int) -> bytes:
    """The bytes of a body. Raises Refused if there are too many, or they take too long."""
    if int(request.headers.get("content-length") or 0) > most:
        raise too_large(most)
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            # As `request.stream` does it, without its generator: most bodies come in one piece.
            more = True
            while more:
                message = await request.receive()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > most:
                    raise too_large(most)
    except TimeoutError as error:
        detail = f"the body did not arrive within {seconds:g} seconds"
        raise Refused("too-slow", detail, headers=CLOSING) from error
    return bytes(body)


def too_large(most: int) -> Refused:
    """The refusal of a body that is too large."""
    return Refused("too-large", f"a body may have {most} bytes here", headers=CLOSING)


def parsed(body: bytes, deepest: int) -> object:
    """The value that a body states. Raises Refused if it is not JSON, or nested too deeply."""
    try:
        text = decoded(body)
        with in_our_words():
            value = loaded(text)
    except InputError as error:
        raise Refused("malformed", f"the body {error}") from error
    # Nothing is nested deeper than there are brackets: few are counted sooner than followed.
    if text.count("{") + text.count("[") > deepest and deeper(value, deepest):
        raise Refused("malformed", f"the body is nested more than {deepest} levels deep")
    if HALF.search(text) and not whole(value):
        raise Refused("malformed", "the body has half a character (a lone surrogate)")
    return value


def whole(value: object) -> bool:
    """Whether every text in a value can be written in UTF-8 again."""
    try:
        as_bytes(value)
    except UnicodeEncodeError:
        return False
    return True


def deeper(value: object, most: int) -> bool:
    """Whether tables and lists stand in one another more than so many levels deep."""
    level = [value]
    for _ in range(most + 1):
        inner: list[object] = []
        for one in level:
            if isinstance(one, dict):
                inner += one.values()
            elif isinstance(one, list):
                inner += one
        level = inner
        if not level:
            return False
    return True


def said_twice(value: object, place: tuple[str, ...] = ()) -> Iterator[Problem]:
    """The keys of one object that came twice."""
    if isinstance(value, Repeated):
        for key in value.twice:
            yield Problem((*place, key), f"{quoted(key)} is given twice")


CONTAINERS = (dict, list)


def repeats(value: object, place: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Every key that came twice, with where it stands."""
    yield from said_twice(value, place)
    inner: Iterable[tuple[object, object]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for key, part in inner:
        if isinstance(part, CONTAINERS):
            yield from repeats(part, (*place, str(key)))
