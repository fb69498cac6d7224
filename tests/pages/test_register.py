"""The register's page: how far it goes, and whether it is whole for whoever asks, as it is then."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.doors.program import command
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


def test_the_signed_head_is_taken_away_and_the_register_is_held_to_it(
    server: Running, tmp_path: Path
):
    for _ in range(2):
        screened(server, SETTLED_FACTS, panel="signed")
    with visiting(server, "auditor", "signed") as visitor:
        page = visitor.get("/register")
        assert 'href="/register/head"' in page.text
        assert "threshold register verify --head" in text_of(page)
        taken = visitor.get("/register/head")
    assert taken.headers["content-type"] == "application/json"
    assert 'filename="head-signed-2.json"' in taken.headers["content-disposition"]
    assert taken.json()["signature"] in page.text
    file = tmp_path / "head.json"
    file.write_bytes(taken.content)
    verify = ("register", "verify", "--data", str(server.data), "--head", str(file))
    assert command(*verify).status == 0
    file.write_text(taken.text.replace('"seq":2', '"seq":3'))
    assert "the head is not signed with this key" in command(*verify).out


def test_there_is_no_head_of_a_register_with_nothing_in_it(server: Running):
    with visiting(server, "chair", "unsigned") as visitor:
        assert "/register/head" not in visitor.get("/register").text
        assert visitor.get("/register/head").status_code == 404


def test_it_is_for_those_who_answer_for_it(server: Running):
    for role, status in (("chair", 200), ("auditor", 200), ("screener", 403), ("admin", 403)):
        with visiting(server, role, "answered") as visitor:
            page = visitor.get("/register")
            assert page.status_code == status
            if status == 200:
                assert "Nothing was recorded yet" in text_of(page)
