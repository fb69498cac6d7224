"""What each error means at a door: an exit status, and an HTTP status with a kind of problem."""

from __future__ import annotations

from dataclasses import dataclass

from api.register.mistakes import Erased, NoSuchCase, NotKept, Repeated, Taken, Unreadable
from criteria.errors import (
    ArguableEdition,
    CallerError,
    EngineFault,
    InputError,
    NoEdition,
    RulesetError,
    ThresholdError,
    UnknownEdition,
    UnknownVersion,
)

DONE, FAULT, BAD_INPUT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an error means: to a shell its exit status, to a program its HTTP status and kind."""

    exit: int
    status: int
    kind: str


OURS = Meaning(FAULT, 500, "fault")
THEIRS = Meaning(BAD_INPUT, 422, "invalid-case")

MEANINGS: dict[type[ThresholdError], Meaning] = {
    ThresholdError: OURS,
    EngineFault: OURS,
    CallerError: THEIRS,
    InputError: THEIRS,
    UnknownEdition: THEIRS,
    UnknownVersion: THEIRS,
    NoEdition: Meaning(BAD_INPUT, 422, "no-edition"),
    ArguableEdition: Meaning(BAD_INPUT, 409, "arguable-edition"),
    NoSuchCase: Meaning(BAD_INPUT, 404, "not-found"),
    Erased: Meaning(BAD_INPUT, 410, "erased"),
    Repeated: Meaning(BAD_INPUT, 409, "repeated"),
    Taken: THEIRS,
    NotKept: Meaning(FAULT, 503, "not-kept"),
    Unreadable: OURS,
    # Who writes a ruleset can mend it at a shell; whoever calls the service cannot.
    RulesetError: Meaning(BAD_INPUT, 500, "fault"),
}


def exit_status(error: ThresholdError) -> int:
    """The exit status for an error: 2 if the caller can mend it, else 1."""
    return MEANINGS[type(error)].exit
