"""Replies that are sent as they are made: JSON lines, and events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Final

from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from api.service.replies import STANDARD
from api.service.watching import LOG, told_of

JSON_LINES: Final = "application/jsonl"
EVENTS: Final = "text/event-stream"


class Taken(StreamingResponse):
    """A reply to a caller who takes what is sent: one who stops reading is left."""

    def __init__(
        self,
        parts: AsyncIterator[bytes] | Iterator[bytes],
        request_id: str,
        seconds: float,
        media: str,
    ) -> None:
        told = {**STANDARD, "x-request-id": request_id}
        super().__init__(parts, headers=told, media_type=media)
        self._request_id = request_id
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send every part, waiting for each to be taken, but not for ever."""

        async def in_time(message: Message) -> None:
            async with asyncio.timeout(self._seconds):
                await send(message)

        try:
            await super().__call__(scope, receive, in_time)
        except TimeoutError:
            # Nothing can be said to who does not listen: the server closes what was not completed.
            LOG.warning("a reply was not taken", extra=told_of({"request_id": self._request_id}))


class Lines(Taken):
    """A reply in JSON lines."""

    def __init__(
        self, lines: AsyncIterator[bytes] | Iterator[bytes], request_id: str, seconds: float
    ) -> None:
        super().__init__(lines, request_id, seconds, JSON_LINES)


class Events(Taken):
    """Server-sent events, which no proxy is to hold back."""

    def __init__(self, events: AsyncIterator[bytes], request_id: str, seconds: float) -> None:
        super().__init__(events, request_id, seconds, EVENTS)
        self.headers["x-accel-buffering"] = "no"
