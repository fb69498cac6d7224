"""How a command ends that the caller can mend: with a message and an exit status, no traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import NoReturn, ParamSpec

import click

from api.exits import exit_status
from criteria.errors import CallerError, ThresholdError, visible

Args = ParamSpec("Args")


def mended_by_caller(command: Callable[Args, None]) -> Callable[Args, None]:
    """Let a command end with a message and an exit status in place of a traceback."""

    @wraps(command)
    def wrapped(*args: Args.args, **kwargs: Args.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except ThresholdError as error:
            place = kwargs.get("case")
            named = "standard input" if place == "-" else visible(str(place))
            ended(error, f"{named}: " if place is not None else "")
        except OSError as error:
            if error.filename is None:  # not a file that the caller named
                raise
            told = (error.strerror or str(error)).lower()
            ended(CallerError(f"{visible(str(error.filename))}: cannot be used: {told}"), "")

    return wrapped


def ended(error: ThresholdError, place: str) -> NoReturn:
    """Say what is wrong on standard error, a line for each problem, and leave."""
    for line in str(error).splitlines() or [type(error).__name__]:
        click.echo(f"threshold: {place}{line}", err=True)
    sys.exit(exit_status(error))
