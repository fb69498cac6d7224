"""The scribe: the one who writes. Whoever waits together is written together, in one transaction.

A commit that is on the disk costs the same for one entry as for fifty.
"""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import DBAPIError

from api.register.drafts import Draft, Kept
from api.register.ledger import Ledger
from api.register.mistakes import NotKept
from criteria.errors import ThresholdError

MOST = 64
"""How many entries are written in one transaction."""

Waiting = tuple[Draft, "asyncio.Future[Kept]"]


class Scribe:
    """Writes the entries of one process, in a thread of its own, for whoever waits in one loop."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._waiting: deque[Waiting] = deque()
        self._hand = ThreadPoolExecutor(1, "scribe")
        self._turns: asyncio.Task[None] | None = None

    async def write(self, draft: Draft) -> Kept:
        """Keep an entry. When this returns, it is on the disk.

        Raises what refuses the entry, or NotKept if nothing can be written.
        """
        done: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        self._waiting.append((draft, done))
        if self._turns is None or self._turns.done():
            self._turns = asyncio.create_task(self._take_turns())
        return await done

    async def finish(self) -> None:
        """Finish what is waiting, and stop."""
        if self._turns is not None:
            await self._turns
        self.stop()

    def stop(self) -> None:
        """Stop, once nobody waits."""
        self._hand.shutdown()

    async def _take_turns(self) -> None:
        """Write whoever waits, turn after turn, until nobody does."""
        while self._waiting:
            await asyncio.sleep(0)  # whose request has come too by now is written along
            if together := self._next():
                await self._turn(together)

    def _next(self) -> list[Waiting]:
        """Whoever waits, as far as one transaction goes, but those who gave up."""
        some = min(MOST, len(self._waiting))
        together = [self._waiting.popleft() for _ in range(some)]
        return [one for one in together if not one[1].done()]

    async def _turn(self, together: list[Waiting]) -> None:
        """Write some entries. Whatever goes wrong, each who waits is told, and the next turn comes.

        Who gives up meanwhile may find the entry written.
        """
        loop = asyncio.get_running_loop()
        over = loop.create_future()
        writing = self._hand.submit(self._written, [draft for draft, _ in together])
        writing.add_done_callback(lambda _: loop.call_soon_threadsafe(over.set_result, None))
        await over
        fault = writing.exception()
        found = [fault] * len(together) if fault is not None else writing.result()
        for (_, done), one in zip(together, found, strict=True):
            tell(done, one)

    def _written(self, drafts: list[Draft]) -> list[Kept | ThresholdError]:
        """What came of some entries. Raises NotKept if nothing could be written."""
        try:
            return self._ledger.append(drafts)
        except DBAPIError as error:
            raise NotKept(type(error.orig).__name__) from error


def tell(done: asyncio.Future[Kept], found: Kept | BaseException) -> None:
    """Tell who waits how it went, unless they gave up."""
    if done.done():
        return
    if isinstance(found, Kept):
        done.set_result(found)
    else:
        done.set_exception(found)
