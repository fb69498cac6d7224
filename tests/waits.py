"""Waiting for what a test needs, however busy the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable

HANG_TIMEOUT = 300
"""Seconds after which what a test waits for is taken to hang: no test may depend on the number."""

BROWSER_TIMEOUT = 120_000
"""The same for what a page is to show, in milliseconds."""


def wait_until(holds: Callable[[], object], describe: Callable[[], object] = str) -> None:
    """Wait for a condition; if it never holds, fail with a description of what was found."""
    until = time.monotonic() + HANG_TIMEOUT
    while not holds():
        assert time.monotonic() < until, describe()
        time.sleep(0.05)
