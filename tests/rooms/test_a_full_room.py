"""A full room: 200 learners behind one address listen, answer together, and are counted.

The service runs in two processes, so that who asks, who answers and who is told are in either.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import httpx
import pytest

from api.drills.model import Question
from api.drills.setting import drill
from api.pages.drills import stated
from tests.awaiting import awaited
from tests.pages.visiting import Visitor, visiting
from tests.rooms.learning import Learner, phones
from tests.service.running import UNHURRIED, Running, certified, running

pytestmark = pytest.mark.long

LEARNERS = 200
PLAN = (("edition", "wt-2013"), ("edition", "wt-2018"), ("questions", "1"), ("seed", "20"))


def test_two_hundred_answer_together_and_nothing_is_lost(tmp_path: Path):
    with (
        running(certified(tmp_path / "data"), workers="2", **UNHURRIED) as server,
        visiting(server, "trainer") as trainer,
    ):
        page = trainer.get(f"/drills?{httpx.QueryParams(PLAN)}")
        room = trainer.send_from(page, "/rooms").url.path
        awaited(played(server, trainer, room))


async def played(server: Running, trainer: Visitor, room: str) -> None:
    """Play a case, and see that everybody's answer was counted."""
    async with phones(server.url, LEARNERS) as learners:
        await asyncio.gather(*(one.join(room[-6:]) for one in learners))
        question = drill(stated([*PLAN])).questions[0]
        listening = [asyncio.create_task(one.hears(1)) for one in learners]
        await asyncio.gather(*(one.listening.wait() for one in learners))
        await asyncio.to_thread(trainer.send, room)
        await asyncio.gather(*listening)
        told = await asyncio.gather(*(one.answers(question) for one in learners))
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
