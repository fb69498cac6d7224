"""What can go wrong: the caller's mistakes and our own faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

LONGEST_QUOTE = 60


class ThresholdError(Exception):
    """Any error that Threshold raises on purpose."""


class CallerError(ThresholdError):
    """A mistake in what was handed in; the caller can mend it."""


class EngineFault(ThresholdError):
    """A fault of ours: no input should be able to cause it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it is, what it is, and the nearest right value where there is one."""

    where: tuple[str, ...]
    message: str
    nearest: str | None = None

    def stated_at(self, places: Mapping[tuple[str, ...], tuple[str, ...]]) -> Problem:
        """The same mistake at the place where the caller stated it, if that is another."""
        return replace(self, where=places.get(self.where, self.where))

    def __str__(self) -> str:
        hint = f" (did you mean {quoted(self.nearest)}?)" if self.nearest is not None else ""
        place = ".".join(shortened(part) for part in self.where)
        return f"{place}: {self.message}{hint}" if place else f"{self.message}{hint}"


class InputError(CallerError):
    """Facts, judgements or dates that cannot be read; carries every problem, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class UnknownEdition(InputError):
    """An edition that is not on the shelf."""


class UnknownVersion(InputError):
    """A version of an edition that neither the shelf nor a past release has."""


class NoEdition(InputError):
    """A date for which no edition can be named, or a date outside the timeline."""


class ArguableEdition(InputError):
    """A date on which more than one edition is arguable; the chair must settle which."""


class RulesetError(CallerError):
    """An unsound ruleset; the message names the rule."""


def nearest(value: object, choices: Iterable[str]) -> str | None:
    """The choice that looks most like the value, or None where there is nothing to choose from."""
    among = list(choices)
    if isinstance(value, bool):
        value = "yes" if value else "no"
        return value if value in among else None
    if value is None or value == "":
        return "unknown" if "unknown" in among else None
    if not isinstance(value, str):
        return None
    wanted = value[:LONGEST_QUOTE].casefold()
    return max(
        among,
        key=lambda choice: SequenceMatcher(None, wanted, choice.casefold()).ratio(),
        default=None,
    )


def quoted(value: object) -> str:
    """The value as an error message shows it: on one line, shortened, safe on a terminal."""
    if isinstance(value, str):
        return f"`{shortened(value)}`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | float):
        return f"`{number(value)}`"
    if isinstance(value, list | tuple):
        return "a list"
    return "a table" if isinstance(value, dict) else "nothing" if value is None else f"`{value}`"


def number(value: int | float) -> str:
    """A number in few characters; counting the bits first spares printing a huge one."""
    if isinstance(value, int) and value.bit_length() > 128:
        return "a very long number"
    return str(value)


def shortened(text: str) -> str:
    """Text cut to a readable length, with anything that is not printable made visible."""
    return visible(text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…")


def visible(text: str) -> str:
    """Text in which nothing can act on a terminal: what is not printable is spelt out."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
