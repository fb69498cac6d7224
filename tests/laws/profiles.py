"""How many examples each law is tried on: many where one costs little, few where it costs much."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def tried(examples: int) -> settings:
    """A law tried on so many examples, however long one of them takes."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=SLOW)


few = tried(20)
some = tried(60)
many = tried(200)
