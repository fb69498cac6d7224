"""The pages on paper: all of a decision, on few sheets, with nothing to press or to follow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.pack.read_back import needs_poppler, run
from tests.pages.browsing import texts
from tests.pages.states import STATES


def printed(page: Page) -> list[str]:
    """The text of each sheet that a page takes on paper."""
    text = run("pdftotext", "-raw", "-", "-", given=page.pdf(format="A4")).decode()
    return [sheet.strip() for sheet in text.split("\f") if sheet.strip()]


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
@pytest.mark.parametrize(("state", "most"), [("settled", 5), ("open", 6), ("both", 11)])
def test_a_decision_takes_few_sheets_of_paper_and_all_of_it_is_there(
    chair: Page, cases: dict[str, str], state: str, most: int
):
    chair.goto(STATES[state].format_map(cases))
    headings = texts(chair, ".app-decision :is(h1, h2, h3), .app-letter h3")
    read = texts(chair, ".app-lines li:not(:has(ul)), .app-duty dd, .app-letter__text")
    sheets = printed(chair)
    assert len(sheets) <= most
    paper = "".join("".join(sheets).split())
    on_screen_only = "Record this screening"
    for one in (*headings, *read):
        assert one.startswith(on_screen_only) or "".join(one.split()) in paper, one


@needs_poppler
@pytest.mark.parametrize("state", ["open", "settled", "both"])
def test_no_heading_is_left_alone_at_the_foot_of_a_printed_page(
    chair: Page, cases: dict[str, str], state: str
):
    chair.goto(STATES[state].format_map(cases))
    headings = texts(chair, "h2, h3")
    feet = [" ".join(sheet.splitlines()[-1].split()) for sheet in printed(chair)]
    assert len(feet) > 3
    assert [foot for foot in feet if any(one.endswith(foot) for one in headings)] == []
