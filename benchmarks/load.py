"""Load: clients that keep their connection, and ask again as soon as they are answered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from time import perf_counter

import httptools
import uvloop

HOST = "127.0.0.1"


@dataclass
class Told:
    """What clients were told: the seconds each reply took, the bytes of the last, and all seconds.

    The first reply that is none of success stops everything.
    """

    waits: list[float] = field(default_factory=list)
    last: bytes = b""
    seconds: float = 0.0
    failure: str = ""


class Client(asyncio.Protocol):
    """One connection. All share the requests, and what they were told."""

    def __init__(self, asks: Iterator[bytes], told: Told) -> None:
        self._asks = asks
        self._told = told
        self._parser = httptools.HttpResponseParser(self)
        self._body: list[bytes] = []
        self._asked = 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Ask for the first time."""
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        """A piece of a reply."""
        self._parser.feed_data(data)

    def on_body(self, piece: bytes) -> None:
        """A piece of a reply's body."""
        self._body.append(piece)

    def on_message_complete(self) -> None:
        """The end of a reply: ask again."""
        self._told.waits.append(perf_counter() - self._asked)
        if self._parser.get_status_code() // 100 != 2:
            self._told.failure = b"".join(self._body).decode()
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        """All was asked, or the server went away."""
        if not self.done.done():
            self._told.failure = self._told.failure or "the connection was closed"
            self.done.set_result(None)

    def _ask(self) -> None:
        ask = None if self._told.failure else next(self._asks, None)
        if ask is None:
            self._told.last = b"".join(self._body)
            self.done.set_result(None)
            self._transport.close()
            return
        self._body.clear()
        self._asked = perf_counter()
        self._transport.write(ask)


async def asked(port: int, asks: Iterator[bytes], clients: int) -> Told:
    """Ask everything once, by so many clients."""
    told, loop = Told(), asyncio.get_running_loop()
    began = perf_counter()
    made = [
        await loop.create_connection(lambda: Client(asks, told), HOST, port) for _ in range(clients)
    ]
    await asyncio.gather(*(client.done for _, client in made))
    told.seconds = perf_counter() - began
    return told


def load(port: int, asks: Iterable[bytes], clients: int) -> Told:
    """What clients were told who asked all this. Raises SystemExit if any reply was a failure."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        told = runner.run(asked(port, iter(asks), clients))
    if told.failure:
        raise SystemExit(f"a request failed: {told.failure}")
    return told


def request(path: str, body: bytes, key: str) -> bytes:
    """A request as it goes over the wire."""
    head = (
        f"POST {path} HTTP/1.1\r\n"
        f"host: {HOST}\r\n"
        f"authorization: Bearer {key}\r\n"
        "content-type: application/json\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
