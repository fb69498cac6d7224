"""Which tests need more than Python or much time, and what a run that leaves them out says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.laws.profiles import load_profile
from tests.programs import find_markers, require_programs

REASONS = ("browser", "postgresql", "documents", "long")
"""The markers that `make test` leaves out; a test that has several is counted under the first."""

LEFT_OUT = pytest.StashKey[Counter[str]]()

load_profile()  # before any module of tests takes its settings from it


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser or PostgreSQL, before `-m` selects among all."""
    for item in items:
        for name in find_markers(item):
            item.add_marker(name)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip or fail a test whose programs are missing, before its fixtures are set up."""
    require_programs(item)


def pytest_configure(config: pytest.Config) -> None:
    """Begin with nothing left out."""
    config.stash[LEFT_OUT] = Counter()


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Count the tests that `-m` left out, by the first reason of each."""
    for item in items:
        reason = next((name for name in REASONS if item.get_closest_marker(name)), None)
        if reason and item.config.option.markexpr:
            item.config.stash[LEFT_OUT][reason] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the counts of a process of pytest-xdist to the one that reports."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = dict(session.config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take the counts of a process of pytest-xdist; each of them collects every test."""
    if counts := getattr(node, "workeroutput", {}).get("left_out"):
        node.config.stash[LEFT_OUT] = Counter(counts)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how many tests were left out for each reason, and what runs them."""
    if counts := config.stash[LEFT_OUT]:
        terminalreporter.write_line(f"\nLeft out, of all tests: {counts.total():,}")
        for line in describe_left_out(config, counts):
            terminalreporter.write_line(line)


def describe_left_out(config: pytest.Config, counts: Counter[str]) -> Iterator[str]:
    """What was left out in plain words, with the reasons that the markers are registered with."""
    lines = (line.partition(": ") for line in config.getini("markers"))
    registered = {marker.partition("(")[0]: words for marker, _, words in lines}
    for name in REASONS:
        if counts[name]:
            yield f"{counts[name]:>6,} because each {registered[name]}"
    yield "`make test-all` runs every test, and `make test-rest` only those left out here."
