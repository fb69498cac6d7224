"""Taking turns: every contender does the same cases in every repetition, and medians are kept.

Time is the processor's, of all threads of this process: on an idle core that is the time on the
clock, and on a busy one what other programs take is not counted.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import process_time
from typing import Any

from cases import Case

Runner = Callable[[Sequence[Case]], float]
"""Does some cases and says how many it did a second."""

Act = Callable[[Any], object]


def as_it_is(case: Case) -> Case:
    """A case as it was made."""
    return case


def each(act: Act, prepare: Act = as_it_is) -> Runner:
    """A contender that does one case after another.

    Preparing the cases is not timed, nor is the first tenth of them: it warms up what the contender
    before it may have emptied.
    """

    def run(cases: Sequence[Case]) -> float:
        ready = [prepare(case) for case in cases]
        first = len(ready) // 10
        for one in ready[:first]:
            act(one)
        gc.collect()
        began = process_time()
        for one in ready[first:]:
            act(one)
        return (len(ready) - first) / (process_time() - began)

    return run


def afresh(
    act: Act, forget: Callable[[], None], prepare: Act = as_it_is, share: int = 20
) -> Runner:
    """A contender that forgets before every case; only the first of every `share` cases is done.

    The forgetting is not timed, only what it brings on.
    """

    def run(cases: Sequence[Case]) -> float:
        ready = [prepare(case) for case in cases[::share]]
        gc.collect()
        took = 0.0
        for one in ready:
            forget()
            began = process_time()
            act(one)
            took += process_time() - began
        return len(ready) / took

    return run


def again(act: Act, most: int = 500, times: int = 10) -> Runner:
    """A contender that does the same few cases again and again, the first time untimed."""

    def run(cases: Sequence[Case]) -> float:
        once = each(act)
        once(cases[:most])
        return once(list(cases[:most]) * times)

    return run


def in_turns(
    contenders: Mapping[str, Runner], batches: Sequence[Sequence[Case]]
) -> dict[str, float]:
    """The median of each contender's cases a second, one repetition for each batch.

    They take turns within a repetition, and another begins each time, so that what else the
    machine does hits all alike. Each is first run once on a few cases, untimed.
    """
    order = list(contenders)
    for name in order:
        contenders[name](batches[0][:20])
    rates: dict[str, list[float]] = {name: [] for name in order}
    for number, batch in enumerate(batches):
        turn = number % len(order)
        for name in order[turn:] + order[:turn]:
            rates[name].append(contenders[name](batch))
    return {name: median(found) for name, found in rates.items()}
