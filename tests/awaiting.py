"""Waiting for a coroutine from a test that is none."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def awaited(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine comes to, or raises.

    In a thread of its own: a browser that the tests of a process share keeps a loop in the main
    thread, in which no other may run.
    """
    with ThreadPoolExecutor(1) as hand:
        return hand.submit(asyncio.run, coroutine).result()
