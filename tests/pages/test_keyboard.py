"""With a keyboard alone, without JavaScript, and zoomed in: from signing in to a decision."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.pages.browsing import NARROWEST, People, barriers, link, scrolls_sideways
from tests.pages.made import SETTLED_FACTS, screened

FOCUSED = "(document.activeElement.innerText || document.activeElement.id || '').trim()"


def tabbed_to(page: Page, wanted: str, most: int = 40) -> None:
    """Press the tab key until what has the focus says what is wanted."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == wanted:
            return
    raise AssertionError(f"{wanted} cannot be reached: at {page.evaluate(FOCUSED)}")


def test_a_chair_signs_in_and_decides_with_the_keyboard_alone(people: People):
    reference = screened(people.server, SETTLED_FACTS, 1, "keys")
    page = people.nobody()
    page.goto(link(people.server, "chair", "keys"))
    tabbed_to(page, "Sign in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to main content"
    page.keyboard.press("Enter")
    tabbed_to(page, reference)
    page.goto(f"/cases/{reference}/history")
    tabbed_to(page, "Record the decision")
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/decision")
    tabbed_to(page, "decides")
    page.keyboard.press("Space")
    tabbed_to(page, "Record the decision")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The decision is recorded.")).to_be_visible()
    expect(page.locator(".govuk-notification-banner")).to_be_focused()
    tabbed_to(page, "Place of entry 2 in the register")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hash of this entry").first).to_be_visible()
    assert barriers(page) == []


def test_a_chair_decides_without_scripts_in_the_narrowest_window(people: People):
    reference = screened(people.server, SETTLED_FACTS, 1, "plain")
    page = people.nobody(java_script_enabled=False, viewport=NARROWEST)
    page.goto(link(people.server, "chair", "plain"))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("rowheader", name=reference)).to_be_visible()
    page.goto(f"/cases/{reference}/history")
    page.get_by_role("link", name="Record the decision").click()
    page.locator("#decides").check()
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("The decision is recorded.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")


def test_no_page_scrolls_sideways_in_the_narrowest_window(people: People):
    reference = screened(people.server, SETTLED_FACTS, 1, "narrow")
    page = people.somebody("chair", "narrow", viewport=NARROWEST)
    history = f"/cases/{reference}/history"
    for path in ("/cases", history, "/register", "/accessibility", "/nowhere"):
        page.goto(path)
        for details in page.locator("details").all():
            details.locator("summary").click()
        assert not scrolls_sideways(page), path
        assert barriers(page) == [], path
