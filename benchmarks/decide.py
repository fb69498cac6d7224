"""Measure deciding: `python benchmarks/decide.py [--quick] [--long] [--json]`.

Nothing here is a test: a busy machine decides more slowly, and no less correctly.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import show
from beside import Beside, beside
from ours import EDITIONS, Rates, comparisons, rates_of, verifications
from report import machine
from start import first_decisions, memory

from criteria.shelf import shelf


@dataclass(frozen=True)
class Effort:
    """How long to measure."""

    repetitions: int = 5
    size: int = 2000
    starts: int = 7
    verified: int | None = None
    marks: tuple[int, ...] = (1, 100_000)


QUICK = Effort(repetitions=2, size=60, starts=1, verified=2, marks=(1, 1_000))
LONG = Effort(marks=(1, 100_000, 1_000_000))


@dataclass
class Results:
    """Everything measured, as it is shown and as it is printed in JSON."""

    machine: str
    cold: dict[str, Rates]
    compared: Any
    beside: Beside | None
    start: dict[str, dict[str, float]]
    verify: dict[str, tuple[float, int]]
    memory: dict[int, float]


def held_to_one_core() -> bool:
    """Keep this process, and those it starts, on one core where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return True


def measured(effort: Effort, tell: Callable[[str, Any], None]) -> Results:
    """Measure everything, and tell each part as soon as it is known."""
    last = EDITIONS[-1]
    on = machine(pinned=held_to_one_core())
    tell("machine", (on, effort))
    cold = {}
    for edition in EDITIONS:
        cold[edition] = rates_of(edition, effort.repetitions, effort.size)
        tell("cold", (edition, cold[edition]))
    compared = comparisons(effort.repetitions, max(20, effort.size // 10))
    tell("compared", compared)
    peers = beside(effort.repetitions, effort.size)
    tell("beside", peers)
    start = first_decisions(EDITIONS[1::2], effort.starts)
    tell("start", start)
    verify = verifications(shelf().timeline.editions[: effort.verified])
    tell("verify", verify)
    peak = memory(last, effort.marks)
    tell("memory", (last, peak))
    return Results(on, cold, compared, peers, start, verify, peak)


def plain(value: Any) -> Any:
    """What was measured, as JSON values."""
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


def arguments() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description="measure deciding")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--quick", action="store_true", help="a smoke run: figures mean little")
    how.add_argument("--long", action="store_true", help="memory after a million decisions as well")
    parser.add_argument("--json", action="store_true", help="print everything as JSON instead")
    return parser.parse_args()


def main() -> None:
    """Measure, and print."""
    asked = arguments()
    effort = QUICK if asked.quick else LONG if asked.long else Effort()
    tell = (lambda part, found: None) if asked.json else show.show
    results = measured(effort, tell)
    if asked.json:
        print(json.dumps(plain(results), indent=1))


if __name__ == "__main__":
    main()
