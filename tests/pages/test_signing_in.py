"""Signing in with a one-time link, and out: once, not by looking, and for good."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.pages.browsing import People, barriers, link
from tests.service.running import Running


def test_a_link_signs_in_once(people: People):
    page = people.nobody()
    address = link(people.server)
    page.goto(address)
    expect(page.get_by_text("You will be signed in as the-chair, chair")).to_be_visible()
    assert barriers(page) == []
    page.goto(address)  # looking does not use it up
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{people.server.url}/cases")
    expect(page.get_by_text("Signed in as the-chair, chair of panel default")).to_be_visible()
    again = people.nobody()
    reply = again.goto(address)
    assert reply is not None
    assert reply.status == 410
    expect(again.get_by_role("heading", level=1)).to_contain_text("does not work any more")
    assert barriers(again) == []


def test_signing_out_ends_the_session_on_the_server(people: People):
    page = people.anew()
    before = page.context.cookies()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    assert barriers(page) == []
    page.context.clear_cookies()
    page.context.add_cookies(before)  # type: ignore[arg-type]
    page.goto("/cases")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to Threshold")


@pytest.mark.parametrize("page_", ["/cases", "/", "/accessibility", "/sign-in", "/nowhere"])
def test_a_page_has_no_barrier_that_axe_finds(chair: Page, page_: str):
    chair.goto(page_)
    assert barriers(chair) == []


def test_without_a_browser_nothing_is_told_to_who_is_not_signed_in(server: Running):
    reply = httpx.get(f"{server.url}/cases?state=decided")
    assert reply.status_code == 303
    assert reply.headers["location"] == "/sign-in?then=%2Fcases%3Fstate%3Ddecided"
