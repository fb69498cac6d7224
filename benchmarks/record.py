"""Measure the register: `python benchmarks/record.py [--quick | --long] [--postgres URL]`.

Durable records a second with 1, 8 and 32 clients, beside a bare FastAPI endpoint that reads the
same body and returns as many bytes; then verification and replay over many entries, and with
`--long` over a million of them. SQLite with full sync, and PostgreSQL where a server is named: its
URL is that of a database from which others may be made, one for each measurement.
Nothing here is a test.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NoReturn

from asking import EDITION, different
from cases import Case
from load import load, request
from report import machine, rate, ratio, table
from serve import Timed
from servers import CORES, Server, bare, furnished, pin, threshold
from sqlalchemy import create_engine, make_url, text

from api.casefile import Asked
from api.register.chain import By
from api.register.drafts import Draft
from api.register.register import Register, register_in
from api.register.replayed import replayed
from api.register.verifying import verified_here
from api.register.writing import Screening
from api.store.database import opened

PATH = "/v1/records"
MADE = "threshold_benchmark"
CLIENTS = (1, 8, 32)


def records(prefix: str) -> Iterator[bytes]:
    """Screenings without end, each of another case, as a caller writes them."""
    for number, facts in zip(count(1), different(), strict=False):
        reasons = {"joint_working": "the chronology of all agencies"}
        content = {"edition": EDITION, "facts": facts, "reasons": reasons}
        body = {"reference": f"{prefix}-{number}", "kind": "screening", "content": content}
        yield json.dumps(body).encode()


def recorded(
    ours: Server, other: Server, key: str, turns: int, size: int
) -> dict[int, tuple[Timed, Timed]]:
    """Both servers, in turns, for each number of clients; a first turn is not kept."""
    found: dict[int, tuple[Timed, Timed]] = {}
    for clients in CLIENTS:
        bodies = records(f"c{clients}")
        found[clients] = (Timed(), Timed())
        for number in range(turns + 1):
            turn = list(islice(bodies, size if clients > 1 else size // 4))
            if number == 1:
                found[clients] = (Timed(), Timed())
            for (server, path), timed in zip(
                ((ours, PATH), (other, "/bytes/0")), found[clients], strict=True
            ):
                before = server.worked()
                told = load(server.port, [request(path, body, key) for body in turn], clients)
                timed.add(told, server.worked() - before, 1)
    return found


def served(database: str | None, turns: int, size: int) -> None:
    """Measure records over HTTP, on one database."""
    with TemporaryDirectory() as folder, ExitStack() as until:
        data, replies = Path(folder) / "data", Path(folder) / "replies"
        replies.mkdir()
        key = furnished(data, "chair", database)
        ours = until.enter_context(threshold(1, data, database))
        one = next(records("typical"))
        (replies / "0").write_bytes(load(ours.port, [request(PATH, one, key)], 1).last)
        other = until.enter_context(bare(1, replies))
        show(database, recorded(ours, other, key, turns, size))


def show(database: str | None, found: dict[int, tuple[Timed, Timed]]) -> None:
    """Rates and waits."""
    rows = []
    for clients, (ours, other) in found.items():
        rates = [median(one.by_clock) for one in (ours, other)]
        waits = [f"{ours.within(0.5):.2f}", f"{ours.within(0.99):.2f}"]
        rows.append((f"{clients} clients", [*map(rate, rates), ratio(rates[0] / rates[1]), *waits]))
    title = f"Durable records a second, {kind(database)}"
    table(title, ["Threshold", "bare", "x bare", "p50 ms", "p99 ms"], rows)


def screening(facts: Case) -> Screening:
    """A screening of a case, as the service makes one."""
    said = {"edition": EDITION, "facts": facts}
    return Screening(Asked(EDITION, facts), said, {}, {"joint_working": "the chronology"})


def filled(register: Register, entries: int) -> None:
    """Put so many screenings of different cases into a register."""
    by = By("screener", "benchmark", "0" * 16)
    cases = zip(count(1), different(), strict=False)
    for first in range(0, entries, 1000):
        drafts = [
            Draft(
                panel="benchmark",
                reference=f"b-{number}",
                incident=None,
                kind="screening",
                by=by,
                write=screening(facts),
            )
            for number, facts in islice(cases, min(1000, entries - first))
        ]
        register.ledger.append(drafts)


def gone_through(database: str | None, entries: int) -> None:
    """Measure filling, verification and replay, each over all entries, on one database."""
    with TemporaryDirectory() as folder:
        engine = opened(Path(folder), database)
        register = register_in(engine, Path(folder))
        timed: list[tuple[str, Callable[[], object]]] = [
            ("fill, without HTTP", lambda: filled(register, entries)),
            ("verify", lambda: not verified_here(register).findings or stop("verify")),
            ("replay", lambda: unchanged(register) == entries or stop("replay")),
        ]
        rows = [(name, measured(act, entries)) for name, act in timed]
        register.scribe.stop()
        engine.dispose()
    table(f"{entries:,} entries, {kind(database)}", ["a second", "seconds", "of CPU"], rows)


def measured(act: Callable[[], object], entries: int) -> list[str]:
    """Entries a second, seconds, and seconds of this process alone."""
    began, worked = time.perf_counter(), time.process_time()
    act()
    took, own = time.perf_counter() - began, time.process_time() - worked
    return [rate(entries / took), f"{took:.1f}", f"{own:.1f}"]


def unchanged(register: Register) -> int:
    """How many screenings, decided again, come to the same."""
    return sum(one.differs is None for one in replayed(register, "benchmark"))


def stop(what: str) -> NoReturn:
    """A register just made is whole; figures of one that is not mean nothing."""
    raise SystemExit(f"{what}: the register is not what was written")


def kind(database: str | None) -> str:
    """Which database it is."""
    return "SQLite, full sync" if database is None else "PostgreSQL"


@contextmanager
def made(server: str | None) -> Iterator[str | None]:
    """A database with nothing in it, for as long as it is measured; none for SQLite."""
    if server is None:
        yield None
        return
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {MADE}"))
        try:
            yield make_url(server).set(database=MADE).render_as_string(hide_password=False)
        finally:
            connection.execute(text(f"DROP DATABASE {MADE} WITH (FORCE)"))
    engine.dispose()


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description="measure the register")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--quick", action="store_true", help="a smoke run: figures mean little")
    how.add_argument("--long", action="store_true", help="verify and replay over a million entries")
    parser.add_argument("--postgres", help="the URL of a PostgreSQL server")
    return parser.parse_args(given)


def main() -> None:
    """Measure, and print."""
    asked = arguments()
    turns, size = (2, 80) if asked.quick else (5, 2000)
    pin(0, 0)
    print(machine(pinned=len(CORES) > 1))
    many = 1_000 if asked.quick else 1_000_000 if asked.long else 50_000
    for server in (None, asked.postgres) if asked.postgres else (None,):
        with made(server) as database:
            served(database, turns, size)
        with made(server) as database:
            gone_through(database, many)


if __name__ == "__main__":
    main()
