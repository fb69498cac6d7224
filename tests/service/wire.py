"""Requests written by hand, where a real client is too polite to send them."""

from __future__ import annotations

import json
import select
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.service.running import Running
from tests.waits import HANG_TIMEOUT


@dataclass(frozen=True)
class Reply:
    """What came back before the connection was closed."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def sent(
    server: Running,
    parts: bytes | Iterable[bytes],
    *,
    pause: float = 0.0,
    hang_up: bool = False,
) -> Reply | None:
    """The reply to some bytes; None if there was none.

    With a pause after each part, they are sent for as long as nothing is heard.
    """
    with socket.create_connection(("127.0.0.1", server.port), timeout=HANG_TIMEOUT) as line:
        try:
            for part in [parts] if isinstance(parts, bytes) else parts:
                line.sendall(part)
                if pause and select.select([line], [], [], pause)[0]:
                    break
        except (BrokenPipeError, ConnectionResetError):
            pass  # it had heard enough: what it said to that is read all the same
        if hang_up:
            line.shutdown(socket.SHUT_WR)
        return understood(heard(line))


def heard(line: socket.socket) -> bytes:
    """Everything that comes until the other side closes."""
    told = bytearray()
    try:
        while part := line.recv(65_536):
            told += part
    except ConnectionResetError:
        pass
    return bytes(told)


def understood(told: bytes) -> Reply | None:
    """The first reply in some bytes that is not just an encouragement to go on."""
    head, _, body = told.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n").partition(b"\r\n\r\n")
    if not head:
        return None
    first, *lines = head.decode("ascii").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return Reply(int(first.split()[1]), headers, body)


def written(
    server: Running,
    body: bytes,
    *more: str,
    path: str = "/v1/decisions",
    length: str | None = None,
    media: str = "content-type: application/json",
) -> bytes:
    """A request that shows a good key, with this body and these headers."""
    said = length if length is not None else f"content-length: {len(body)}"
    shown = f"authorization: Bearer {server.key()}"
    lines = [f"POST {path} HTTP/1.1", "host: here", "connection: close", shown, media, said, *more]
    return "\r\n".join([*filter(None, lines), "\r\n"]).encode() + body
