"""A calendar file (RFC 5545): the last day of each duty that runs, and nothing else of a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from api.register.standing import Standing

MAKER = "-//Threshold//Limits//EN"


def calendar(panel: str, found: Iterable[Standing]) -> bytes:
    """The limits of these cases, each an event of its last day."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Threshold: {panel}")
    stamp = datetime.now(UTC)
    for one in found:
        for event in events(panel, one, stamp):
            made.add_component(event)
    told: bytes = made.to_ical()
    return told


def events(panel: str, one: Standing, stamp: datetime) -> Iterable[Event]:
    """An event for each duty of a case whose last day is known; the same duty has the same name."""
    for clock in one.clocks:
        if clock.last is None:
            continue
        event = Event()
        event.add("uid", f"{panel.replace(' ', '-')}/{one.reference}/{clock.id}@threshold")
        event.add("dtstamp", stamp)
        event.add("dtstart", clock.last)
        event.add("dtend", clock.last + timedelta(days=1))
        certain = "" if clock.certain else " (if it comes to that)"
        event.add("summary", f"{one.reference}: {clock.title}{certain}")
        event.add("description", clock.text)
        event.add("transp", "TRANSPARENT")
        yield event
