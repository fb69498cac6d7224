"""The door to the street: who does not say in time and in few words what they want is sent away."""

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

LARGEST_HEAD = 65_536
"""How many bytes a request's head may have: its first line and its headers."""

PATIENCE = "seconds_for_a_head"
"""Where the application's state says how many seconds a request's head may take."""

LEAVING = "let_go"
"""Where the application's state says how to let go of those who listen, when the service stops."""


TOO_LARGE = Refused("too-large", f"a head may have {LARGEST_HEAD} bytes")


class TooMuch(Exception):
    """Stops the parser, which then answers as it does to whatever it cannot read."""


class Doorway(HttpToolsProtocol):
    """uvicorn's HTTP, with limits on a request's head, in time and size, and problems for replies.

    uvicorn itself waits for ever for the rest of a head and keeps all of it, so a few callers who
    never end theirs could keep everybody else out.
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
        self._in_head = True
        self._come = 0
        self._head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def on_message_begin(self) -> None:
        """Begin to wait for the next head."""
        super().on_message_begin()
        self._in_head, self._come, self._head = True, 0, 0
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on, unless what has come of a head is too much and it has still not ended."""
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_head:
            self._come += len(data)
            if self._come > LARGEST_HEAD:
                self._say(TOO_LARGE)
        elif self._waiting is None and self.cycle.response_complete:
            self._wait()  # blank lines begin no head, and yet uvicorn would wait on for one

    def on_url(self, url: bytes) -> None:
        """Count what has been read of a head."""
        self._head += len(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count what has been read of a head; what is too much is not kept."""
        self._head += len(name) + len(value)
        if self._head <= LARGEST_HEAD:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Stop waiting: from here on the body has a limit of its own."""
        self._stop_waiting()
        self._in_head = False
        if self._head > LARGEST_HEAD:
            raise TooMuch
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting for what will not come."""
        self._stop_waiting()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Let go of those who listen: their replies have no end of their own."""
        if (leave := self.app_state.get(LEAVING)) is not None:
            leave()
        super().shutdown()

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
        """Answer what is not HTTP, or too much of it, with a problem too."""
        too_much = self._head > LARGEST_HEAD
        self._say(TOO_LARGE if too_much else Refused("malformed", msg.rstrip(".").lower()))

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
