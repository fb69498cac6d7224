"""The list: what is due first stands first, lateness is in words, and it says who read it."""

from __future__ import annotations

import sqlite3
from datetime import date

from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.pages.browsing import NARROWEST, People, barriers, scrolls_sideways
from tests.pages.made import (
    JUDGED_FACTS,
    OPEN_FACTS,
    SETTLED_FACTS,
    ago,
    recorded,
    screened,
)

DECIDED = {"decides": "refer", "on": ago(0)}


def line(page: Page, reference: str) -> str:
    """What the list says of a case."""
    return page.get_by_role("row").filter(has_text=reference).inner_text()


def test_what_is_late_stands_before_what_is_due_and_says_so(people: People):
    soon = screened(people.server, OPEN_FACTS, 0, "sorted")
    late = screened(people.server, SETTLED_FACTS, 30, "sorted")
    page = people.somebody("chair", "sorted")
    page.goto("/cases")
    expect(page.locator("tbody th a")).to_have_text([late, soon])
    assert "Late by" in line(page, late)
    assert "Due in" in line(page, soon)
    expect(page.get_by_text("2 cases. 1 late.")).to_be_visible()
    assert barriers(page) == []
    page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    assert not scrolls_sideways(page)


def test_each_state_is_named_and_can_be_asked_for(people: People):
    server, panel = people.server, "states"
    found = {
        "Needs facts": screened(server, OPEN_FACTS, 1, panel),
        "Needs a judgement": screened(server, JUDGED_FACTS, 1, panel),
        "Awaiting decision": screened(server, SETTLED_FACTS, 1, panel),
        "Decided": screened(server, SETTLED_FACTS, 1, panel),
    }
    recorded(server, found["Decided"], "decision", DECIDED, panel)
    page = people.somebody("chair", panel)
    for state, reference in found.items():
        page.goto("/cases")
        page.get_by_label("State").select_option(label=state)
        page.get_by_role("button", name="Show").click()
        expect(page.locator("tbody th a")).to_have_text([reference])
        assert state in line(page, reference)


def test_a_decision_is_stale_once_the_case_is_screened_again(people: People):
    reference = screened(people.server, SETTLED_FACTS, 1, "again")
    recorded(people.server, reference, "decision", DECIDED, "again")
    content = {"edition": "wt-2023", "facts": OPEN_FACTS}
    recorded(people.server, reference, "screening", content, "again")
    page = people.somebody("chair", "again")
    page.goto("/cases")
    assert "Needs facts" in line(page, reference)


def test_what_was_told_or_overruled_is_due_no_more(people: People):
    server, panel = people.server, "told"
    told, overruled = (screened(server, SETTLED_FACTS, 30, panel) for _ in range(2))
    notice = {"notice": "notify-panel", "to": "the Panel", "on": ago(0)}
    recorded(server, told, "notice", notice, panel)
    reasons = {"code": "other", "words": "a letter of today"}
    departed = {"decides": "no_duty_to_refer", "on": ago(0), "reasons": reasons}
    recorded(server, overruled, "decision", departed, panel)
    page = people.somebody("chair", panel)
    page.goto("/cases?state=all")
    assert "Late" not in line(page, told)
    assert "Rapid review" in line(page, told)
    assert "Due in" in line(page, told)
    assert "No time limit runs" in line(page, overruled)
    assert "No duty to refer (decided)" in line(page, overruled)


def test_a_case_is_found_by_a_part_of_its_reference(people: People):
    wanted = screened(people.server, OPEN_FACTS, 1, "sought")
    other = screened(people.server, OPEN_FACTS, 1, "sought")
    page = people.somebody("chair", "sought")
    page.goto("/cases")
    page.get_by_label("Reference or incident").fill(wanted[-4:])
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody th a")).to_have_text([wanted])
    assert other not in page.content()
    page.get_by_label("Reference or incident").fill('"><script>alert(1)</script>')
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("No case here")).to_be_visible()
    assert barriers(page) == []


def test_another_panels_cases_are_not_there(people: People):
    reference = screened(people.server, OPEN_FACTS, 1, "theirs")
    page = people.somebody("chair", "ours")
    page.goto("/cases?state=all")
    assert reference not in page.content()
    assert barriers(page) == []


def test_the_calendar_has_each_last_day_and_no_more(people: People):
    reference = screened(people.server, SETTLED_FACTS, 1, "calendar")
    page = people.somebody("chair", "calendar")
    page.goto("/cases")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these dates").click()
    assert download.value.suggested_filename == "cases.ics"
    found = Calendar.from_ical(download.value.path().read_bytes())
    events = found.walk("VEVENT")
    assert [str(one["summary"]) for one in events] == [f"{reference}: Notify the national Panel"]
    assert events[0]["dtstart"].dt > date.today()


def test_a_reading_of_the_list_is_logged_as_one_of_every_case(people: People):
    screened(people.server, OPEN_FACTS, 1, "logged")
    page = people.somebody("auditor", "logged")
    page.goto("/cases")
    asked = "SELECT role, name, reference FROM readings WHERE panel = 'logged'"
    with sqlite3.connect(people.server.data / "threshold.sqlite3") as database:
        rows = database.execute(asked).fetchall()
    database.close()
    assert set(rows) == {("auditor", "the-auditor", "*")}


def test_who_reads_no_cases_is_told_so(people: People):
    page = people.somebody("trainer")
    reply = page.goto("/cases")
    assert reply is not None
    assert reply.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("This is not for your role")
    assert barriers(page) == []
