"""How each part of the results is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from beside import SHOWN, Beside
from cases import MIXES
from ours import FULL, ONE_TEST, Rates
from peers import EDITION, READ, TEST
from report import Row, rate, ratio, table

READING = """\
Medians of {repetitions} repetitions of {size:,} cases, no two alike; processor seconds.

whole decision      facts read, statuses derived, everything a decision says
derive only         the status of every criterion; the facts are read beforehand
nothing remembered  what the engine keeps of earlier cases (statuses of single
                    criteria, determinations, questions, decisions) is emptied
                    before every case: durable_rules is asked every question
the same case again handed out of what `decide` remembers"""

ENOUGH = 1000
"""With fewer cases than this in a repetition, figures mean little."""

BASES = (f"Threshold, {ONE_TEST}", f"Threshold, {FULL}")


def on_machine(found: tuple[str, Any]) -> None:
    """What this runs on, and how the figures are to be read."""
    machine, effort = found
    print(machine)
    if effort.size < ENOUGH:
        print("A smoke run: too few cases, and too little warmed up, for the figures to mean much.")
    print(READING.format(repetitions=effort.repetitions, size=effort.size))


def cold(found: tuple[str, Rates]) -> None:
    """One edition."""
    edition, rates = found
    rows = [(name, [rate(by_mix[mix]) for mix in MIXES]) for name, by_mix in rates.items()]
    table(f"{edition}: decisions a second, on one core", list(MIXES), rows)


def compared(found: Mapping[str, float] | None) -> None:
    """Comparing editions."""
    rows = [] if found is None else [("compare(facts)", [rate(found[mix]) for mix in MIXES])]
    notes = ["not available"] if found is None else []
    table("The five editions compared: comparisons a second", list(MIXES), rows, notes)


def beside(found: Beside | None) -> None:
    """The peers."""
    title = f"Beside other engines: {TEST} of {EDITION}, a second"
    if found is None:
        table(title, [], [], ["not available: pip install -r requirements-bench.txt"])
        return
    heads = [*SHOWN, "x test", "x whole"]
    rows: list[Row] = []
    for name, by_mix in found.rates.items():
        ratios = [ratio(by_mix[SHOWN[-1]] / found.rates[base][SHOWN[-1]]) for base in BASES]
        rows.append((name, [*(rate(by_mix[mix]) for mix in SHOWN), *ratios]))
    table(title, heads, rows, peers_notes(found))


def peers_notes(found: Beside) -> list[str]:
    """What the figures compare."""
    count = sum(found.agreed.values())
    shares = ", ".join(f"{number:,} {status}" for status, number in sorted(found.agreed.items()))
    return [
        f"All agree on {count:,} cases ({shares}).",
        f"x test, x whole: times as fast as Threshold, in the {SHOWN[-1]} mix.",
        f"The peers are handed the {len(READ)} facts they read, and return one word: a status.",
        "derive that test does the same work as the peers: one status, all else left out.",
        "derive only returns the status of every criterion of the edition, other",
        "determinations' included; a whole decision also forces, grounds, what",
        "defeats or is open, questions still to ask, notes, sources and a summary.",
    ]


def start(found: Mapping[str, Mapping[str, float]]) -> None:
    """Process start to first decision."""
    editions = list(found)
    rows = [
        (stage, [f"{found[edition][stage] * 1000:,.0f}" for edition in editions])
        for stage in found[editions[0]]
    ]
    notes = [
        "A process of its own each time, from its start until it prints, by the clock.",
        "The first decision also draws up what can still settle what.",
    ]
    table("Process start to first decision: milliseconds", editions, rows, notes)


def verify(found: Mapping[str, tuple[float, int]]) -> None:
    """Verifying each edition."""
    rows = [(name, [f"{took:.1f}", f"{cases:,}"]) for name, (took, cases) in found.items()]
    table("Verifying an edition, once each", ["seconds", "cases"], rows)


def memory(found: tuple[str, Mapping[int, float]]) -> None:
    """Peak memory."""
    edition, peaks = found
    rows = [(f"after {mark:,}", [f"{peak:,.0f}"]) for mark, peak in peaks.items()]
    table(f"Peak memory of a process deciding under {edition}", ["MiB"], rows)


PARTS: Mapping[str, Callable[[Any], None]] = {
    "machine": on_machine,
    "cold": cold,
    "compared": compared,
    "beside": beside,
    "start": start,
    "verify": verify,
    "memory": memory,
}


def show(part: str, found: Any) -> None:
    """Print one part of the results."""
    PARTS[part](found)
