"""What is asked of the servers: decisions, comparisons and batches, as bodies of requests."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from cases import Case, endless, realistic

EDITION = "wt-2023"
FEW = 8
"""How many cases come again and again."""

Bodies = Iterator[bytes]


@dataclass(frozen=True)
class Kind:
    """A kind of request: where it goes, how many cases a body has, and how many go in a turn."""

    name: str
    path: str
    bodies: Callable[[int], Bodies]
    cases: int
    turn: int
    clients: int = 8


def written(value: object) -> bytes:
    """A body as a caller writes it."""
    return json.dumps(value).encode()


def different() -> Iterator[Case]:
    """Cases without end, no two alike."""
    return endless(realistic, random.Random("serve"))


def decisions(_: int) -> Bodies:
    """A different case each time."""
    return (written({"edition": EDITION, "facts": case}) for case in different())


def again(_: int) -> Bodies:
    """The same few cases again and again."""
    return cycle(list(islice(decisions(1), FEW)))


def comparisons(_: int) -> Bodies:
    """A different case each time, under all editions that are compared."""
    return (written({"facts": case}) for case in different())


def batches(detail: str) -> Callable[[int], Bodies]:
    """Many different cases at once."""

    def bodies(size: int) -> Bodies:
        every = different()
        while True:
            numbered = enumerate(islice(every, size))
            cases = [{"id": f"case-{number}", "facts": case} for number, case in numbered]
            yield written({"editions": [EDITION], "detail": detail, "cases": cases})

    return bodies


def kinds(effort: float, batch: int) -> tuple[Kind, ...]:
    """Every kind, with so much effort in a turn and so many cases in a batch."""
    one, few = round(4000 * effort), max(2, round(4 * effort))
    at = "/v1/batches"
    return (
        Kind("decide, cold", "/v1/decisions", decisions, 1, one),
        Kind("decide, warm", "/v1/decisions", again, 1, one),
        Kind("compare, cold", "/v1/comparisons", comparisons, 1, one // 8),
        Kind("batch, referral", at, batches("referral"), batch, few, 2),
        Kind("batch, full", at, batches("full"), batch, few, 2),
    )
