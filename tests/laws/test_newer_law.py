"""A decision dated long after newer law was looked for says that newer law may exist."""

from __future__ import annotations

from datetime import date

from criteria.decisions import Noted
from criteria.shelf import shelf
from criteria.timeline import Timeline
from engine import decide
from engine.dates import is_on_dates, notes_on_dates

TIMELINE = shelf().timeline
SHORT = TIMELINE.model_copy(update={"looked_for": date(2026, 8, 31)})
"""A timeline whose day has no counterpart six months later: that is the last day of February."""

LONG_AFTER = date(2190, 1, 1)
EDITION = TIMELINE.editions[-1]
ID = "newer-law-may-exist"


def notes(on: date, timeline: Timeline = SHORT) -> list[Noted]:
    """What a decision of a day is told of newer law."""
    found = notes_on_dates(timeline, EDITION, {"decision": on})
    return [one for one in found if one.id == ID]


def test_a_decision_of_six_months_later_is_told_nothing_and_one_of_the_next_day_is():
    assert notes(date(2026, 8, 31)) == notes(date(2027, 2, 28)) == []
    (note,) = notes(date(2027, 3, 1))
    assert "31 August 2026" in note.text
    assert [(one.instrument, one.grade) for one in note.sources] == [
        (TIMELINE.source.instrument, "reading")
    ]


def test_without_a_day_of_the_decision_nothing_is_told():
    assert not any(one.id == ID for one in notes_on_dates(SHORT, EDITION, {"incident": LONG_AFTER}))


def test_a_decision_carries_the_note_under_every_edition():
    for edition in TIMELINE.editions:
        told = decide(edition, {}, dates={"decision": LONG_AFTER})
        assert [one.id for one in told.notes].count(ID) == 1
        undated = decide(edition, {})
        assert ID not in [one.id for one in undated.notes]


def test_the_note_rests_on_the_timeline_and_no_replay_is_held_to_it():
    assert is_on_dates(ID)
