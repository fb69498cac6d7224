"""Remembering what was found, up to a bound, and reading many things at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, TypeVar

REMEMBERED = 4096
"""How much one memory keeps before it is emptied and everything is found anew."""

Key = TypeVar("Key")
Found = TypeVar("Found")


class Memory(dict[Key, Found]):
    """What is found for each key: looked for once, then only looked up.

    To look up what is there costs no more than in any dict, so it is also the quickest way to ask.
    """

    def __init__(self, find: Callable[[Key], Found]) -> None:
        self._find = find

    def __missing__(self, key: Key) -> Found:
        found = self._find(key)
        if len(self) >= REMEMBERED:
            self.clear()
        self[key] = found
        return found


def reads(names: Sequence[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """What reads these names, or places, off a table into a tuple.

    `itemgetter` does it in one call, but gives a single item bare and cannot read none.
    """
    if len(names) > 1:
        return itemgetter(*names)
    if not names:
        return lambda table: ()
    (only,) = names
    return lambda table: (table[only],)
