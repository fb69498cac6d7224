"""Whole journeys in a real browser, each with scripts and without: what a chair comes here for."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from api.pages.wording import ADD
from tests.pages.browsing import People
from tests.pages.journeying import Journey

HARMED = {
    "outcome": "harmed",
    "age_group": "under_16",
    "abuse_or_neglect": "suspected",
    "place_of_incident": "this_area",
    "looked_after": "no",
    "care_leaver": "no",
}
DIED = {**HARMED, "outcome": "died"}


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def journey(request: pytest.FixtureRequest, people: People) -> Journey:
    """A chair at the start; axe-core is a script, so it looks at pages that may run one."""
    page = people.somebody(java_script_enabled=request.param)
    return Journey(page, checked=request.param)


def test_a_death_with_neglect_suspected_is_referred(journey: Journey):
    journey.begin("4", "3", "2024")
    journey.start()
    asked = journey.answer(**DIED)
    assert len(asked) < 8
    journey.reads("No more questions are needed")
    journey.go_on("See the decision")
    journey.reads("Refer")
    duty = journey.page.locator(".app-duty", has_text="Notify the national Panel").first
    expect(duty).to_contain_text("MUST")
    expect(duty).to_contain_text("The local authority where it happened")
    expect(duty).to_contain_text("Within five working days")
    journey.record()


def test_no_duty_to_refer_can_carry_another_duty(journey: Journey):
    journey.begin("4", "3", "2024")
    journey.start()
    unsuspected = {"abuse_or_neglect": "not_suspected", "known_for_recent_concern": "no"}
    journey.answer(**{**DIED, **unsuspected, "looked_after": "yes"})
    journey.decision()
    journey.reads("No duty to refer")
    duty = journey.page.locator(".app-duty", has_text="death of a looked-after child").first
    expect(duty).to_contain_text("MUST")
    journey.record()


def test_what_stays_open_is_settled_two_days_later_by_a_fact(journey: Journey):
    journey.begin("4", "3", "2024")
    journey.start()
    journey.answer(**HARMED)
    journey.reads("Nothing more to ask for now")
    journey.go_on("See the decision")
    journey.reads("Not settled yet")
    expect(journey.page.locator(".app-letter").first).to_contain_text("1. Is the child's")
    journey.record()
    journey.page.goto(f"/cases?reference={journey.reference}")  # two days later
    journey.page.get_by_role("link", name=journey.reference).click()
    need = journey.page.locator("li", has_text="likely to be impaired long term").first
    need.get_by_role("link", name="Answer").click()
    agency = journey.page.get_by_label("Who told you")
    if not agency.is_visible():
        journey.page.get_by_text("Where this answer came from").click()
    agency.fill("the hospital")
    journey.choose("Yes")
    journey.reads("Refer")
    expect(journey.page.get_by_text("“Not settled yet” before, “Refer” now.")).to_be_visible()
    journey.look()
    journey.record()
    expect(journey.page.get_by_text("recorded as entry 2").first).to_be_visible()


def test_in_the_window_both_editions_are_shown_until_the_day_is_known(journey: Journey):
    journey.begin("1", "9", "2018")
    journey.reads("Two editions are arguable")
    journey.go_on("I do not know: go on under both")
    journey.answer(**DIED)
    journey.decision()
    expect(journey.page.get_by_text("Serious case review").first).to_be_visible()
    expect(journey.page.get_by_role("button", name="Record the screening")).to_have_count(2)
    journey.page.get_by_role("link", name="Say when your area’s arrangements began").click()
    for label, said in (("Day", "7"), ("Month", "5"), ("Year", "2019")):
        journey.page.get_by_label(label).fill(said)
    journey.go_on()
    journey.reads("Which guidance applies")
    journey.decision()
    expect(journey.page.get_by_role("button", name="Record the screening")).to_have_count(1)
    journey.reads("Refer")


def test_a_chair_departs_from_the_engine_and_says_why(journey: Journey):
    journey.begin("4", "3", "2024")
    journey.start()
    journey.answer(**DIED)
    journey.decision()
    journey.record()
    page = journey.page
    page.get_by_role("link", name="go to the history").click()
    page.get_by_role("link", name=ADD["decision"]).click()
    page.get_by_role("radio", name="No duty to refer").check()
    page.get_by_label("Kind of reason").select_option("facts-learnt-since")
    page.get_by_label("Reasons", exact=True).fill("the coroner found a natural cause")
    page.locator("main").get_by_role("button").click()
    expect(page.get_by_text("not what the engine answers")).to_be_visible()
    expect(page.get_by_text("the coroner found a natural cause").first).to_be_visible()
    journey.look()


def test_a_sibling_shares_the_incident_and_has_a_decision_of_its_own(journey: Journey):
    journey.begin("4", "3", "2024", incident="INC-9")
    journey.start()
    first = journey.answer(**DIED)
    reference = journey.reference
    journey.page.goto(f"{journey.at}/answers")
    journey.page.get_by_role("link", name="Add another child from this incident").click()
    journey.reads("Another child from the same incident")
    expect(journey.page.get_by_label("Reference of the incident")).to_have_value("INC-9")
    journey.describe("4", "3", "2024")
    journey.start()
    second = journey.answer(**{**DIED, "outcome": "not_harmed"})
    assert "place_of_incident" in first
    assert "place_of_incident" not in second
    journey.decision()
    journey.reads("No duty to refer")
    journey.page.goto(f"{journey.at}/answers")
    expect(journey.page.get_by_role("link", name=f"Case {reference}", exact=True)).to_be_visible()
    journey.look()
