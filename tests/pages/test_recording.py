"""Recording with the forms: what was typed is kept, mistakes are shown where they are, once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.browsing import NARROWEST, People, barriers, scrolls_sideways
from tests.pages.made import JUDGED_FACTS, OPEN_FACTS, SETTLED_FACTS, ago, recorded, screened

SCRIPT = "</textarea><script>document.title='run'</script>{{ 7*7 }}"
KINDS = ("advice", "decision", "notice", "reply", "correction")


def opened(page: Page, reference: str, kind: str) -> None:
    """Open the form that records an entry of a kind."""
    page.goto(f"/cases/{reference}/record/{kind}")


def sent(page: Page) -> None:
    """Send the form."""
    page.locator("form button.govuk-button").first.click()


def mistakes(page: Page) -> Locator:
    """The mistakes that the summary names."""
    return page.locator(".govuk-error-summary__list li")


def test_a_decision_that_departs_needs_reasons_and_loses_nothing_typed(people: People):
    reference = screened(people.server, SETTLED_FACTS)
    page = people.somebody()
    opened(page, reference, "decision")
    page.get_by_label("No duty to refer").check()
    page.get_by_label("Any other review").fill("an inquest")
    sent(page)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")
    expect(mistakes(page)).to_have_text(
        [
            "Choose a kind of reason",
            "Say why: the engine answers “Refer”, or you decide about a review",
        ]
    )
    assert barriers(page) == []
    expect(page.get_by_label("Any other review")).to_have_value("an inquest")
    page.get_by_role("link", name="Say why").click()
    expect(page.get_by_label("Reasons", exact=True)).to_be_focused()
    page.keyboard.type("a letter of today")
    sent(page)
    expect(mistakes(page)).to_have_text(["Choose a kind of reason"])
    page.get_by_label("Kind of reason").select_option(label="Facts were learnt since the screening")
    sent(page)
    expect(page.get_by_text("The decision is recorded.")).to_be_visible()
    sides = page.locator(".app-sides")
    expect(sides).to_contain_text("No duty to refer – not what the engine answers")
    expect(sides).to_contain_text("a letter of today")
    assert barriers(page) == []


def test_a_judgement_screens_the_case_again_and_settles_it(people: People):
    reference = screened(people.server, JUDGED_FACTS)
    page = people.somebody()
    page.goto(f"/cases/{reference}/history")
    page.get_by_role("link", name="Record a judgement").click()
    assert barriers(page) == []
    page.get_by_label("No: it is not met").check()
    sent(page)
    expect(mistakes(page)).to_have_text(["Say why you judge it so"])
    page.get_by_label("Reasons").fill("a fall that nobody caused")
    sent(page)
    expect(page.get_by_text("the case was screened again with it")).to_be_visible()
    expect(page.locator(".app-sides")).to_contain_text("No duty to refer")
    expect(page.locator(".app-entry")).to_have_count(3)


def test_a_judgement_that_was_wrong_is_withdrawn_and_the_case_screened_again(people: People):
    reference = screened(people.server, JUDGED_FACTS)
    page = people.somebody()
    opened(page, reference, "judgement")
    page.get_by_label("No: it is not met").check()
    page.get_by_label("Reasons").fill("a fall that nobody caused")
    sent(page)
    expect(page.locator(".app-sides")).to_contain_text("No duty to refer")
    opened(page, reference, "correction")
    assert barriers(page) == []
    page.get_by_label("Which entry is wrong?").select_option(label="Entry 2: Judgement")
    page.get_by_label("It is withdrawn").check()
    page.get_by_label("What is right").fill("it was another case")
    sent(page)
    expect(page.locator(".app-entry")).to_have_count(5)
    expect(page.locator(".app-sides")).not_to_contain_text("No duty to refer")
    opened(page, reference, "correction")
    page.get_by_label("Which entry is wrong?").select_option(label="Entry 4: Correction")
    page.get_by_label("No: it is not met").check()
    page.get_by_label("What is right").fill("it was this case")
    sent(page)
    expect(page.locator(".app-entry")).to_have_count(7)
    expect(page.get_by_text("It is judged: Not met")).to_be_visible()
    expect(page.locator(".app-sides")).to_contain_text("No duty to refer")


def test_advice_has_every_dissent(people: People):
    reference = screened(people.server, SETTLED_FACTS)
    page = people.somebody("screener", java_script_enabled=False)
    opened(page, reference, "advice")
    page.locator("#advises").check()
    page.get_by_label("Why").fill("as the law says")
    for who in ("health", "police"):
        page.get_by_role("button", name="Add somebody").click()
        page.get_by_label("Who saw it otherwise?").last.fill(who)
    page.get_by_label("What do they say?").last.fill("not yet")
    sent(page)
    expect(mistakes(page)).to_have_text(["Dissent 1: say what they saw"])
    page.get_by_label("What do they say?").first.fill("more to learn")
    sent(page)
    expect(page.get_by_text("Health saw it otherwise:")).to_be_visible()
    expect(page.get_by_text("2 saw it otherwise.")).to_be_visible()


def test_a_notice_a_reply_and_a_correction_are_recorded(people: People):
    reference = screened(people.server, SETTLED_FACTS)
    page = people.somebody()
    opened(page, reference, "notice")
    sent(page)
    expect(mistakes(page)).to_have_text(["Choose what they were told of", "Say who was told"])
    page.get_by_label("What were they told of?").select_option(label="Notify the national Panel")
    page.get_by_label("Who was told?").fill("the national Panel")
    page.get_by_label("Day", exact=True).fill("31")
    page.get_by_label("Month").fill("2")
    sent(page)
    expect(mistakes(page)).to_have_text(["Give a real day, like 4 3 2019"])
    page.get_by_label("Day", exact=True).fill("3")
    sent(page)
    expect(page.get_by_text("The national Panel was told on 3 February")).to_be_visible()
    opened(page, reference, "reply")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What it said").fill("they agree")
    sent(page)
    expect(page.get_by_text("The national panel agrees")).to_be_visible()
    opened(page, reference, "correction")
    page.get_by_label("Which entry is wrong?").select_option(label="Entry 2: Somebody was told")
    page.get_by_label("What is right").fill("it was the day before")
    sent(page)
    expect(page.get_by_text("Corrected by entry 4")).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_each_form_has_no_barrier_and_no_sideways_scroll_empty_or_wrong(people: People, kind: str):
    reference = screened(people.server, SETTLED_FACTS)
    page = people.somebody(viewport=NARROWEST)
    opened(page, reference, kind)
    assert barriers(page) == []
    assert not scrolls_sideways(page)
    sent(page)
    expect(mistakes(page)).not_to_have_count(0)
    assert barriers(page) == []
    assert not scrolls_sideways(page)


@pytest.mark.parametrize("kind", KINDS)
def test_a_script_in_every_text_is_inert(people: People, kind: str):
    reference = screened(people.server, SETTLED_FACTS)
    page = people.somebody()
    refused: list[str] = []
    page.on("console", lambda told: refused.append(told.text))
    opened(page, reference, kind)
    for box in page.locator("textarea, input[type=text]:not(.govuk-date-input__input)").all():
        box.fill(SCRIPT)
    for choice in page.locator("fieldset").all():
        if choice.locator("input[type=radio]").count():
            choice.locator("input[type=radio]").first.check()
    for one in page.locator("select").all():
        one.select_option(index=1)
    sent(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("History")
    expect(page.locator("main")).to_contain_text("{{ 7*7 }}")
    assert page.title() != "run"
    assert refused == []


def test_the_same_form_sent_twice_makes_one_entry(people: People):
    reference = screened(people.server, SETTLED_FACTS)
    page = people.somebody()
    opened(page, reference, "reply")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What it said").fill("they agree")
    with page.expect_request(lambda one: one.method == "POST") as first:
        sent(page)
    expect(page.get_by_text("The reply is recorded.")).to_be_visible()
    body = first.value.post_data
    assert body is not None
    headers = {"content-type": "application/x-www-form-urlencoded"}
    path = f"/cases/{reference}/record/reply"
    assert page.request.post(path, data=body, headers=headers, max_redirects=0).status == 303
    other = body.replace("they+agree", "they+do+not")
    repeated = page.request.post(path, data=other, headers=headers, max_redirects=0)
    assert repeated.status == 409
    assert "with another request" not in repeated.text()  # that is said to programs
    page.goto(f"/cases/{reference}/history")
    expect(page.locator(".app-entry")).to_have_count(2)


def test_who_may_not_record_is_refused_and_offered_nothing(people: People):
    reference = screened(people.server, SETTLED_FACTS)
    for role, offered in (("auditor", 0), ("screener", 1)):
        page = people.somebody(role)
        page.goto(f"/cases/{reference}/history")
        assert page.locator("a[href*='/record/']").count() == offered
        reply = page.goto(f"/cases/{reference}/record/decision")
        assert reply is not None
        assert reply.status == 403


def test_an_erased_case_offers_nothing_and_takes_nothing(people: People):
    reference = screened(people.server, OPEN_FACTS)
    recorded(people.server, reference, "reply", {"on": ago(0), "agrees": "no", "words": "secret"})
    page = people.somebody("admin")
    page.goto("/erase")
    assert barriers(page) == []
    page.get_by_role("button", name="Erase the case").click()
    expect(mistakes(page)).to_have_count(3)
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Why").fill("retention")
    page.get_by_label("I understand").check()
    page.get_by_role("button", name="Erase the case").click()
    expect(page.get_by_text(f"Case {reference} is erased")).to_be_visible()
    assert barriers(page) == []
    chair = people.somebody()
    chair.goto(f"/cases/{reference}/history")
    expect(chair.get_by_text("This case was erased.")).to_be_visible()
    assert "secret" not in chair.content()
    assert chair.locator("a[href*='/record/']").count() == 0
    assert barriers(chair) == []
    reply = chair.goto(f"/cases/{reference}/record/reply")
    assert reply is not None
    assert reply.status == 404
