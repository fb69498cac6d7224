"""Plain tables, under 80 columns."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from math import floor, log10

WIDTH = 79
FIRST = 33

Row = tuple[str, Sequence[str]]


def rate(value: float) -> str:
    """Cases a second, to three figures."""
    if value <= 0:
        return "0"
    return f"{round(value, 2 - floor(log10(value))):,.0f}"


def ratio(value: float) -> str:
    """How many times as fast."""
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def machine(pinned: bool) -> str:
    """What this runs on, and how busy it is."""
    load = " ".join(f"{one:.2f}" for one in os.getloadavg())
    where = "held to one of them" if pinned else "not held to one"
    return (
        f"{platform.python_implementation()} {platform.python_version()} on {sys.platform}, "
        f"{os.cpu_count()} CPUs ({where}), load {load}"
    )


def table(title: str, heads: Sequence[str], rows: Iterable[Row], notes: Sequence[str] = ()) -> None:
    """Print a table: names to the left, figures to the right, notes beneath."""
    print(f"\n{title}\n{'-' * len(title)}")
    wide = min(14, (WIDTH - FIRST) // max(1, len(heads)))
    print(" " * FIRST + "".join(f"{head:>{wide}}" for head in heads))
    for name, figures in rows:
        print(f"{name:<{FIRST}}" + "".join(f"{figure:>{wide}}" for figure in figures))
    for note in notes:
        print(f"  {note}")
