"""A full room: 200 learners behind one address listen, answer within five seconds, and are counted.

The service runs in two processes, so that who asks, who answers and who is told are in either.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import httpx

from api.drills.model import Question
from api.drills.setting import drill
from api.pages.drills import stated
from tests.awaiting import awaited
from tests.pages.visiting import Visitor, visiting
from tests.service.running import Running, running

LEARNERS = 200
WITHIN = 5.0
PLAN = (("edition", "wt-2013"), ("edition", "wt-2018"), ("questions", "1"), ("seed", "20"))
TOKEN = re.compile(r'name="token" value="(\w+)"')


async def until(lines: AsyncIterator[str], step: int) -> AsyncIterator[str]:
    """The lines of events, up to the one that tells of a step."""
    async for line in lines:
        yield line
        if f'"step": {step}' in line:
            return


class Learner:
    """A phone: it joins, listens until the next case comes, and answers."""

    def __init__(self, server: Running, lines: httpx.AsyncHTTPTransport, number: int) -> None:
        self.number = number
        self.client = httpx.AsyncClient(
            base_url=server.url, timeout=120, transport=lines, follow_redirects=True
        )

    async def join(self, code: str) -> None:
        page = await self.client.get(f"/join/{code}")
        sent = {"token": TOKEN.findall(page.text)[0], "code": code}
        reply = await self.client.post("/join", data=sent)
        assert reply.status_code == 200, reply.text

    async def hears(self, step: int) -> None:
        """Listen until the room is at a step."""
        async with self.client.stream("GET", "/room/events") as events:
            assert events.headers["content-type"].startswith("text/event-stream")
            async with aclosing(events.aiter_lines()) as lines:
                assert f'data: {{"step": {step}}}' in [line async for line in until(lines, step)]

    async def answers(self, question: Question, after: float) -> int:
        """Answer as this learner does, so long after the case came; the status."""
        page = await self.client.get("/room")
        await asyncio.sleep(after)
        sent = {"token": TOKEN.findall(page.text)[0], "n": str(question.number)}
        chosen = self.chooses(question)
        reply = await self.client.post("/room", data={**sent, **chosen}, follow_redirects=False)
        return 0 if reply.headers.get("location") != "/room" else reply.status_code

    def chooses(self, question: Question) -> dict[str, str]:
        """What this learner answers: each other things."""
        return {
            one.name: one.choices[self.number % len(one.choices)].name for one in question.asked
        }


def test_two_hundred_answer_within_five_seconds_and_nothing_is_lost(tmp_path: Path):
    with (
        running(tmp_path / "data", workers="2") as server,
        visiting(server, "trainer") as trainer,
    ):
        page = trainer.get(f"/drills?{httpx.QueryParams(PLAN)}")
        room = trainer.send_from(page, "/rooms").url.path
        awaited(played(server, trainer, room))


async def played(server: Running, trainer: Visitor, room: str) -> None:
    """Play a case, and see that everybody's answer was counted."""
    limits = httpx.Limits(max_keepalive_connections=0)  # none is closed while it is taken up again
    async with httpx.AsyncHTTPTransport(verify=False, limits=limits) as lines:
        learners = [Learner(server, lines, n) for n in range(LEARNERS)]
        await asyncio.gather(*(one.join(room[-6:]) for one in learners))
        for question in drill(stated([*PLAN])).questions[:1]:
            step = 2 * question.number - 1
            listening = [asyncio.create_task(one.hears(step)) for one in learners]
            await asyncio.sleep(0.5)
            await asyncio.to_thread(trainer.send, room)
            await asyncio.gather(*listening)
            after = (WITHIN * one.number / LEARNERS for one in learners)
            answering = zip(learners, after, strict=True)
            told = await asyncio.gather(*(one.answers(question, at) for one, at in answering))
            assert told == [303] * LEARNERS
            counted(question, learners, (await asyncio.to_thread(trainer.send, room)).text)


def counted(question: Question, learners: list[Learner], shown: str) -> None:
    """See that the page of the trainer has counted what everybody chose."""
    assert f'data-count="answered">{LEARNERS}<' in shown
    chosen = Counter(item for one in learners for item in one.chooses(question).items())
    for asked in question.asked:
        for choice in asked.choices:
            wanted = chosen[asked.name, choice.name]
            assert f'data-count="{asked.name}.{choice.name}">{wanted}<' in shown
