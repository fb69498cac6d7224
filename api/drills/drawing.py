"""Drawing by lot from a seed, the same on every Python: by whole numbers alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Lot:
    """What is drawn from a seed, one thing after another."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def below(self, number: int) -> int:
        """A whole number from 0 up to, and not including, this one."""
        return self._random.randrange(number)

    def one(self, things: Sequence[Thing]) -> Thing:
        """One of some things."""
        return things[self.below(len(things))]

    def mixed(self, things: Iterable[Thing]) -> list[Thing]:
        """All the things, in an order drawn."""
        left = list(things)
        return [left.pop(self.below(len(left))) for _ in range(len(left))]
