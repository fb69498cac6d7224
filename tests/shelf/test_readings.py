"""Two readings of one time limit: which one lists and warnings go by."""

from __future__ import annotations

from datetime import date

import pytest

from api.wording import order_readings
from criteria.decisions import Due, Reading

AWARE = date(2024, 8, 12)
EARLY, LATE, OLD = date(2024, 8, 22), date(2024, 8, 29), date(2024, 8, 9)


def reading(start: str, last: date | None) -> Reading:
    """A reading of a limit that runs from a date of the case."""
    return Reading(f"Counted from {start}.", last, start, ())


def due(first: Reading, also: Reading | None = None) -> Due:
    """A limit with these readings."""
    return Due(first.text, first.date, first.from_, (), also)


def warned(limit: Due, aware: date | None = AWARE) -> tuple[str, date | None] | None:
    """From which date the reading runs that warns, and its last day."""
    found = limit.find_warning(aware)
    return (found.from_, found.date) if found else None


@pytest.mark.parametrize("other", ["authority_aware", "incident"])
def test_the_earlier_of_two_readings_warns_whichever_stands_first(other: str):
    panel = reading("notified_panel", LATE), reading("notified_panel", EARLY)
    assert warned(due(panel[0], reading(other, EARLY))) == (other, EARLY)
    assert warned(due(panel[1], reading(other, LATE))) == ("notified_panel", EARLY)
    assert warned(due(panel[1], reading(other, EARLY))) == ("notified_panel", EARLY)


def test_a_reading_without_its_day_is_never_the_earlier():
    unknown, known = reading("notified_panel", None), reading("authority_aware", LATE)
    assert warned(due(unknown, known)) == ("authority_aware", LATE)
    assert warned(due(known, unknown)) == ("authority_aware", LATE)
    assert warned(due(unknown, reading("authority_aware", None))) == ("notified_panel", None)


@pytest.mark.parametrize("last", [LATE, None])
def test_a_reading_from_the_incident_that_ended_before_awareness_warns_of_nothing(
    last: date | None,
):
    other, lapsed = reading("notified_panel", last), reading("incident", OLD)
    assert warned(due(other, lapsed)) == ("notified_panel", last)
    assert warned(due(lapsed, other)) == ("notified_panel", last)
    assert warned(due(lapsed)) is None


def test_a_reading_from_the_incident_warns_if_it_ends_on_the_day_of_awareness_or_none_is_known():
    limit = due(reading("notified_panel", LATE), reading("incident", AWARE))
    assert warned(limit) == ("incident", AWARE)
    assert warned(limit, None) == ("incident", AWARE)


def test_only_a_reading_from_the_incident_can_lapse():
    limit = due(reading("notified_panel", LATE), reading("authority_aware", OLD))
    assert warned(limit) == ("authority_aware", OLD)


def test_every_reading_is_shown_and_the_one_that_warns_is_shown_first():
    limit = due(reading("notified_panel", LATE), reading("incident", EARLY))
    assert [one.date for one in order_readings(limit, AWARE)] == [EARLY, LATE]
    lapsed = due(reading("incident", OLD), reading("notified_panel", LATE))
    assert [one.date for one in order_readings(lapsed, AWARE)] == [LATE, OLD]
    assert [one.date for one in order_readings(due(lapsed), AWARE)] == [OLD]
