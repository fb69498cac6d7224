"""Telling a page what happens in a room, as it happens (server-sent events)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.rooms.rooms import Standing
from api.service.service import Service
from api.service.streaming import Events

CLOSED = -1
"""The step that is told of a room which is closed."""

COMES_AGAIN = b"retry: 1000\n\n"
ALIVE = b": still here\n\n"


def events(
    service: Service, request: Request, code: str, told: Callable[[Standing], dict[str, Any]]
) -> Response:
    """How a room stands, now and at each change, as `told` puts it for one who listens.

    What is as it was for them is not told again: they only hear that we are still here.
    """

    async def parts() -> AsyncIterator[bytes]:
        before: dict[str, Any] = {}
        yield COMES_AGAIN
        async for standing in service.watch.standings(code):
            now = {"step": CLOSED} if standing is None else told(standing)
            yield ALIVE if now == before else f"data: {json.dumps(now)}\n\n".encode()
            before = now

    return Events(parts(), request.state.request_id, service.settings.reader_seconds)
