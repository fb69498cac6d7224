"""Measure the service: `python benchmarks/serve.py [--quick] [--long] [--workers N]`.

Threshold and a bare FastAPI endpoint, under the same uvicorn, take turns answering the same
requests. Nothing here is a test: a busy machine serves more slowly, and no less correctly.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from asking import Kind, decisions, kinds
from load import Told, load, request
from report import machine, rate, ratio, table
from servers import CORES, Server, bare, furnished, pin, threshold

OURS, BYTES, JSON = "Threshold", "bare", "parses"
HEADS = (OURS, BYTES, JSON)
CLIENTS = 8

READING = """\
Medians of {turns} turns. {clients} clients on connections they keep, each asking again
as soon as it is answered; batches: 2 clients. Server and clients have a core
each: {apart}. What servers log is thrown away.

bare         a FastAPI endpoint that reads the bytes of the body and returns as
             many bytes as Threshold does, made beforehand; nobody can do less
parses       the same, but FastAPI parses the body as an object
cold, warm   every case different; the same 8 cases again and again"""


@dataclass(frozen=True)
class Effort:
    """How much to measure: turns, how much in each, cases in a batch, and marks for memory."""

    turns: int = 7
    share: float = 1.0
    batch: int = 1000
    marks: tuple[int, ...] = (1_000, 10_000, 20_000, 30_000, 40_000, 50_000)


QUICK = Effort(turns=2, share=0.05, batch=50, marks=(100, 200))
LONG = Effort(marks=(1_000, 10_000, 50_000, 100_000, 250_000, 500_000, 750_000, 1_000_000))


@dataclass
class Timed:
    """What was found of one server and one kind of request, turn by turn."""

    by_clock: list[float] = field(default_factory=list)
    by_processor: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def add(self, told: Told, worked: float, cases: int) -> None:
        """Count a turn."""
        done = len(told.waits) * cases
        self.by_clock.append(done / told.seconds)
        self.by_processor.append(done / max(worked, 0.001))
        self.waits += told.waits

    def within(self, share: float) -> float:
        """The milliseconds within which this share of the replies came."""
        return sorted(self.waits)[int(share * (len(self.waits) - 1))] * 1000


def taken(server: Server, asks: Sequence[bytes], kind: Kind, timed: Timed) -> None:
    """One server's turn."""
    before = server.worked()
    told = load(server.port, asks, kind.clients)
    timed.add(told, server.worked() - before, kind.cases)


def typical(server: Server, kind: Kind, key: str) -> bytes:
    """A reply of Threshold as long as most: its median of some."""
    count = 25 if kind.cases == 1 else 3
    replies = [
        load(server.port, [request(kind.path, body, key)], 1).last
        for body in islice(kind.bodies(kind.cases), count)
    ]
    return sorted(replies, key=len)[count // 2]


def in_turns(
    kind: Kind, servers: Sequence[tuple[str, Server, str]], key: str, turns: int
) -> dict[str, Timed]:
    """Each server with each turn's requests, another first each time; a first turn is not kept."""
    bodies = kind.bodies(kind.cases)
    timed = {name: Timed() for name, *_ in servers}
    for number in range(turns + 1):
        turn = list(islice(bodies, kind.turn))
        first = number % len(servers)
        if number == 1:
            timed = {name: Timed() for name in timed}
        for name, server, path in (*servers[first:], *servers[:first]):
            taken(server, [request(path, body, key) for body in turn], kind, timed[name])
    return timed


def measured(effort: Effort, workers: int) -> None:
    """Measure everything, and show each part as soon as it is known."""
    with TemporaryDirectory() as folder, ExitStack() as until:
        data, replies = Path(folder) / "data", Path(folder) / "replies"
        replies.mkdir()
        key = furnished(data)
        ours = until.enter_context(threshold(workers, data))
        every = kinds(effort.share, effort.batch)
        for number, kind in enumerate(every):
            (replies / str(number)).write_bytes(typical(ours, kind, key))
        other = until.enter_context(bare(workers, replies))
        found: dict[str, dict[str, Timed]] = {}
        for number, kind in enumerate(every):
            peers = [(BYTES, other, f"/bytes/{number}"), (JSON, other, f"/json/{number}")]
            found[kind.name] = in_turns(kind, [(OURS, ours, kind.path), *peers], key, effort.turns)
        show(found)
        growth(ours, key, effort.marks)


def growth(server: Server, key: str, marks: Sequence[int]) -> None:
    """The memory of the server after so many more decisions, each on another case."""
    bodies = decisions(1)
    rows = [("before these", [f"{server.resident():.1f}"])]
    done = 0
    for mark in marks:
        load(server.port, asks_of(bodies, mark - done, key), CLIENTS)
        done = mark
        rows.append((f"after {mark:,}", [f"{server.resident():.1f}"]))
    table("Memory of the server, decisions on different cases", ["MiB"], rows)


def asks_of(bodies: Iterator[bytes], count: int, key: str) -> Iterator[bytes]:
    """So many requests, made as they are sent."""
    return (request("/v1/decisions", body, key) for body in islice(bodies, count))


def show(found: dict[str, dict[str, Timed]]) -> None:
    """Rates by the clock and by the processor, and what the replies took."""
    for title, of in (("of the clock", "by_clock"), ("of the server's processor", "by_processor")):
        rows = []
        for kind, by_server in found.items():
            ours, *others = (median(getattr(by_server[name], of)) for name in HEADS)
            ratios = [ratio(ours / other) for other in others]
            rows.append((kind, [*map(rate, (ours, *others)), *ratios]))
        table(f"Cases a second {title}", [*HEADS, "x bare", "x parses"], rows)
    waits = [
        (f"{kind}, p{share:g}", [f"{by[name].within(share / 100):.2f}" for name in HEADS])
        for kind, by in found.items()
        for share in (50, 99)
    ]
    table("Milliseconds to a reply", HEADS, waits)


def arguments() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description="measure the service")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--quick", action="store_true", help="a smoke run: figures mean little")
    how.add_argument("--long", action="store_true", help="memory after a million decisions")
    parser.add_argument("--workers", type=int, default=1, help="processes of each server")
    return parser.parse_args()


def main() -> None:
    """Measure, and print."""
    asked = arguments()
    effort = QUICK if asked.quick else LONG if asked.long else Effort()
    pin(0, 0)
    print(machine(pinned=len(CORES) > 1))
    apart = "yes" if len(CORES) > 1 else "no"
    print(READING.format(turns=effort.turns, clients=CLIENTS, apart=apart))
    measured(effort, asked.workers)


if __name__ == "__main__":
    main()
