"""Killed under load, again and again: what was acknowledged is there, whole, and once."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from api.register.verifying import verified_here
from tests.register.load import Writer, loaded
from tests.register.places import CHAIR, Opened, Place
from tests.register.postgres import Postgres
from tests.register.serving import Server, serving
from tests.waits import wait_until

pytestmark = pytest.mark.long

ROUNDS = int(os.environ.get("THRESHOLD_KILLS", "2"))
"""How often each is killed: `.ci/run` asks for more."""


def whole(kept: Opened, writers: list[Writer]) -> None:
    """See that the register is whole, everything in it can be read, and all is acknowledged."""
    assert verified_here(kept.register).findings == ()
    for one in writers:
        one.check(kept)
        _, told = kept.register.library.history(one.panel, one.case, CHAIR)
        assert [entry["content"] for entry in told] == [entry["content"] for entry in one.kept]
    tables = "SELECT (SELECT count(*) FROM entries), (SELECT sum(entries) FROM cases)"
    assert len(set(kept.execute(tables)[0])) == 1


def under_way(writers: list[Writer]) -> None:
    """Wait until most of them were acknowledged something: a busy machine takes its time."""
    wait_until(
        lambda: sum(bool(one.kept) for one in writers) >= len(writers) // 2,
        lambda: str([one.refused[-3:] for one in writers]),
    )


def under_load(server: Server, number: int, kill: object) -> list[Writer]:
    """Eight writers, in the midst of whose work something is killed."""
    rng = random.Random(number)
    with loaded(server, f"round-{number}") as writers:
        under_way(writers)
        time.sleep(rng.uniform(0.02, 0.3))
        kill()  # type: ignore[operator]
    assert sum(len(one.kept) for one in writers) > 0
    return writers


def test_a_server_killed_under_load_keeps_what_it_acknowledged(place: Place):
    writers: list[Writer] = []
    for number in range(ROUNDS + 1):
        with serving(place) as server, place.open() as kept:
            for one in writers:
                one.server = server
                one.finish()
            if writers:
                whole(kept, writers)
            if number < ROUNDS:
                writers = under_load(server, number, server.kill)


def test_postgresql_killed_under_load_keeps_what_was_acknowledged(
    postgres: Postgres, tmp_path: Path
):
    place = Place(tmp_path / "data", postgres.fresh())
    with serving(place) as server:
        for number in range(ROUNDS):
            writers = under_load(server, number, postgres.kill)
            postgres.start()
            for one in writers:
                one.finish()
            with place.open() as kept:
                whole(kept, writers)
            assert all(status == 503 for one in writers for status in one.refused)


def test_writers_of_several_panels_and_processes_write_one_chain_each(place: Place):
    with serving(place, "--workers", "2") as server:
        with loaded(server, "load", ("north", "south")) as writers:
            under_way(writers)
        for one in writers:
            one.finish()
            assert one.refused == []
    with place.open() as kept:
        whole(kept, writers)
        assert kept.register.library.panels() == ["north", "south"]
