"""The rooms in a database: opened, joined, moved on and closed. Any process of the service may ask.

A room goes from step to step: 0 while learners come in, then for each question one step in which
it is open and one in which its answer is shown, then one for how it went. Who joins gives no name;
a room, and all that was chosen in it, is gone when it is closed, or after some hours.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from api.store.database import alone
from api.store.keys import clock
from api.store.sessions import hashed, new_secret
from api.store.tables import choices, learners, rooms

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""What a code is made of. Without vowels it is no word, and no digit can be taken for a letter."""

LENGTH = 6
LASTS = timedelta(hours=4)
MOST_LEARNERS = 500
MOST_ROOMS = 200


class NoRoom(Exception):
    """There is no room of this code, or not for whoever asks: it was never opened, or is closed."""


class Full(Exception):
    """There is no place left: in this room for another learner, or here for another room."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room as it stands: its code, the drill as it was written down, and the step it is at."""

    code: str
    drill: str
    step: int

    @property
    def question(self) -> int:
        """The number of the question that is open or shown; 0 before the first."""
        return (self.step + 1) // 2

    def open_at(self, question: int) -> bool:
        """Whether a question is open: it can be answered."""
        return self.step == 2 * question - 1

    @property
    def shown(self) -> bool:
        """Whether the answer is shown, or all is over."""
        return self.step > 0 and self.step % 2 == 0


@dataclass(frozen=True, slots=True)
class Seat:
    """A learner's place in a room. `learner` is a hash of a secret, and says nothing of anybody."""

    room: Room
    learner: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a room stands: at which step, how many are in it, and what each chose at its question."""

    step: int
    learners: int
    chosen: tuple[tuple[str, ...], ...]


class Rooms:
    """All rooms of a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, drill: str, host: str | None) -> tuple[Room, str]:
        """A new room for a drill, with the secret of its host; a room they had before is closed.

        Rooms that came to their end are swept away. Raises Full if there are too many.
        """
        secret, code = new_secret(), "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        with self._engine.begin() as connection:
            alone(connection)
            swept(connection, host)
            if (connection.scalar(select(func.count()).select_from(rooms)) or 0) >= MOST_ROOMS:
                raise Full
            row = {"host": hashed(secret), "drill": drill, "step": 0, "ends": clock() + LASTS}
            connection.execute(insert(rooms).values(code=code, **row))
        return Room(code, drill, 0), secret

    def sweep(self) -> None:
        """Take away every room that came to its end."""
        with self._engine.begin() as connection:
            alone(connection)
            swept(connection, None)

    def of_host(self, secret: str | None) -> Room | None:
        """The room that a host has open; None if they have none."""
        if secret is None:
            return None
        with self._engine.connect() as connection:
            theirs = select(rooms.c.code).where(rooms.c.host == hashed(secret))
            try:
                return found(connection, connection.scalar(theirs))
            except NoRoom:
                return None

    def hosted(self, code: str, secret: str) -> Room:
        """The room of a code, for its host. Raises NoRoom for anybody else."""
        with self._engine.connect() as connection:
            return held(connection, code, secret)

    def move(self, code: str, secret: str, step: int, last: int) -> None:
        """Go on from a step, unless the room has left it already or it is the last.

        Raises NoRoom for anybody but the host.
        """
        with self._engine.begin() as connection:
            alone(connection)
            if held(connection, code, secret).step == step < last:
                moved = update(rooms).where(rooms.c.code == code)
                connection.execute(moved.values(step=step + 1))

    def close(self, code: str, secret: str) -> None:
        """Close a room: nothing of it is left. Raises NoRoom for anybody but the host."""
        with self._engine.begin() as connection:
            alone(connection)
            held(connection, code, secret)
            emptied(connection, [code])

    def join(self, code: str, before: str | None) -> str:
        """The secret of a new learner in a room, who leaves the place that they had before.

        Who is in the room already keeps their place. Raises NoRoom, or Full.
        """
        with self._engine.begin() as connection:
            alone(connection)
            found(connection, code)
            if before is not None:
                was = select(learners.c.room).where(learners.c.hashed == hashed(before))
                if connection.scalar(was) == code:
                    return before
                connection.execute(delete(learners).where(learners.c.hashed == hashed(before)))
            if seated(connection, code) >= MOST_LEARNERS:
                raise Full
            secret = new_secret()
            connection.execute(insert(learners).values(hashed=hashed(secret), room=code))
        return secret

    def seat(self, secret: str) -> Seat:
        """The place of a learner. Raises NoRoom if they have none, or the room is closed."""
        with self._engine.connect() as connection:
            code = connection.scalar(
                select(learners.c.room).where(learners.c.hashed == hashed(secret))
            )
            return Seat(found(connection, code), hashed(secret))

    def choose(self, seat: Seat, question: int, chosen: Sequence[str]) -> bool:
        """Keep what a learner chose at a question, in place of what they chose there before.

        False, and nothing is kept, if the question is not open. Raises NoRoom.
        """
        code = seat.room.code
        with self._engine.begin() as connection:
            alone(connection)
            if not found(connection, code).open_at(question):
                return False
            where = {"room": code, "question": question, "learner": seat.learner}
            connection.execute(delete(choices).filter_by(**where))
            connection.execute(insert(choices).values(**where, chosen=" ".join(chosen)))
        return True

    def chosen_by(self, seat: Seat) -> Mapping[int, tuple[str, ...]]:
        """What a learner chose, by the number of the question."""
        asked = select(choices.c.question, choices.c.chosen).where(
            choices.c.room == seat.room.code, choices.c.learner == seat.learner
        )
        with self._engine.connect() as connection:
            return {n: tuple(chosen.split(" ")) for n, chosen in connection.execute(asked)}

    def chosen_in(self, code: str) -> Mapping[int, list[tuple[str, ...]]]:
        """What was chosen in a room, by the number of the question."""
        asked = select(choices.c.question, choices.c.chosen).where(choices.c.room == code)
        told: dict[int, list[tuple[str, ...]]] = {}
        with self._engine.connect() as connection:
            for number, chosen in connection.execute(asked):
                told.setdefault(number, []).append(tuple(chosen.split(" ")))
        return told

    def standing(self, code: str) -> Standing | None:
        """How a room stands; None if it is closed."""
        with self._engine.connect() as connection:
            try:
                room = found(connection, code)
            except NoRoom:
                return None
            asked = select(choices.c.chosen).where(
                choices.c.room == code, choices.c.question == room.question
            )
            chosen = tuple(tuple(one.split(" ")) for one in connection.scalars(asked))
            return Standing(room.step, seated(connection, code), chosen)


def found(connection: Connection, code: str | None) -> Room:
    """The room of a code. Raises NoRoom if there is none, or it came to its end."""
    asked = select(rooms.c.code, rooms.c.drill, rooms.c.step)
    row = connection.execute(asked.where(rooms.c.code == code, rooms.c.ends > clock())).first()
    if row is None:
        raise NoRoom
    return Room(*row)


def held(connection: Connection, code: str, secret: str) -> Room:
    """The room of a code, for its host. Raises NoRoom for anybody else."""
    host = select(rooms.c.host).where(rooms.c.code == code)
    if connection.scalar(host) != hashed(secret):
        raise NoRoom
    return found(connection, code)


def seated(connection: Connection, code: str) -> int:
    """How many learners are in a room."""
    asked = select(func.count()).select_from(learners).where(learners.c.room == code)
    return connection.scalar(asked) or 0


def swept(connection: Connection, host: str | None) -> None:
    """Take away the rooms that came to their end, and that of a host."""
    theirs = rooms.c.host == (None if host is None else hashed(host))
    over = select(rooms.c.code).where((rooms.c.ends <= clock()) | theirs)
    emptied(connection, connection.scalars(over).all())


def emptied(connection: Connection, codes: Sequence[str]) -> None:
    """Take away rooms, and all that is in them."""
    for table, column in ((choices, choices.c.room), (learners, learners.c.room)):
        connection.execute(delete(table).where(column.in_(codes)))
    connection.execute(delete(rooms).where(rooms.c.code.in_(codes)))
