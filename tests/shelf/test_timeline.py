"""The timeline: no day uncovered, none covered twice, and the editions agree with it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from criteria.errors import ArguableEdition, NoEdition
from criteria.shelf import shelf
from criteria.timeline import Resolution, only, resolve

TIMELINE = shelf().timeline
FIRST, LAST = date(2006, 4, 1), date(2026, 12, 31)
SWITCH_FROM, SWITCH_UNTIL = date(2018, 6, 29), date(2019, 9, 29)
DAY = timedelta(days=1)
BOUNDARIES = {
    date(2006, 4, 1): ("lscb-2006",),
    date(2013, 4, 14): ("lscb-2006",),
    date(2013, 4, 15): ("wt-2013",),
    date(2015, 3, 25): ("wt-2013",),
    date(2015, 3, 26): ("wt-2015",),
    date(2018, 6, 28): ("wt-2015",),
    SWITCH_FROM: ("wt-2015-transitional", "wt-2018"),
    SWITCH_UNTIL: ("wt-2015-transitional", "wt-2018"),
    date(2019, 9, 30): ("wt-2018",),
    date(2023, 12, 14): ("wt-2018",),
    date(2023, 12, 15): ("wt-2023",),
    date(2026, 3, 17): ("wt-2023",),
    date(2026, 3, 18): ("wt-2026",),
}


def days(first: date, last: date) -> list[date]:
    """Every day from one to another."""
    return [first + DAY * number for number in range((last - first).days + 1)]


def governed(on: date, switch: date | None = None) -> Resolution:
    """The edition or editions of a day."""
    return resolve(TIMELINE, on, switch)


@pytest.mark.parametrize("on", BOUNDARIES, ids=str)
def test_each_side_of_every_boundary_has_its_edition(on: date):
    assert governed(on).editions == BOUNDARIES[on]


def test_every_day_has_one_edition_or_two_on_either_side_of_an_areas_switch():
    for on in days(FIRST, LAST):
        arguable = SWITCH_FROM <= on <= SWITCH_UNTIL
        assert len(governed(on).editions) == (2 if arguable else 1), on


@pytest.mark.parametrize("switch", [SWITCH_FROM, date(2019, 5, 7), SWITCH_UNTIL], ids=str)
def test_once_the_switch_is_known_no_day_is_covered_twice(switch: date):
    for on in days(SWITCH_FROM, SWITCH_UNTIL):
        side = "wt-2015-transitional" if on < switch else "wt-2018"
        assert governed(on, switch).editions == (side,), on


def test_an_edition_once_left_never_comes_back():
    order = [governed(on, date(2019, 5, 7)).editions[0] for on in days(FIRST, LAST)]
    changes = [after for before, after in pairwise(order) if before != after]
    assert [order[0], *changes] == list(TIMELINE.editions)


def test_a_resolution_names_every_edition_once():
    for on in BOUNDARIES:
        found = governed(on)
        named = [*found.editions, *(one.edition for one in found.rejected)]
        assert sorted(named) == sorted(TIMELINE.editions)
        assert found.reason
        assert all(one.reason for one in found.rejected)


@pytest.mark.parametrize("on", [date.min, date(2005, 1, 1), date(2006, 3, 31)], ids=str)
def test_a_day_before_the_first_edition_is_refused(on: date):
    with pytest.raises(NoEdition, match="no edition"):
        governed(on)


@pytest.mark.parametrize("switch", [SWITCH_FROM - DAY, SWITCH_UNTIL + DAY], ids=str)
@pytest.mark.parametrize("on", [date(2018, 9, 1), date(2024, 1, 1)], ids=str)
def test_a_switch_on_a_day_when_no_area_switched_is_refused(on: date, switch: date):
    with pytest.raises(NoEdition, match="is not between 2018-06-29 and 2019-09-29"):
        governed(on, switch)


def test_two_arguable_editions_are_never_guessed_between():
    with pytest.raises(
        ArguableEdition, match=r"`wt-2015-transitional` and `wt-2018`.*shows which guidance applies"
    ):
        only(governed(date(2018, 9, 1)), TIMELINE)


@pytest.mark.parametrize("edition", TIMELINE.editions)
def test_an_edition_says_it_was_in_force_on_the_days_it_governs(edition: str):
    periods = [period for period in TIMELINE.periods if edition in period.editions]
    in_force = shelf().volume(edition).ruleset.in_force
    assert in_force.from_ == periods[0].from_
    # An edition that ended area by area has no last day of its own to give.
    if edition != "wt-2015":
        assert in_force.until == TIMELINE.end_of(periods[-1])


def test_the_days_an_area_can_switch_on_are_the_days_with_two_editions():
    split = next(period for period in TIMELINE.periods if period.edition is None)
    assert (split.from_, TIMELINE.end_of(split)) == (SWITCH_FROM, SWITCH_UNTIL)
    assert (TIMELINE.switch_from, TIMELINE.switch_until) == (SWITCH_FROM, SWITCH_UNTIL)


def test_a_day_that_a_record_tells_is_of_a_duty_wherever_a_limit_runs_from_it():
    told = {name: one.told_of for name, one in shelf().vocabulary.dates.items() if one.told_of}
    assert told
    for edition in TIMELINE.editions:
        ruleset = shelf().volume(edition).ruleset
        limited = (*ruleset.determinations.values(), *ruleset.notices.values())
        starts = {clock.from_ for one in limited if one.due for clock in one.due.readings}
        assert {told[name] for name in starts & set(told)} <= set(ruleset.determinations)


def test_the_order_of_dates_is_told_of_dates_that_a_case_can_state():
    for order in TIMELINE.orders:
        assert {order.first, order.then} <= set(shelf().vocabulary.dates)
        assert order.first != order.then
