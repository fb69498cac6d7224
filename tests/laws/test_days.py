"""Days are counted as the law counts them: working days of England, calendar days and months."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.days import (
    FIRST_YEAR,
    LAST_YEAR,
    add_days,
    add_months,
    add_working_days,
    is_working_day,
)
from tests.laws.profiles import many

days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
recent = st.dates(date(2006, 4, 1), date(2035, 12, 31))
counts = st.integers(-40, 40)
ONE = timedelta(days=1)


def working_days_between(start: date, end: date) -> int:
    """The working days after the start, up to and including the end."""
    return sum(is_working_day(start + ONE * n) for n in range(1, (end - start).days + 1))


@pytest.mark.parametrize(
    "day",
    [
        "2011-04-29",  # a royal wedding
        "2012-06-04",  # the spring holiday, moved
        "2012-06-05",  # a diamond jubilee
        "2020-05-08",  # the May holiday, moved to a Friday
        "2022-06-02",
        "2022-06-03",  # a platinum jubilee
        "2022-09-19",  # a state funeral
        "2023-05-08",  # a coronation
        "2018-03-30",  # Good Friday
        "2018-04-02",  # Easter Monday
        "2021-12-27",
        "2021-12-28",  # for a Christmas at the weekend
        "2022-01-03",  # for a new year's day at the weekend
    ],
)
def test_a_bank_holiday_is_no_working_day(day):
    assert not is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day",
    [
        "2020-05-04",  # the Monday from which the May holiday was moved
        "2022-05-30",  # the Monday from which the spring holiday was moved
        "2018-01-02",  # a holiday in Scotland
        "2018-08-06",  # a holiday in Scotland
        "2018-11-30",  # a holiday in Scotland
        "2019-03-18",  # a holiday in Northern Ireland
        "2018-07-12",  # a holiday in Northern Ireland
        "2018-12-24",
    ],
)
def test_a_day_that_is_a_holiday_elsewhere_or_in_other_years_is_a_working_day(day):
    assert is_working_day(date.fromisoformat(day))


@many
@given(days)
def test_a_working_day_is_never_at_a_weekend(day):
    assert not (is_working_day(day) and day.weekday() >= calendar.SATURDAY)


@many
@given(recent, counts.filter(bool))
def test_counting_ends_on_a_working_day_that_many_working_days_away(day, count):
    end = add_working_days(day, count)
    assert is_working_day(end)
    if count > 0:
        assert working_days_between(day, end) == count
    else:
        assert working_days_between(end - ONE, day - ONE) == -count


@many
@given(recent, counts)
def test_counting_back_mirrors_counting_on(day, count):
    start = add_working_days(day, 1)
    assert add_working_days(add_working_days(start, count), -count) == start


@many
@given(days)
def test_the_day_itself_is_day_nought(day):
    assert add_working_days(day, 0) == add_days(day, 0) == add_months(day, 0) == day


@many
@given(recent, st.integers(0, 20), st.integers(0, 20))
def test_counting_on_in_two_steps_is_counting_on_in_one(day, first, second):
    if first:
        assert add_working_days(add_working_days(day, first), second) == add_working_days(
            day, first + second
        )


@many
@given(recent, recent, st.integers(1, 20))
def test_a_later_start_never_ends_earlier(one, other, count):
    early, late = sorted((one, other))
    assert add_working_days(early, count) <= add_working_days(late, count)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2019-01-31", 1, "2019-02-28"),
        ("2020-01-31", 1, "2020-02-29"),
        ("2020-03-31", -1, "2020-02-29"),
        ("2019-12-31", 2, "2020-02-29"),
        ("2019-08-31", 6, "2020-02-29"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2013-12-15", 1, "2014-01-15"),
        ("2014-01-15", -1, "2013-12-15"),
        ("2019-05-31", 1, "2019-06-30"),
    ],
)
def test_a_month_is_a_calendar_month(start, count, end):
    assert add_months(date.fromisoformat(start), count) == date.fromisoformat(end)


@many
@given(days, st.integers(-36, 36))
def test_months_land_on_the_same_day_or_on_the_last_of_a_shorter_month(day, count):
    end = add_months(day, count)
    last = calendar.monthrange(end.year, end.month)[1]
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == count
    assert end.day == min(day.day, last)


@many
@given(days, st.integers(-36, 36))
def test_months_back_mirror_months_on_where_every_month_has_the_day(day, count):
    start = day.replace(day=min(day.day, 28))
    assert add_months(add_months(start, count), -count) == start


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2022-09-16", 1, "2022-09-20"),  # over the weekend and the funeral
        ("2012-06-01", 5, "2012-06-12"),  # over both June holidays
        ("2018-12-24", 5, "2019-01-03"),
        ("2011-04-21", 5, "2011-05-04"),  # Easter, the wedding and May Day
        ("2019-06-01", 5, "2019-06-07"),  # from a Saturday
        ("2019-06-01", -1, "2019-05-31"),
    ],
)
def test_five_working_days_run_over_weekends_and_holidays(start, count, end):
    assert add_working_days(date.fromisoformat(start), count) == date.fromisoformat(end)


@pytest.mark.parametrize("day", [date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)])
def test_the_first_and_last_day_that_a_case_may_name_can_be_counted_from(day):
    for count in (-15, 15):
        assert is_working_day(add_working_days(day, count))
    for months in (-12, 12):
        add_months(day, months)
