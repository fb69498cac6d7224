"""The scribe: the one who writes. Whoever waits together is written together, in one transaction.

A commit that is on the disk costs the same for one entry as for fifty.
"""

from __future__ import annotations

import asyncio
import queue
import sys
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy.exc import DBAPIError

from api.register.ledger import Draft, Kept, Ledger
from api.register.mistakes import NotKept

MOST = 64
"""How many entries are written in one transaction."""

Waiting = tuple[Draft, "Future[Kept]"]


class Scribe:
    """A thread that writes the entries of one process."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._waiting: queue.SimpleQueue[Waiting] = queue.SimpleQueue()
        self._hand = ThreadPoolExecutor(1, "scribe")

    async def write(self, draft: Draft) -> Kept:
        """Keep an entry. When this returns, it is on the disk.

        Raises what refuses the entry, or NotKept if nothing can be written.
        """
        done: Future[Kept] = Future()
        self._waiting.put((draft, done))
        self._hand.submit(self._turn)
        return await asyncio.wrap_future(done)

    def stop(self) -> None:
        """Finish what is waiting, and stop."""
        self._hand.shutdown()

    def _turn(self) -> None:
        """Write whoever waits by now, but those who gave up; others may have been written before.

        Whatever goes wrong, each who waits is told, and the next turn comes.
        """
        together = [one for one in self._next() if one[1].set_running_or_notify_cancel()]
        if not together:
            return
        try:
            self._write(together)
        finally:
            fault = sys.exception()
            for _, done in together:
                if not done.done():
                    done.set_exception(fault or NotKept("the entry was not written"))

    def _next(self) -> list[Waiting]:
        """Whoever waits, as far as one transaction goes."""
        together: list[Waiting] = []
        while len(together) < MOST:
            try:
                together.append(self._waiting.get_nowait())
            except queue.Empty:
                break
        return together

    def _write(self, together: list[Waiting]) -> None:
        """Write some entries, and tell each who waits how it went."""
        try:
            kept = self._ledger.append([draft for draft, _ in together])
        except DBAPIError as error:
            raise NotKept(type(error.orig).__name__) from error
        for (_, done), found in zip(together, kept, strict=True):
            if isinstance(found, Kept):
                done.set_result(found)
            else:
                done.set_exception(found)
