"""Running `threshold register` as somebody at a shell does."""

from __future__ import annotations

from tests.doors.program import Ended, command
from tests.register.places import Place


def run(*args: str) -> Ended:
    """Run a command under `threshold register`."""
    return command("register", *args)


def told(ended: Ended, status: int = 0) -> str:
    """What a command printed, which ended with this status and without a traceback."""
    assert ended.status == status, ended.out + ended.err
    assert "Traceback" not in ended.err
    return ended.out if status == 0 else ended.out + ended.err


def edited(place: Place, statement: str) -> None:
    """Change the database behind the register's back."""
    with place.open() as kept:
        assert kept.execute(statement)
