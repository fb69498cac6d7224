"""How a day is written for a reader, one way in every sentence."""

from __future__ import annotations

from datetime import date


def day(value: date) -> str:
    """A day as people write it: 20 June 2013."""
    return f"{value.day} {value:%B} {value.year}"
