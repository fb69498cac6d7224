"""Measure a full room: `python benchmarks/room.py [--learners N]`.

All learners join at once, listen, are told of the next case, and answer at once; in one process
that serves and in two. Beside it the same clients ask a bare address (`/healthz`) as often. Nothing
here is a test: a busy machine serves more slowly, and loses nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent))

from report import Row, machine, table

from api.drills.planned import planned
from api.drills.setting import drill
from api.pages.drills import query_of
from tests.pages.visiting import Visitor, visiting
from tests.rooms.learning import Learner, phones
from tests.service.running import UNHURRIED, running

PLAN = planned(("wt-2013", "wt-2018"), "plain", 1, 20)
HEADS = ("seconds", "/healthz")


async def took(some: Iterable[Awaitable[object]]) -> float:
    """How many seconds it takes until all are done."""
    began = time.perf_counter()
    await asyncio.gather(*some)
    return time.perf_counter() - began


async def bare(learners: list[Learner], times: int) -> float:
    """How long the same clients take to ask a bare address so many times, one after another."""

    async def ask(one: Learner) -> None:
        for _ in range(times):
            await one.client.get("/healthz")

    return await took(ask(one) for one in learners)


async def measured(trainer: Visitor, url: str, room: str, number: int) -> list[Row]:
    """A row for each thing that all learners do at once."""
    question = drill(PLAN).questions[0]
    steps: dict[str, tuple[int, Callable[[Learner], Awaitable[object]]]] = {
        "join: a page, a form, a page": (3, lambda one: one.join(room[-6:])),
        "answer: a page, a form": (2, lambda one: one.answers(question)),
    }
    rows: list[Row] = []
    async with phones(url, number) as learners:
        for name, (asked, step) in steps.items():
            beside = await bare(learners, asked)
            seconds = await took(step(one) for one in learners)
            rows.append((name, (f"{seconds:.2f}", f"{beside:.2f}")))
            if len(rows) == 1:
                heard = await told(trainer, learners, room)
                rows.append(("hear that the case has come", (f"{heard:.2f}", "")))
    return rows


async def told(trainer: Visitor, learners: list[Learner], room: str) -> float:
    """How long it takes from the trainer's click until the last learner has heard of it."""
    listening = [asyncio.create_task(one.hears(1)) for one in learners]
    await asyncio.gather(*(one.listening.wait() for one in learners))
    began = time.perf_counter()
    await asyncio.to_thread(trainer.send, room)
    await asyncio.gather(*listening)
    return time.perf_counter() - began


def main() -> None:
    """Measure, and print a table for each number of processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=200)
    number = parser.parse_args().learners
    print(machine(pinned=False))
    for workers in ("1", "2"):
        with (
            TemporaryDirectory() as folder,
            running(Path(folder) / "data", workers=workers, **UNHURRIED) as server,
            visiting(server, "trainer") as trainer,
        ):
            page = trainer.get(f"/drills?{query_of(PLAN)}")
            room = trainer.send_from(page, "/rooms").url.path
            rows = asyncio.run(measured(trainer, server.url, room, number))
        table(f"{number} learners at once, {workers} serving", HEADS, rows)


if __name__ == "__main__":
    main()
