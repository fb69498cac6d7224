"""Around every request: an id for it, a time for it, a count and a line in the log."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.service.replies import STANDARD
from api.service.watching import LOG, Metrics, told_of

REQUEST_ID = re.compile(r"(?=.*[0-9])[A-Za-z0-9._-]{1,64}")
"""An id a caller may give: like a case's reference it has a digit, and is never a name."""

ELSEWHERE = "elsewhere"
"""The route that is logged and counted for an address where there is none: it may say anything."""


class Envelope:
    """The middleware around the application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, and tell of it what may be told."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        state = scope.setdefault("state", {})
        state["request_id"] = request_id(scope)
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                # What we made is told by this, without reading its headers as text again.
                if all(name != b"x-request-id" for name, _ in message["headers"]):
                    complete(MutableHeaders(raw=message["headers"]), state["request_id"])
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            self._tell(scope, state, status, time.perf_counter() - began)

    def _tell(
        self, scope: Scope, state: MutableMapping[str, Any], status: int, seconds: float
    ) -> None:
        """Count the request, and log it: its route and never its address, which may say more."""
        route = getattr(scope.get("route"), "path", ELSEWHERE)
        method = scope["method"] if route != ELSEWHERE else "any"
        self._metrics.requests_of(route, method, str(status)).inc()
        self._metrics.seconds_of(route).observe(seconds)
        credential = state.get("credential")
        line = {
            "request_id": state["request_id"],
            "method": method,
            "route": route,
            "status": status,
            "milliseconds": round(seconds * 1000, 2),
            "key": credential.id if credential is not None else None,
        }
        LOG.info("request", extra=told_of(line))


def request_id(scope: Scope) -> str:
    """The id that the caller gave, if it may be one, or a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            given = value.decode("latin-1")
            return given if REQUEST_ID.fullmatch(given) else secrets.token_hex(16)
    return secrets.token_hex(16)


def complete(headers: MutableHeaders, request: str) -> None:
    """Add the standard headers to a reply that was not made by us."""
    headers["x-request-id"] = request
    for name, value in STANDARD.items():
        headers.setdefault(name, value)
