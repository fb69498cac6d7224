"""Processes of their own: start to first decision by stage, and the memory that deciding takes."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent

STAGES = (
    "interpreter",
    "import pydantic",
    "import durable_rules",
    "import criteria",
    "import engine",
    "read the ruleset",
    "make it ready",
    "first decision",
)

FIRST_DECISION = """
from time import perf_counter as now
at = [now()]
import pydantic
at += [now()]
import durable_rules_engine
at += [now()]
import criteria.shelf
at += [now()]
from engine import decide
from engine.ready import ready
at += [now()]
criteria.shelf.shelf().volume({edition!r})
at += [now()]
ready({edition!r})
at += [now()]
decide({edition!r}, {{"outcome": "died", "age_group": "under_16"}})
at += [now()]
print(at, flush=True)
"""

MEMORY = """
import random, sys
sys.path.insert(0, {here!r})
from cases import uniform, vocabulary
from start import peak
from engine import decide
facts, rng, done = vocabulary().facts, random.Random(4), 0
for mark in {marks!r}:
    for _ in range(mark - done):
        decide({edition!r}, uniform(facts, rng))
    done = mark
    print(peak(), flush=True)
"""


def peak() -> float:
    """The most memory this process ever took, in MiB.

    On Linux a new process counts in `ru_maxrss` what the one that started it took.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 2**10
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def started(edition: str) -> list[float]:
    """The seconds that each stage took in one new process, and all together."""
    began = perf_counter()
    code = FIRST_DECISION.format(edition=edition)
    line = said_first([sys.executable, "-c", code])
    ended = perf_counter()
    at = [began, *json.loads(line)]
    return [*(after - before for before, after in pairwise(at)), ended - began]


def said_first(command: Sequence[str]) -> bytes:
    """The first line that a process prints, as soon as it does."""
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env=compiled(), bufsize=0
    ) as process:
        line = b"" if process.stdout is None else process.stdout.readline()
        if not line:
            raise SystemExit("a first decision failed")
        return line


def compiled() -> dict[str, str]:
    """This environment, where Python keeps what it compiled, as it does once installed."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def first_decisions(editions: Sequence[str], runs: int) -> dict[str, dict[str, float]]:
    """The median seconds of each stage, by edition; one process of each in turn."""
    started(editions[0])
    took: dict[str, list[list[float]]] = {edition: [] for edition in editions}
    for _ in range(runs):
        for edition in editions:
            took[edition].append(started(edition))
    names = (*STAGES, "altogether")
    return {
        edition: dict(zip(names, (median(stage) for stage in zip(*rows, strict=True)), strict=True))
        for edition, rows in took.items()
    }


def memory(edition: str, marks: Sequence[int]) -> dict[int, float]:
    """The peak memory of a process, in MiB, after so many different decisions."""
    here = str(Path(__file__).parent)
    code = MEMORY.format(here=here, marks=tuple(marks), edition=edition)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True
    )
    return dict(zip(marks, map(float, done.stdout.split()), strict=True))
