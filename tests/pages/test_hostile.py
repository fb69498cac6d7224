"""Hostile requests: stale forms, other panels' cases, addresses that lead elsewhere."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from tests.pages.browsing import People, barriers, link
from tests.pages.forging import posted, token
from tests.pages.made import SETTLED_FACTS, screened
from tests.service.running import Running

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "/%2F/evil.example",
    "javascript:alert(1)",
    "\t//evil.example",
    "/cases\r\nset-cookie: a=b",
    "/sign-out",
    "/" + "a" * 600,
]
GUARDS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
}


def test_a_token_of_an_earlier_session_is_not_taken_and_what_was_typed_is_shown(people: People):
    reference = screened(people.server, SETTLED_FACTS)
    page = people.anew()
    page.goto(f"/cases/{reference}/record/reply")
    page.get_by_label("What it said").fill("a long answer of theirs")
    address = link(people.server)
    window = page.context.new_page()
    window.goto(address)
    window.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Record a reply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page was out of date")
    expect(page.get_by_label("What it said")).to_have_value("a long answer of theirs")
    assert barriers(page) == []


def test_who_was_signed_out_while_writing_sees_what_they_wrote(people: People):
    reference = screened(people.server, SETTLED_FACTS)
    page = people.anew()
    page.goto(f"/cases/{reference}/record/reply")
    page.get_by_label("What it said").fill("a long answer of theirs")
    page.context.clear_cookies()
    page.get_by_role("button", name="Record a reply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")
    expect(page.get_by_label("What it said")).to_have_value("a long answer of theirs")
    assert barriers(page) == []


@pytest.mark.parametrize("where", ELSEWHERE)
def test_signing_in_leads_to_no_other_place(people: People, server: Running, where: str):
    page = people.somebody()
    reply = page.request.get("/sign-in", params={"then": where}, max_redirects=0)
    assert (reply.status, reply.headers["location"]) == (303, "/")
    reply_ = httpx.get(f"{server.url}/sign-in", params={"then": where})
    assert "evil" not in reply_.text


def test_another_panels_case_is_a_page_that_is_not_there(people: People):
    reference = screened(people.server, SETTLED_FACTS, 0, "theirs")
    page = people.somebody("chair", "ours")
    answers = set()
    for path in (f"/cases/{reference}/history", "/cases/2026-9999/history", "/nowhere"):
        reply = page.goto(path)
        assert reply is not None
        assert reply.status == 404
        answers.add(page.locator("main h1").inner_text())
        assert reference not in page.content()
        assert barriers(page) == []
    assert answers == {"Page not found"}
    page.goto("/cases")
    reply_ = posted(
        page, f"/cases/{reference}/record/reply", {"token": token(page), "once": "x" * 30}
    )
    assert reply_.status == 404


@pytest.mark.parametrize("path", ["/nowhere", "/record", "/cases/2026-1/nothing"])
def test_who_is_signed_in_is_told_so_where_there_is_no_page(people: People, path: str):
    page = people.somebody()
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    expect(page.get_by_role("link", name="Go to the start")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    nobody = people.nobody()
    nobody.goto(path)
    expect(nobody.get_by_role("link", name="Sign in")).to_be_visible()


def test_bodies_that_are_no_form_are_refused(server: Running):
    url = f"{server.url}/sign-in/link"
    kinds = {
        "application/json": b"{}",
        "multipart/form-data; boundary=x": b"--x--",
        "text/plain": b"token=1",
    }
    for media, body in kinds.items():
        reply = httpx.post(url, content=body, headers={"content-type": media})
        assert reply.status_code == 415
    form = {"content-type": "application/x-www-form-urlencoded"}
    sizes = {b"a=" + b"x" * 70_000: 413, b"a=%ff": 400, b"a&" * 600: 400, "a=é".encode(): 400}
    for body, status in sizes.items():
        assert httpx.post(url, content=body, headers=form).status_code == status


@pytest.mark.parametrize(
    "path", ["/sign-in", "/accessibility", "/nowhere", "/cases", "/sign-in/link"]
)
def test_every_page_is_guarded(server: Running, path: str):
    reply = httpx.get(f"{server.url}{path}", headers={"accept": "text/html"})
    assert {name: reply.headers[name] for name in GUARDS} == GUARDS
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in reply.text
    assert " style=" not in reply.text
    assert " on" not in [one[:3] for one in reply.text.split('="')]


def test_nothing_of_a_case_is_logged(people: People):
    reference = screened(people.server, SETTLED_FACTS, 0, "quiet")
    page = people.somebody("chair", "quiet")
    page.goto(f"/cases/{reference}/history")
    page.goto(f"/cases?reference={reference}")
    logged = people.server.logged()
    assert reference not in logged
    assert '"route": "/cases/{reference}/history"' in logged
    metrics = httpx.get(f"{people.server.url}/metrics").text
    assert reference not in metrics
