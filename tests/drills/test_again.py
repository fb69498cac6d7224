"""The same plan makes the same drill, in whatever process and on whatever Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import pytest

from api.drills.cases import found
from api.drills.drawing import Lot
from api.drills.model import MOST_QUESTIONS, Plan
from api.drills.setting import drill
from criteria.shelf import shelf
from tests.doors.program import ROOT
from tests.drills.drawn import PAIRS, drills
from tests.waits import HANG_TIMEOUT

FIVE = shelf().timeline.compared

PINNED = ([331, 970, 154, 404], list("fabecd"), 3)
"""What a seed draws: drills that were handed out hang on it."""


def test_the_same_plan_makes_the_same_drill_and_another_seed_another():
    for one in drills()[:6]:
        assert drill(one.plan) == one
    assert drill(Plan(FIVE, "plain", 10, 1)) != drill(Plan(FIVE, "plain", 10, 2))


def test_a_longer_drill_begins_as_a_shorter_one():
    long, short = (drill(Plan(FIVE, "borderline", number, 4)) for number in (9, 4))
    assert long.questions[:4] == short.questions


def test_several_may_be_set_at_the_same_time():
    plans = [Plan(FIVE, "detailed", 5, seed) for seed in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(drill, plans)) == [drill(plan) for plan in plans]


SHOWS = (
    "import json; from dataclasses import asdict; from api.drills.model import Plan;"
    "from api.drills.setting import drill;"
    "print(json.dumps(asdict(drill(Plan(('wt-2013', 'wt-2015'), 'borderline', 4, 9)))))"
)


def test_nothing_hangs_on_the_order_of_hashes():
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "12345"}
    said = subprocess.run(
        [sys.executable, "-c", SHOWS],
        capture_output=True,
        check=True,
        env=env,
        timeout=HANG_TIMEOUT,
    )
    here = asdict(drill(Plan(("wt-2013", "wt-2015"), "borderline", 4, 9)))
    assert json.loads(said.stdout) == json.loads(json.dumps(here))


def test_what_is_drawn_is_the_same_on_every_python():
    lot = Lot(7)
    drawn = [lot.below(1000) for _ in range(4)]
    assert (drawn, lot.mixed("abcdef"), lot.one([1, 2, 3])) == PINNED


def test_a_drill_over_five_editions_has_as_many_questions_as_any_may_have():
    assert len(drill(Plan(FIVE, "borderline", MOST_QUESTIONS, 77)).questions) == MOST_QUESTIONS


@pytest.mark.parametrize("pair", PAIRS[:3], ids="-and-".join)
def test_the_differences_are_found_once(pair: tuple[str, str]):
    assert found(pair) is found(pair)
