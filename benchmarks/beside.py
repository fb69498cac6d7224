"""Threshold beside other engines: first that all give the same answers, then how fast."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice

from cases import MIXES, Case, batches, endless
from ours import (
    DERIVED,
    DERIVED_AFRESH,
    FULL,
    FULL_AFRESH,
    ONE_TEST,
    answers,
    contenders,
    deriving_test,
)
from peers import EDITION, TEST, Status, peers, read_by_peers
from timing import Runner, each, in_turns

from engine.outcome import standing
from engine.ready import ready

CHECKED = 2000
SHOWN = ("uniform", "realistic")


@dataclass(frozen=True)
class Beside:
    """What was found: the statuses on which all agreed, and cases a second by engine and mix."""

    agreed: Mapping[str, int]
    rates: Mapping[str, Mapping[str, float]]


def ours() -> Callable[[Case], str]:
    """The status of the test as Threshold derives it, which is the same alone as with all else."""
    edition = ready(EDITION).edition
    rule, alone = edition.ruleset.determinations[TEST], deriving_test(EDITION, TEST)

    def status(case: Case) -> str:
        told = answers(case)
        found = standing(rule, edition.derive(told, {}))
        if alone(told) != found:
            raise SystemExit(f"Threshold derives the test otherwise alone, of {case}")
        return found

    return status


def agreed(others: Mapping[str, Status], count: int) -> Mapping[str, int]:
    """How often all say which status, over cases of every mix. Raises SystemExit if they differ."""
    say, found = ours(), Counter[str]()
    for mix, make in MIXES.items():
        share = count // len(MIXES) + (mix == next(iter(MIXES))) * (count % len(MIXES))
        for case in islice(endless(make, random.Random(f"{mix} agree")), share):
            status = say(case)
            found[status] += 1
            for name, other in others.items():
                if (said := other(read_by_peers(case))) != status:
                    raise SystemExit(f"{name} says {said}, and Threshold {status}, of {case}")
    return found


def runners(others: Mapping[str, Status]) -> dict[str, Runner]:
    """Every engine, ready to take turns; the peers are handed only what the test reads."""
    own = contenders(EDITION) | {ONE_TEST: each(deriving_test(EDITION, TEST), answers)}
    shown = (ONE_TEST, DERIVED, FULL, DERIVED_AFRESH, FULL_AFRESH)
    threshold = {f"Threshold, {what}": own[what] for what in shown}
    return {name: each(other, read_by_peers) for name, other in others.items()} | threshold


def beside(repetitions: int, size: int) -> Beside | None:
    """Threshold beside its peers; None if they are not installed."""
    try:
        others = peers()
    except ImportError:
        return None
    found = agreed(others, CHECKED)
    rates: dict[str, dict[str, float]] = {}
    for mix in SHOWN:
        cases = batches(mix, repetitions, size, seed=3)
        for name, rate in in_turns(runners(others), cases).items():
            rates.setdefault(name, {})[mix] = rate
    return Beside(found, rates)
