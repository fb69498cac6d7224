"""The door to the street: a connection that does not say in time what it wants is closed."""

from __future__ import annotations

import asyncio
import json
import math
import secrets
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from api.service.problems import MEDIA_TYPE, Refused, details
from api.service.replies import STANDARD

PATIENCE = "seconds_for_a_head"
"""Where the application's state says how many seconds a request's head may take."""


class Doorway(HttpToolsProtocol):
    """uvicorn's HTTP, with a limit on the time a request's head may take, and problems for replies.

    uvicorn itself waits for ever for the rest of a head, so a few callers who never end theirs
    could keep everybody else out.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._patience: float = app_state.get(PATIENCE, math.inf)
        self._waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def on_message_begin(self) -> None:
        """Begin to wait for the next head."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """Stop waiting: from here on the body has a limit of its own."""
        self._stop_waiting()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting for what will not come."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop_waiting()
        if math.isfinite(self._patience):
            self._waiting = self.loop.call_later(self._patience, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self._say(Refused("too-slow", f"the head did not arrive in {self._patience:g} seconds"))

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP with a problem too."""
        self._say(Refused("malformed", msg.rstrip(".").lower()))

    def _say(self, refused: Refused) -> None:
        """Answer with a problem, and close."""
        request_id = secrets.token_hex(16)
        told = details(refused, request_id)
        body = json.dumps(told).encode()
        headers = {
            **STANDARD,
            "content-type": MEDIA_TYPE,
            "content-length": str(len(body)),
            "connection": "close",
            "x-request-id": request_id,
        }
        lines = [f"{name}: {value}\r\n".encode() for name, value in headers.items()]
        self.transport.write(b"".join([STATUS_LINE[told["status"]], *lines, b"\r\n", body]))
        self.transport.close()
