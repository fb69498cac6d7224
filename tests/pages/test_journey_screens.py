"""The journey at the keyboard, on the narrowest screens, magnified, and to axe-core."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.pages.browsing import NARROWEST, People, barriers, scrolls_sideways, texts
from tests.pages.states import SETTLED, STATES

MAGNIFIED = {"width": 320, "height": 256}
"""What is left of 1280 by 1024 at 400 %."""


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_no_barrier_and_fits_the_narrowest_screen(
    chair: Page, cases: dict[str, str], state: str
):
    chair.goto(STATES[state].format_map(cases))
    assert barriers(chair) == []
    for summary in chair.locator("main summary").all():
        summary.click()
    assert barriers(chair) == []
    for size in (NARROWEST, MAGNIFIED):
        chair.set_viewport_size(size)  # type: ignore[arg-type]
        assert not scrolls_sideways(chair)


@pytest.mark.parametrize("state", ["new", "question", "question-with-reasons", "judgement",
                                   "arguable", "all-questions", "dates"])  # fmt: skip
def test_a_mistake_takes_the_focus_and_leads_to_its_field(
    chair: Page, cases: dict[str, str], state: str
):
    chair.goto(STATES[state].format_map(cases))
    if state == "all-questions":
        chair.locator("input[name=joint_working][value=clearly_none]").check()
    elif state == "dates":
        chair.locator("input[name=decision-day]").fill("")
    elif state == "question":
        chair.get_by_text("Where this answer came from").click()
        chair.get_by_label("Who told you").fill("x" * 121)
    chair.locator("main form button").first.click()
    summary = chair.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    assert chair.title().startswith("Error: ")
    assert barriers(chair) == []
    summary.get_by_role("link").first.click()
    assert chair.evaluate("document.activeElement.closest('form') !== null")


def test_a_case_is_screened_with_the_keyboard_alone(people: People):
    page = people.somebody()
    page.goto("/cases/new")
    tab_to(page, lambda: page.get_by_label("Reference of the case"))
    page.keyboard.type("K-1")
    tab_to(page, lambda: page.locator("#decision-day"))
    for part in ("4", "3", "2024"):
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which guidance applies")
    tab_to(page, lambda: page.get_by_role("button", name="Answer the questions"))
    page.keyboard.press("Space")
    asked = 0
    page.wait_for_url("**/questions/*")
    while "/questions/" in page.url:
        before = page.url
        name = before.rpartition("/")[2]
        answer = SETTLED.get(name, "unknown")
        first = page.locator(f"input[name={name}]").first
        tab_to(page, lambda first=first: first)
        page.keyboard.press("Space")
        while not page.locator(f"input[name={name}][value={answer}]").is_checked():
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
        asked += 1
    assert asked < 10
    tab_to(page, lambda: page.get_by_role("button", name="See the decision"))
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("Refer")
    tab_to(page, lambda: page.get_by_role("button", name="Record the screening"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The screening is recorded as entry 1").first).to_be_visible()


def tab_to(page: Page, wanted) -> None:
    """Press Tab until what is wanted has the focus."""
    for _ in range(60):
        if wanted().evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("it cannot be reached with Tab")


def test_what_is_told_by_colour_is_told_in_words_too(chair: Page, cases: dict[str, str]):
    chair.goto(STATES["open"].format_map(cases))
    tags = texts(chair, ".govuk-tag")
    assert {"met", "not met", "not known", "open"} <= set(tags)
    assert all(tags)
