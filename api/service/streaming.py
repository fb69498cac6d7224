"""Replies in JSON lines, sent as they are made."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Final

from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from api.service.replies import STANDARD
from api.service.watching import LOG, told_of

JSON_LINES: Final = "application/jsonl"


class Lines(StreamingResponse):
    """A reply in JSON lines, to a caller who takes them: one who stops reading is left."""

    def __init__(
        self, lines: AsyncIterator[bytes] | Iterator[bytes], request_id: str, seconds: float
    ) -> None:
        told = {**STANDARD, "x-request-id": request_id}
        super().__init__(lines, headers=told, media_type=JSON_LINES)
        self._request_id = request_id
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send every line, waiting for each to be taken, but not for ever."""

        async def in_time(message: Message) -> None:
            async with asyncio.timeout(self._seconds):
                await send(message)

        try:
            await super().__call__(scope, receive, in_time)
        except TimeoutError:
            # Nothing can be said to who does not listen: the server closes what was not completed.
            LOG.warning("a reply was not taken", extra=told_of({"request_id": self._request_id}))
