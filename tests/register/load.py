"""Eight writers who record as fast as they are answered, and remember what was acknowledged."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.register.bodies import body, screening
from tests.register.places import Opened
from tests.register.serving import Server
from tests.waits import HANG_TIMEOUT

WRITERS = 8


@dataclass
class Writer:
    """Who records one case: entry after entry, each sent again until it is answered."""

    case: str
    server: Server
    panel: str = "default"
    kept: list[dict[str, Any]] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def write(self) -> None:
        """Record until told to stop, or until nobody answers."""
        with self.server.client("chair", self.panel) as client:
            while not self.done.is_set():
                try:
                    self.send(client)
                except httpx.TransportError:
                    return

    def send(self, client: httpx.Client) -> None:
        """Send the next entry; what is acknowledged is remembered."""
        n = len(self.kept) + 1
        said = screening(self.case) if n == 1 else body("advice", self.case, words=f"word {n}")
        headers = {"idempotency-key": f"{self.case} {n}"}
        reply = client.post("/v1/records", json=said, headers=headers)
        if reply.status_code == 201:
            self.kept.append(reply.json())
        else:
            self.refused.append(reply.status_code)
            time.sleep(0.02)

    def finish(self) -> None:
        """Send again what nobody answered; it is answered now, and kept once."""
        until, wanted = time.monotonic() + HANG_TIMEOUT, len(self.kept) + 1
        with self.server.client("chair", self.panel) as client:
            while len(self.kept) < wanted:
                assert time.monotonic() < until, self.refused[-3:]
                self.send(client)

    def check(self, kept: Opened) -> None:
        """See that what was acknowledged is there as it was said, and nothing else is."""
        rows = kept.execute(
            "SELECT hash FROM entries WHERE panel = :panel AND reference = :case ORDER BY n",
            panel=self.panel,
            case=self.case,
        )
        assert [row[0] for row in rows] == [one["chain"]["hash"] for one in self.kept]
        assert [one["n"] for one in self.kept] == [*range(1, len(rows) + 1)]
        assert kept.register.library.record(self.panel, self.case).entries == len(rows)


@contextmanager
def loaded(server: Server, name: str, panels: tuple[str, ...] = ("default",)) -> Iterator[Any]:
    """Eight writers at work, each on a case of its own; they have stopped at the end."""
    for panel in panels:
        server.key("chair", panel)
    writers = [
        Writer(f"{name}-{n}", server, panels[n % len(panels)]) for n in range(1, WRITERS + 1)
    ]
    threads = [threading.Thread(target=one.write) for one in writers]
    for one in threads:
        one.start()
    try:
        yield writers
    finally:
        for writer in writers:
            writer.done.set()
        for one in threads:
            one.join()
