"""Learners in a room, as their phones are: each joins, listens for the next case, and answers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import httpx

from api.drills.model import Question
from tests.waits import HANG_TIMEOUT

TOKEN = re.compile(r'name="token" value="(\w+)"')


async def until(lines: AsyncIterator[str], step: int) -> AsyncIterator[str]:
    """The lines of events, up to the one that tells of a step."""
    async for line in lines:
        yield line
        if f'"step": {step}' in line:
            return


@asynccontextmanager
async def phones(url: str, number: int) -> AsyncIterator[list[Learner]]:
    """So many learners of a service, who have not joined yet.

    No connection is kept: none is then closed by the service while it is taken up again.
    """
    limits = httpx.Limits(max_keepalive_connections=0)
    async with httpx.AsyncHTTPTransport(verify=False, limits=limits) as lines:
        yield [Learner(url, lines, n) for n in range(number)]


class Learner:
    """A phone: it joins, listens until the next case comes, and answers."""

    def __init__(self, url: str, lines: httpx.AsyncHTTPTransport, number: int) -> None:
        self.number = number
        self.listening = asyncio.Event()
        self.client = httpx.AsyncClient(
            base_url=url, timeout=HANG_TIMEOUT, transport=lines, follow_redirects=True
        )

    async def join(self, code: str) -> None:
        """Join the room of a code."""
        page = await self.client.get(f"/join/{code}")
        sent = {"token": TOKEN.findall(page.text)[0], "code": code}
        reply = await self.client.post("/join", data=sent)
        assert reply.status_code == 200, reply.text

    async def hears(self, step: int) -> None:
        """Listen until the room is at a step."""
        async with self.client.stream("GET", "/room/events") as events:
            assert events.headers["content-type"].startswith("text/event-stream")
            self.listening.set()
            async with aclosing(events.aiter_lines()) as lines:
                assert f'data: {{"step": {step}}}' in [line async for line in until(lines, step)]

    async def answers(self, question: Question) -> int:
        """Answer as this learner does; the status."""
        page = await self.client.get("/room")
        sent = {"token": TOKEN.findall(page.text)[0], "n": str(question.number)}
        chosen = self.chooses(question)
        reply = await self.client.post("/room", data={**sent, **chosen}, follow_redirects=False)
        return 0 if reply.headers.get("location") != "/room" else reply.status_code

    def chooses(self, question: Question) -> dict[str, str]:
        """What this learner answers: each other things."""
        return {
            one.name: one.choices[self.number % len(one.choices)].name for one in question.asked
        }
