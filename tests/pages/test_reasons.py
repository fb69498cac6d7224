"""A decision on what was judged without reasons: the form says that it needs them."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.browsing import People, barriers
from tests.pages.made import REFERRED_FACTS, SETTLED_FACTS, new_reference, recorded, screened

NEEDED = "Needed here in any case: the screening rests on a judgement without reasons"


def judged(people: People, **more: object) -> str:
    """A case that a program screened with a judgement; its reference."""
    facts = {**REFERRED_FACTS, "age_group": "unborn"}
    content = {"edition": "wt-2023", "facts": facts, "judgements": {"child": "met"}, **more}
    reference = new_reference()
    recorded(people.server, reference, "screening", content)
    return reference


def test_the_form_of_a_decision_says_that_a_judgement_without_reasons_needs_them(people: People):
    page = people.somebody()
    page.goto(f"/cases/{judged(people)}/record/decision")
    expect(page.locator("#reason-hint")).to_contain_text(NEEDED)
    expect(page.locator("#reason-hint")).to_contain_text("Does an unborn child count as a child")
    page.get_by_label("Refer", exact=True).check()
    page.locator("main form button.govuk-button").first.click()
    expect(page.locator(".govuk-error-summary")).to_contain_text(
        "or the screening has a judgement without reasons"
    )
    assert barriers(page) == []


def test_it_says_so_of_no_other(people: People):
    page = people.somebody()
    reasoned = judged(people, reasons={"child": "as the guide has it"})
    for reference in (screened(people.server, SETTLED_FACTS), reasoned):
        page.goto(f"/cases/{reference}/record/decision")
        expect(page.locator("#reason-hint")).to_contain_text("otherwise than the engine")
        expect(page.locator("#reason-hint")).not_to_contain_text("without reasons")
