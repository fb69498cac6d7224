"""What each error means at a door: an exit status, and later an HTTP status."""

from __future__ import annotations

from criteria.errors import (
    ArguableEdition,
    CallerError,
    EngineFault,
    InputError,
    NoEdition,
    RulesetError,
    ThresholdError,
    UnknownEdition,
)

DONE, FAULT, BAD_INPUT = 0, 1, 2

EXITS: dict[type[ThresholdError], int] = {
    ThresholdError: FAULT,
    EngineFault: FAULT,
    CallerError: BAD_INPUT,
    InputError: BAD_INPUT,
    UnknownEdition: BAD_INPUT,
    NoEdition: BAD_INPUT,
    ArguableEdition: BAD_INPUT,
    RulesetError: BAD_INPUT,
}


def exit_status(error: ThresholdError) -> int:
    """The exit status for an error: 2 if the caller can mend it, else 1."""
    return EXITS[type(error)]
