"""Measure what has an aim in seconds: `python benchmarks/aims.py`.

The pages of a case, the differences between two editions, and a long drill, each beside its aim.
Nothing here is a test: a busy machine takes longer, and is no less correct.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent))

from report import Row, machine, table

from api.drills.cases import found
from api.drills.model import MOST_QUESTIONS, Plan
from api.drills.setting import drill
from criteria.shelf import shelf
from engine import differences
from tests.pages.visiting import Visitor, visiting
from tests.service.running import UNHURRIED, certified, running

PAGES = ("edition", "dates", "questions", "questions/outcome", "all-questions", "considerations",
         "answers", "decision", "history", "tree.svg?edition=wt-2018")  # fmt: skip
PAGE_AIM, DIFFERENCES_AIM, DRILL_AIM = 0.3, 5.0, 4.0
TRIES = 5


def time_call(call: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def describe(name: str, seconds: float, aim: float) -> Row:
    """A row of the table."""
    return name, (f"{seconds * 1000:,.0f}", f"{aim * 1000:,.0f}")


def measure_pages(visitor: Visitor) -> Iterator[Row]:
    """Each page of a case that two editions may govern, once the server is warm."""
    reference = visitor.begin("2018-09-01")
    visitor.answer(reference, outcome="harmed", age_group="unborn", abuse_or_neglect="known")
    for page in PAGES:
        path = f"/cases/{reference}/{page}"
        seconds = min(time_call(lambda path=path: visitor.get(path)) for _ in range(TRIES))
        yield describe(page, seconds, PAGE_AIM)


def measure_rules() -> Iterator[Row]:
    """The slowest differences between two editions, and the longest drill."""
    pairs = list(combinations(shelf().timeline.editions, 2))
    slowest = max(time_call(lambda pair=pair: differences(*pair)) for pair in pairs)
    yield describe("differences of two editions", slowest, DIFFERENCES_AIM)
    compared = shelf().timeline.compared
    for pair in combinations(compared, 2):
        found(pair)
    plan = Plan(compared, "borderline", MOST_QUESTIONS, 77)
    yield describe(
        f"a drill of {MOST_QUESTIONS} questions", time_call(lambda: drill(plan)), DRILL_AIM
    )


def main() -> None:
    """Measure, and print."""
    print(machine(pinned=False))
    with (
        TemporaryDirectory() as folder,
        running(certified(Path(folder) / "data"), **UNHURRIED) as server,
        visiting(server) as visitor,
    ):
        pages = list(measure_pages(visitor))
    table("Milliseconds", ("took", "aim"), [*pages, *measure_rules()])


if __name__ == "__main__":
    main()
