"""Moments as the register writes them: UTC, ISO 8601 to the millisecond, so that text sorts."""

from __future__ import annotations

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """A moment in UTC, as entries, cases and readings have it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now() -> str:
    """The time now."""
    return written(datetime.now(UTC))
