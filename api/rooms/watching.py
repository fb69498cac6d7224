"""Watching rooms: whoever listens is told when one changes, in whichever process it was changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool

from api.rooms.rooms import Standing

LOOKS_EVERY = 0.5
"""Seconds between two looks at a room; one look serves all who listen in this process."""

PULSE = 15.0
"""Seconds after which somebody to whom nothing was told is told that nothing changed."""


@dataclass
class Watched:
    """A room that some listen to: how it stood last, and what wakes them when that changes."""

    standing: Standing | None = None
    known: bool = False
    listeners: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    looking: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Wake all who listen."""
        self.changed.set()
        self.changed = asyncio.Event()


class Watch:
    """Those who listen to rooms in this process."""

    def __init__(self, look: Callable[[str], Standing | None]) -> None:
        self._look = look
        self._watched: dict[str, Watched] = {}
        self._leaving = False

    async def standings(self, code: str) -> AsyncIterator[Standing | None]:
        """How a room stands now, and again at each change; the same once more at each pulse.

        Ends with None when the room is closed. Ends without when the service stops, or cannot look:
        whoever listens comes again.
        """
        async with self._listening(code) as watched:
            while not self._leaving and watched.looking and not watched.looking.done():
                changed = watched.changed
                if watched.known:
                    yield watched.standing
                    if watched.standing is None:
                        return
                try:
                    async with asyncio.timeout(PULSE):
                        await changed.wait()
                except TimeoutError:
                    continue

    def leave(self) -> None:
        """Let all go: the service stops."""
        self._leaving = True
        for watched in self._watched.values():
            watched.wake()

    @asynccontextmanager
    async def _listening(self, code: str) -> AsyncIterator[Watched]:
        """A room, which is looked at for as long as somebody listens to it."""
        watched = self._watched.setdefault(code, Watched())
        watched.listeners += 1
        if watched.looking is None:
            watched.looking = asyncio.create_task(self._look_on(code, watched))
            watched.looking.add_done_callback(let_be)
        try:
            yield watched
        finally:
            watched.listeners -= 1
            if not watched.listeners:
                watched.looking.cancel()
                del self._watched[code]

    async def _look_on(self, code: str, watched: Watched) -> None:
        """Look at a room again and again."""
        try:
            while True:
                standing = await run_in_threadpool(self._look, code)
                if standing != watched.standing or not watched.known:
                    watched.standing, watched.known = standing, True
                    watched.wake()
                await asyncio.sleep(LOOKS_EVERY)
        finally:
            watched.wake()  # nobody is to wait for what will not come


def let_be(looking: asyncio.Task[None]) -> None:
    """Take note that looking came to an end: those who listened come again, and look anew."""
    if not looking.cancelled():
        looking.exception()
