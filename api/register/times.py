"""Moments as the register writes them, and the days they fall on where its panels are.

They are written in UTC, ISO 8601 to the millisecond, so that text sorts.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def written(moment: datetime) -> str:
    """A moment in UTC, as entries, cases and readings have it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now() -> str:
    """The time now."""
    return written(datetime.now(UTC))


def in_london(moment: str) -> datetime:
    """A moment as clocks in London showed it."""
    return datetime.fromisoformat(moment).astimezone(LONDON)


def today() -> date:
    """The day it is in London."""
    return datetime.now(LONDON).date()
