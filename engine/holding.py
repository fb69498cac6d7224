"""Which of many triggers hold in a case: all of them at once, as bits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial, reduce
from operator import and_, getitem
from typing import Any

from criteria.facts import Trigger
from criteria.words import Status
from engine.memory import Memory, reads

Tests = tuple[tuple[int, str, frozenset[str]], ...]
Situation = tuple[Mapping[str, str], Mapping[str, Status], Mapping[str, Status]]
"""What triggers are held against: answers, statuses of criteria, statuses of determinations."""


def tests(triggers: Iterable[Trigger]) -> Tests:
    """Triggers as where to look, for what name, and the values that make each hold."""
    found = []
    for one in triggers:
        names = (one.fact, one.criterion, one.determination)
        where = next(place for place, name in enumerate(names) if name is not None)
        found.append((where, names[where] or "", frozenset(one.status)))
    return tuple(found)


class Holding:
    """Things that hang on triggers, a bit for each; without triggers a thing always holds.

    Whatever is looked at is looked up once, and leaves the bits of what its value does not stop:
    a pass over some thirty names, where trying each thing in turn would look at hundreds.
    """

    def __init__(self, wanted: Sequence[Tests]) -> None:
        self._wanted = wanted
        self._all = (1 << len(wanted)) - 1
        self._looks = [self._look(where) for where in range(3)]

    def bits(self, situation: Situation) -> int:
        """What holds, as bits in the order in which the things were given."""
        found = self._all
        for told, (read, left) in zip(situation, self._looks, strict=True):
            found = reduce(and_, map(getitem, left, read(told)), found)
        return found

    def _look(self, where: int) -> tuple[Callable[[Any], tuple[str, ...]], list[Memory[str, int]]]:
        """The names to look at in one place, and for each what its values leave standing."""
        names = list(dict.fromkeys(n for one in self._wanted for w, n, _ in one if w == where))
        return reads(names), [Memory(partial(self._left, where, name)) for name in names]

    def _left(self, where: int, name: str, value: str) -> int:
        """The things that a value does not stop."""
        found = 0
        for number, one in enumerate(self._wanted):
            if all(value in values for at, of, values in one if (at, of) == (where, name)):
                found |= 1 << number
        return found


def chosen(bits: int) -> list[int]:
    """The numbers of the bits that are set, lowest first."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
