"""Counting days as the law does: England's working days, calendar days and calendar months."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years a case's dates may fall in; a few years on either side can still be counted."""

SATURDAY = 5


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year. Source: the `holidays` package."""
    from holidays import country_holidays  # only a case with dates needs to wait for it

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Whether a day is neither a weekend nor a bank holiday in England."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def add_working_days(start: date, count: int) -> date:
    """The working day so many working days on, or back if negative; the day itself is day 0."""
    step = timedelta(days=1 if count > 0 else -1)
    day, left = start, abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def add_days(start: date, count: int) -> date:
    """The day so many calendar days on, or back if negative."""
    return start + timedelta(days=count)


def add_months(start: date, count: int) -> date:
    """The same day so many calendar months on, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))
