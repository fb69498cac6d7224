"""The journey at the keyboard, on the narrowest screens, magnified, in print, and to axe-core."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.pack.read_back import needs_poppler, run
from tests.pages.browsing import NARROWEST, People, barriers, scrolls_sideways
from tests.pages.visiting import Visitor, visiting
from tests.service.running import Running

MAGNIFIED = {"width": 320, "height": 256}
"""What is left of 1280 by 1024 at 400 %."""

STATES = {
    "new": "/cases/new",
    "sibling": "/cases/new?sibling={settled}",
    "edition": "{at}/edition",
    "arguable": "/cases/{window}/edition",
    "dates": "{at}/dates",
    "question": "{at}/questions/outcome",
    "question-with-reasons": "{at}/questions/joint_working",
    "judgement": "/cases/{unborn}/judgements/child",
    "nothing-more-for-now": "{at}/questions",
    "no-more-needed": "/cases/{settled}/questions",
    "all-questions": "{at}/all-questions",
    "to-be-weighed": "{at}/considerations",
    "answers": "{at}/answers",
    "open": "{at}/decision",
    "settled": "/cases/{settled}/decision",
    "both": "/cases/{window}/decision",
    "history": "{at}/history",
}
OPEN = {
    "outcome": "harmed",
    "age_group": "under_16",
    "abuse_or_neglect": "suspected",
    "place_of_incident": "this_area",
    "long_term_impairment": "unknown",
    "serious_harm_judgement": "unknown",
}
SETTLED = {**OPEN, "outcome": "died", "looked_after": "no", "care_leaver": "no"}


@pytest.fixture(scope="module")
def visitor(server: Running) -> Iterator[Visitor]:
    """The chair of the default panel, without a browser."""
    with visiting(server) as one:
        yield one


@pytest.fixture(scope="module")
def cases(visitor: Visitor) -> dict[str, str]:
    """Cases in every state that a page of the journey shows."""
    found = {"case": visitor.begin(), "settled": visitor.begin(incident="INC-3")}
    found |= {"window": visitor.begin("2018-09-01"), "unborn": visitor.begin()}
    visitor.answer(found["case"], **OPEN)
    visitor.answer(found["settled"], **SETTLED)
    visitor.answer(found["window"], **OPEN)
    visitor.answer(found["unborn"], **{**SETTLED, "age_group": "unborn"})
    at = f"/cases/{found['settled']}"
    visitor.send_from(visitor.get(f"{at}/decision"), f"{at}/record")
    return {**found, "at": f"/cases/{found['case']}"}


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


def test_what_is_printed_has_the_whole_decision_and_no_buttons(chair: Page, cases: dict[str, str]):
    chair.goto(STATES["settled"].format_map(cases))
    chair.emulate_media(media="print")
    expect(chair.get_by_role("heading", level=1)).to_have_text("Refer")
    expect(chair.get_by_text("Sources, and how well each was checked")).to_be_visible()
    assert not chair.locator("main button:visible").count()
    assert not chair.locator("nav:visible").count()


@pytest.mark.parametrize("page", ["/cases", "{at}/answers", "/cases/{settled}/history"])
def test_on_paper_there_is_nothing_to_fill_in_to_open_or_to_follow(
    chair: Page, cases: dict[str, str], page: str
):
    chair.goto(page.format_map(cases))
    chair.emulate_media(media="print")
    for there in (
        "button",
        "input:not([type=hidden])",
        "summary",
        "dd.govuk-summary-list__actions",
    ):
        assert not chair.locator(f"main {there}:visible").count(), there
    after = "one => getComputedStyle(one, '::after').content"
    assert {one.evaluate(after) for one in chair.locator("main a").all()} == {"none"}


@needs_poppler
@pytest.mark.parametrize("state", ["open", "settled", "both"])
def test_no_heading_is_left_alone_at_the_foot_of_a_printed_page(
    chair: Page, cases: dict[str, str], state: str
):
    chair.goto(STATES[state].format_map(cases))
    headings = {" ".join(one.split()) for one in chair.locator("h2, h3").all_inner_texts()}
    printed = run("pdftotext", "-raw", "-", "-", given=chair.pdf(format="A4")).decode()
    sheets = [sheet.strip() for sheet in printed.split("\f") if sheet.strip()]
    feet = [" ".join(sheet.splitlines()[-1].split()) for sheet in sheets]
    assert len(feet) > 3
    assert [foot for foot in feet if any(one.endswith(foot) for one in headings)] == []


def test_what_is_told_by_colour_is_told_in_words_too(chair: Page, cases: dict[str, str]):
    chair.goto(STATES["open"].format_map(cases))
    tags = chair.locator(".govuk-tag").all_inner_texts()
    assert {"met", "not met", "not known", "open"} <= set(tags)
    assert all(tag.strip() for tag in tags)
