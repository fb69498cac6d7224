"""Joins of which more is known than their values, so that less of two functions is walked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Join = Callable[[int, int], int]


@dataclass(frozen=True, slots=True)
class Known:
    """A join that may be taken either way round, and gives a value joined with itself back.

    One value may be neutral (the result is the other) and one ruling (it is the result, whatever
    the other): neither function need be walked any further.
    """

    neutral: int
    ruling: int


NEVER = -1
"""A value that no function has."""
KNOWN: Mapping[Join, Known] = {
    max: Known(neutral=0, ruling=NEVER),
    min: Known(neutral=NEVER, ruling=0),
    int.__or__: Known(neutral=0, ruling=NEVER),
}
