"""Documents go by the earlier of two readings of a limit, and show both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api.pack.agenda import agenda
from api.pack.case import Packed
from api.pack.contents import pack
from api.pack.recorded import recorded
from api.register.clocks import running
from criteria.shelf import shelf
from tests.pack.records import SHELF, entry, recorded_case, screening

SOME_DUTY = "notify-panel"
AWARE = {"authority_aware": "2024-08-12"}
READINGS = {
    "known": ("notified_panel", "2024-09-20"),
    "open": ("notified_panel", None),
    "early": ("incident", "2024-08-30"),
    "lapsed": ("incident", "2024-08-09"),
}
"""Readings of a limit in a case of which the local authority became aware on 12 August 2024."""


def said(name: str) -> dict[str, Any]:
    """A reading as a decision says it."""
    start, last = READINGS[name]
    return {"text": f"Counted {name}.", "date": last, "from": start, "sources": []}


def limited(first: str, also: str | None = None) -> dict[str, Any]:
    """A recorded screening in which one duty alone has a limit, with these readings."""
    made = screening("wt-2023", "refer")
    made["content"]["dates"] = AWARE
    due = {**said(first), **({"also": said(also)} if also else {})}
    decision = made["content"]["decision"]
    for one in (*decision["determinations"], *decision["notices"]):
        one["due"] = due if one["id"] == SOME_DUTY else None
    return made


def case(on: date, *readings: str, more: tuple[dict[str, Any], ...] = ()) -> Packed:
    """A case with such a limit, as it stands on a day."""
    return recorded("2024-017", [limited(*readings), *more], {}, on, SHELF)


def clocks(*readings: str, decided: str | None = None) -> list[tuple[str, str | None]]:
    """From which date each clock of the case runs, and its last day."""
    made = limited(*readings)["content"]["decision"]
    ruleset = shelf().volume("wt-2023").ruleset
    found = running(made, decided, ruleset, AWARE)
    return [(one.since, one.last.isoformat() if one.last else None) for one in found]


def texts(made: Packed) -> Iterator[str]:
    """Every line and cell of the document."""
    for part in (*pack(made).front, *pack(made).parts):
        yield from (f"{line.tag}: {line.text}" for line in part.lines)
        yield from (cell for row in (part.table.rows if part.table else ()) for cell in row)


@pytest.mark.parametrize(
    ("readings", "warns"),
    [
        (("known", "early"), "early"),
        (("early", "known"), "early"),
        (("open", "early"), "early"),
        (("known", "lapsed"), "known"),
        (("lapsed", "known"), "known"),
        (("open", "lapsed"), "open"),
    ],
)
def test_the_clock_the_agenda_and_the_document_go_by_one_reading(
    readings: tuple[str, str], warns: str
):
    _, last = READINGS[warns]
    assert clocks(*readings) == [READINGS[warns]]
    made = case(date(2024, 8, 1), *readings)
    table = agenda([made]).front[0].table
    assert table is not None
    first = table.rows[0][2]
    assert first == (f"{date.fromisoformat(last):%-d %B %Y}" if last else "no date")
    (cell,) = [one for one in texts(made) if one.startswith("Counted") and " Or: " in one]
    assert cell.startswith(f"Counted {warns}.")
    assert all(f"Counted {name}." in cell for name in readings)
    agenda_lines = [line.text for part in agenda([made]).parts for line in part.lines]
    (both,) = [text for text in agenda_lines if "Counted" in text]
    assert both.index(f"Counted {warns}.") == both.index("Counted")
    assert " Or: Counted" in both


def test_what_ended_before_anybody_knew_is_shown_and_warns_of_nothing():
    made = case(date(2024, 8, 26), "lapsed")
    assert clocks("lapsed") == []
    assert any("Counted lapsed. That is 9 August 2024." in text for text in texts(made))
    assert not any("Late" in text or "late" in text.split(":")[0] for text in texts(made))
    table = agenda([made]).front[0].table
    assert table is not None
    assert table.rows[0][2] == "no date"


@pytest.mark.parametrize(
    ("on", "readings", "told"),
    [
        (date(2024, 9, 2), ("known", "early"), "; by one reading the last day was 30 August 2024"),
        (date(2024, 9, 2), ("open", "early"), "; by one reading the last day was 30 August 2024"),
        (date(2024, 9, 23), ("known", "early"), "; the last day was 30 August 2024"),
        (date(2024, 9, 23), ("known", "lapsed"), "; the last day was 20 September 2024"),
        (date(2024, 9, 2), ("known", "lapsed"), "No record that it was done."),
        (date(2024, 8, 30), ("known", "early"), "No record that it was done."),
    ],
)
def test_lateness_is_counted_from_the_reading_that_warns(
    on: date, readings: tuple[str, str], told: str
):
    beside = [text for text in texts(case(on, *readings)) if "o record that it was done" in text]
    assert beside
    assert all(told.casefold() in text.casefold() for text in beside)


def test_a_record_of_after_the_earlier_reading_says_so():
    notice = {"notice": SOME_DUTY, "to": "the Panel", "on": "2024-09-02"}
    made = case(date(2024, 9, 30), "known", "early", more=(entry(2, "notice", notice),))
    assert any("by one reading the last day was 30 August 2024" in text for text in texts(made))
    kept = case(date(2024, 9, 30), "known", "lapsed", more=(entry(2, "notice", notice),))
    assert not any("the last day was" in text for text in texts(kept))


def test_a_notice_goes_by_the_earlier_reading_as_a_duty_does():
    made = recorded_case("wt-2018", "refer", on=date(2020, 8, 30))
    limits = [one.due for one in made.decision.notices if one.due and one.due.also]
    days = [one.date for due in limits for one in due.readings if one.date]
    assert min(days) < max(days) < date(2020, 8, 30)
    said = [one for one in texts(made) if one.startswith("told: No record;")]
    assert any(f"{min(days):%-d %B %Y}" in one for one in said)
    assert not any(f"{max(days):%-d %B %Y}" in one for one in said)
