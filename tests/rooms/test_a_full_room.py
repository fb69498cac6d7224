"""A full room: 200 learners behind one address listen, answer within five seconds, and are counted.

The service runs in two processes, so that who asks, who answers and who is told are in either.
"""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path

import httpx
import pytest

from api.drills.model import Question
from api.drills.setting import drill
from api.pages.drills import stated
from tests.awaiting import awaited
from tests.pages.visiting import visiting
from tests.service.running import Running, running

LEARNERS = 200
WITHIN = 5.0
PLAN = (("edition", "wt-2013"), ("edition", "wt-2018"), ("questions", "3"), ("seed", "20"))
TOKEN = re.compile(r'name="token" value="(\w+)"')


class Learner:
    """A phone: it joins, listens until the next case comes, and answers."""

    def __init__(self, server: Running, number: int) -> None:
        self.number = number
        self.client = httpx.AsyncClient(
            base_url=server.url,
            timeout=120,
            verify=False,
            follow_redirects=True,
            limits=httpx.Limits(keepalive_expiry=1),  # as soon as the service would close it
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
            async for line in events.aiter_lines():
                if line == f'data: {{"step": {step}}}':
                    return
        raise AssertionError("the events ended")

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


@pytest.mark.parametrize("workers", ["2"])
def test_two_hundred_answer_within_five_seconds_and_nothing_is_lost(tmp_path: Path, workers: str):
    with running(tmp_path / "data", workers=workers) as server:
        with visiting(server, "trainer") as trainer:
            page = trainer.get(f"/drills?{httpx.QueryParams(PLAN)}")
            room = trainer.send_from(page, "/rooms").url.path
            questions = drill(stated([*PLAN])).questions
            took = awaited(played(server, trainer, room, questions))
        assert took < WITHIN * 4, "a machine under load may be slow, and loses nothing"


async def played(server: Running, trainer, room: str, questions) -> float:
    """Play two cases; how long the slowest round of answers took."""
    learners = [Learner(server, n) for n in range(LEARNERS)]
    await asyncio.gather(*(one.join(room[-6:]) for one in learners))
    slowest = 0.0
    for question in questions[:2]:
        listening = [asyncio.create_task(one.hears(2 * question.number - 1)) for one in learners]
        await asyncio.sleep(0.5)
        await asyncio.to_thread(trainer.send, room)
        await asyncio.gather(*listening)
        began = time.monotonic()
        told = await asyncio.gather(
            *(one.answers(question, WITHIN * one.number / LEARNERS / 2) for one in learners)
        )
        slowest = max(slowest, time.monotonic() - began)
        assert told == [303] * LEARNERS
        shown = (await asyncio.to_thread(trainer.send, room)).text
        assert f'data-count="answered">{LEARNERS}<' in shown
        for asked in question.asked:
            for choice in asked.choices:
                wanted = sum(one.chooses(question)[asked.name] == choice.name for one in learners)
                assert f'data-count="{asked.name}.{choice.name}">{wanted}<' in shown
        # What is shown is left before the next case is asked.
    for one in learners:
        await one.client.aclose()
    return slowest
