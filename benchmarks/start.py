"""Processes of their own: from start to first decision by stage, and the memory that deciding takes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
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
    "compile the rules",
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
import random, resource, sys
sys.path.insert(0, {here!r})
from cases import uniform, vocabulary
from engine import decide
facts, rng, done = vocabulary().facts, random.Random(4), 0
for mark in {marks!r}:
    for _ in range(mark - done):
        decide({edition!r}, uniform(facts, rng))
    done = mark
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / (2**20 if sys.platform == "darwin" else 2**10), flush=True)
"""


def started(edition: str) -> list[float]:
    """The seconds that each stage took in one new process, and all together."""
    began = perf_counter()
    code = FIRST_DECISION.format(edition=edition)
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as process:
        line = process.stdout.readline() if process.stdout else b""
        ended = perf_counter()
    if process.returncode:
        raise SystemExit("a first decision failed")
    at = [began, *json.loads(line)]
    return [*(after - before for before, after in zip(at, at[1:], strict=False)), ended - began]


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
