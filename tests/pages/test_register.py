"""The register's page: how far it goes, and whether it is whole for whoever asks, as it is then."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from playwright.sync_api import Page, expect

from tests.pages.browsing import NARROWEST, People, barriers, scrolls_sideways
from tests.pages.made import SETTLED_FACTS, screened
from tests.pages.visiting import text_of, visiting
from tests.service.running import Running


def executed(server: Running, statement: str, *given: str) -> None:
    """Change the database of a server behind its back."""
    with closing(sqlite3.connect(server.data / "threshold.sqlite3")) as database, database:
        assert database.execute(statement, given).rowcount == 1


def verify(page: Page) -> None:
    """Ask whether the register is whole."""
    page.locator("main form button").click()


def fits(page: Page) -> bool:
    """Whether nobody meets a barrier on a page, nor has to scroll sideways in a narrow window."""
    page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    return barriers(page) == [] and not scrolls_sideways(page)


def test_nothing_is_said_of_a_register_that_was_not_asked_for(people: People):
    reference = screened(people.server, SETTLED_FACTS, 1, "whole")
    page = people.somebody("chair", "whole")
    page.goto(f"/cases/{reference}/history")
    page.get_by_role("link", name="The panel’s register").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Register of panel whole")
    expect(page.get_by_text("Hash of the last entry")).to_be_visible()
    assert "is whole" not in page.locator("main").inner_text()
    assert fits(page)
    verify(page)
    expect(page.locator(".govuk-notification-banner")).to_be_focused()
    expect(page.get_by_text("every one of its 1 entries is as it was recorded")).to_be_visible()
    assert fits(page)


def test_verifying_is_done_afresh_each_time(people: People):
    reference = screened(people.server, SETTLED_FACTS, 1, "changed")
    page = people.somebody("auditor", "changed")
    page.goto("/register")
    verify(page)
    expect(page.get_by_text("The register is whole")).to_be_visible()
    renamed = "UPDATE entries SET name = ? WHERE reference = ?"
    with closing(sqlite3.connect(people.server.data / "threshold.sqlite3")) as database:
        asked = "SELECT name FROM entries WHERE reference = ?"
        (name,) = database.execute(asked, (reference,)).fetchone()
    executed(people.server, renamed, "somebody else", reference)
    verify(page)
    expect(page.get_by_text("The register is not what was recorded.")).to_be_visible()
    expect(page.locator("main li").first).to_contain_text("panel changed, entry 1")
    assert fits(page)
    executed(people.server, renamed, name, reference)
    verify(page)
    expect(page.get_by_text("The register is whole")).to_be_visible()


def test_it_is_for_those_who_answer_for_it(server: Running):
    for role, status in (("chair", 200), ("auditor", 200), ("screener", 403), ("admin", 403)):
        with visiting(server, role, "answered") as visitor:
            page = visitor.get("/register")
            assert page.status_code == status
            if status == 200:
                assert "Nothing was recorded yet" in text_of(page)
