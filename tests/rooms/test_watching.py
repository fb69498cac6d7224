"""Those who listen to a room are told what changes, once; and are let go when the service stops."""

from __future__ import annotations

import asyncio

import pytest

from api.rooms import watching
from api.rooms.rooms import Standing
from api.rooms.watching import Watch
from tests.awaiting import awaited
from tests.waits import HANG_TIMEOUT


class Looked:
    """A room that stands as it is told to, and counts how often somebody looks."""

    def __init__(self) -> None:
        self.standing: Standing | None = Standing(0, 0, ())
        self.looks = 0
        self.fails = False

    def __call__(self, code: str) -> Standing | None:
        self.looks += 1
        if self.fails:
            raise OSError("no database")
        return self.standing


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often, and give a sign of life soon."""
    monkeypatch.setattr(watching, "LOOKS_EVERY", 0.05)
    monkeypatch.setattr(watching, "PULSE", 0.2)


def test_every_listener_is_told_and_one_look_serves_all():
    async def listen() -> None:
        looked = Looked()
        watch = Watch(looked)
        some = [watch.standings("BCDFGH") for _ in range(50)]
        firsts = await asyncio.gather(*(anext(one) for one in some))
        assert set(firsts) == {Standing(0, 0, ())}
        before = looked.looks
        looked.standing = Standing(1, 50, ())
        nexts = await asyncio.gather(*(anext(one) for one in some))
        assert set(nexts) == {Standing(1, 50, ())}
        assert looked.looks - before < 50
        looked.standing = None
        ends = await asyncio.gather(*(anext(one) for one in some))
        assert set(ends) == {None}
        for one in some:
            with pytest.raises(StopAsyncIteration):
                await anext(one)
        async with asyncio.timeout(HANG_TIMEOUT):
            while len(asyncio.all_tasks()) > 1:  # nobody listens, so nobody is to look
                await asyncio.sleep(0.01)

    awaited(listen())


def test_the_same_is_told_again_as_a_sign_of_life():
    async def listen() -> None:
        standings = Watch(Looked()).standings("BCDFGH")
        assert await anext(standings) == await anext(standings)
        await standings.aclose()

    awaited(listen())


def test_listeners_are_let_go_when_the_service_stops_or_cannot_look(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(watching, "PULSE", 60)

    async def listen() -> None:
        looked = Looked()
        watch = Watch(looked)
        standings = watch.standings("BCDFGH")
        await anext(standings)
        asyncio.get_running_loop().call_later(0.02, watch.leave)
        async with asyncio.timeout(HANG_TIMEOUT):
            assert [one async for one in standings] == []

        blind = Looked()
        blind.fails = True
        async with asyncio.timeout(HANG_TIMEOUT):
            assert [one async for one in Watch(blind).standings("BCDFGH")] == []

    awaited(listen())
