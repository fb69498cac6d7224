"""How many examples each law is tried on: many where one costs little, few where it costs much."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


REPEATABLE = settings(derandomize=True, deadline=None, suppress_health_check=SLOW)
"""The same examples in every run, however long one of them takes."""


def load_profile() -> None:
    """Try every property so, also one that says nothing of how it is tried."""
    settings.register_profile("repeatable", REPEATABLE)
    settings.load_profile("repeatable")


def tried(examples: int) -> settings:
    """A law tried on so many examples."""
    return settings(REPEATABLE, max_examples=examples)


few = tried(20)
some = tried(60)
many = tried(200)
