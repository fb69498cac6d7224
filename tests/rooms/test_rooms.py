"""Rooms in a database of each kind: opened, joined, moved on, closed, and nothing left of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select, update

from api.rooms import rooms as module
from api.rooms.rooms import Full, NoRoom, Rooms
from api.store.database import opened
from api.store.keys import clock
from api.store.tables import choices, learners, rooms
from tests.register.places import Place

DRILL = '{"any": "drill"}'


@pytest.fixture
def engine(place: Place) -> Iterator[Engine]:
    """The database of a place."""
    one = opened(place.folder, place.url)
    yield one
    one.dispose()


@pytest.fixture
def here(engine: Engine) -> Rooms:
    """The rooms of that database."""
    return Rooms(engine)


def left(engine: Engine) -> int:
    """How many rows there are of rooms, learners and what they chose."""
    with engine.connect() as connection:
        tables = (rooms, learners, choices)
        return sum(connection.scalar(select(func.count()).select_from(t)) or 0 for t in tables)


def test_a_room_goes_from_step_to_step_for_its_host_alone(here: Rooms):
    room, secret = here.open(DRILL, None)
    assert (room.step, room.question, room.shown) == (0, 0, False)
    with pytest.raises(NoRoom):
        here.move(room.code, "somebody else", 0, 5)
    seen = []
    for step in range(7):
        here.move(room.code, secret, step, 5)
        now = here.hosted(room.code, secret)
        seen.append((now.step, now.question, now.shown))
    assert seen[:5] == [(1, 1, False), (2, 1, True), (3, 2, False), (4, 2, True), (5, 3, False)]
    assert seen[5:] == [seen[4]] * 2, "there is nothing after the last step"


def test_a_step_that_was_left_is_not_gone_on_from_again(here: Rooms):
    room, secret = here.open(DRILL, None)
    for step in (0, 1, 0):
        here.move(room.code, secret, step, 5)
    assert here.hosted(room.code, secret).step == 2


def test_an_answer_counts_while_its_question_is_open_and_can_be_changed(here: Rooms):
    room, secret = here.open(DRILL, None)
    seat = here.seat(here.join(room.code, None))
    assert not here.choose(seat, 1, ["a", "b", "c"]), "nothing was asked yet"
    here.move(room.code, secret, 0, 5)
    assert here.choose(seat, 1, ["a", "b", "c"])
    assert here.choose(seat, 1, ["a", "b", "d"])
    assert not here.choose(seat, 2, ["a", "b", "c"]), "the next is not open"
    here.move(room.code, secret, 1, 5)
    assert not here.choose(seat, 1, ["x", "y", "z"]), "what is right is shown"
    assert here.chosen_by(seat) == {1: ("a", "b", "d")}
    assert here.chosen_in(room.code) == {1: [("a", "b", "d")]}
    standing = here.standing(room.code)
    assert standing is not None
    assert (standing.step, standing.learners, standing.chosen) == (2, 1, (("a", "b", "d"),))


def test_who_joins_again_keeps_their_place_and_who_goes_elsewhere_leaves_it(here: Rooms):
    room, _ = here.open(DRILL, None)
    other, _ = here.open(DRILL, None)
    secret = here.join(room.code, None)
    assert here.join(room.code, secret) == secret
    again = here.join(other.code, secret)
    assert again != secret
    with pytest.raises(NoRoom):
        here.seat(secret)
    assert here.seat(again).room.code == other.code


def test_a_closed_room_leaves_nothing(here: Rooms, engine: Engine):
    room, secret = here.open(DRILL, None)
    learner = here.join(room.code, None)
    here.move(room.code, secret, 0, 3)
    here.choose(here.seat(learner), 1, ["a"])
    with pytest.raises(NoRoom):
        here.close(room.code, learner)
    assert left(engine) == 3
    here.close(room.code, secret)
    assert left(engine) == 0
    assert here.standing(room.code) is None
    with pytest.raises(NoRoom):
        here.seat(learner)
    with pytest.raises(NoRoom):
        here.join(room.code, None)


def test_a_host_who_opens_another_room_has_closed_the_first(here: Rooms, engine: Engine):
    _, secret = here.open(DRILL, None)
    here.open(DRILL, secret)
    assert left(engine) == 1


def test_a_room_that_came_to_its_end_is_there_for_nobody_and_is_swept_away(
    here: Rooms, engine: Engine
):
    room, secret = here.open(DRILL, None)
    learner = here.join(room.code, None)
    with engine.begin() as connection:
        connection.execute(update(rooms).values(ends=clock() - timedelta(seconds=1)))
    for refused in (
        lambda: here.hosted(room.code, secret),
        lambda: here.join(room.code, None),
        lambda: here.seat(learner),
    ):
        with pytest.raises(NoRoom):
            refused()
    here.sweep()
    assert left(engine) == 0


def test_there_is_an_end_to_places(here: Rooms, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_LEARNERS", 2)
    monkeypatch.setattr(module, "MOST_ROOMS", 2)
    room, _ = here.open(DRILL, None)
    secret = here.join(room.code, None)
    here.join(room.code, None)
    with pytest.raises(Full):
        here.join(room.code, None)
    assert here.join(room.code, secret) == secret, "who is in is not turned out"
    here.open(DRILL, None)
    with pytest.raises(Full):
        here.open(DRILL, None)


def test_what_was_taken_is_there_and_nothing_else_however_many_answer_while_it_is_closed(
    here: Rooms, engine: Engine
):
    """Some answers come before the trainer goes on and some after: none is half kept."""
    room, secret = here.open(DRILL, None)
    seats = [here.seat(here.join(room.code, None)) for _ in range(24)]
    here.move(room.code, secret, 0, 5)
    ready = threading.Barrier(9)

    def answer(part: int) -> dict[str, bool]:
        ready.wait()
        mine = seats[part::8]
        return {seat.learner: here.choose(seat, 1, [f"of-{seat.learner[:6]}"]) for seat in mine}

    with ThreadPoolExecutor(9) as hands:
        told = [hands.submit(answer, part) for part in range(8)]
        ready.wait()
        here.move(room.code, secret, 1, 5)
        taken = {who for one in told for who, kept in one.result().items() if kept}
    kept = {names[0] for names in here.chosen_in(room.code).get(1, [])}
    assert kept == {f"of-{who[:6]}" for who in taken}
