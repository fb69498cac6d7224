"""Every page and every form: for its roles, with the token of a session, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from api.credentials import PEOPLE, ROLES
from api.pages.site import ANYBODY, PAGES
from api.pages.site import Page as Listed
from tests.pages.browsing import People
from tests.pages.forging import address, posted, token
from tests.pages.made import SETTLED_FACTS, screened
from tests.service.running import Running

CLOSED = [one for one in PAGES if one.roles is not ANYBODY]
POSTS = [one for one in PAGES if one.method == "POST"]


@pytest.fixture(scope="module")
def crowd(server: Running, browser: Browser) -> Iterator[People]:
    """People whose windows stay open from one test to the next."""
    people = People(server, browser)
    yield people
    people.close()


@pytest.fixture(scope="module")
def windows(crowd: People) -> dict[str, Page]:
    """A window for each role that people have."""
    found = {role: crowd.somebody(role) for role in PEOPLE}
    for page in found.values():
        page.goto("/accessibility")
    return found


@pytest.fixture(scope="module")
def pairs(crowd: People) -> dict[str, tuple[Page, Page]]:
    """Two windows of one role, each in a session of its own."""
    found = {role: (crowd.anew(role), crowd.anew(role)) for role in ("chair", "admin")}
    for page in (page for pair in found.values() for page in pair):
        page.goto("/")
    return found


@pytest.mark.parametrize("listed", POSTS, ids=lambda one: one.path)
def test_no_form_is_taken_without_the_token_of_its_session(
    server: Running, pairs: dict[str, tuple[Page, Page]], listed: Listed
):
    role = "chair" if "chair" in listed.roles or listed.roles is ANYBODY else "admin"
    page, other = pairs[role]
    path = address(listed, screened(server, SETTLED_FACTS))
    refused = [
        posted(page, path, {}),
        posted(page, path, {"token": ""}),
        posted(page, path, {"token": token(other)}),
        posted(page, path, {"token": token(page)}, **{"sec-fetch-site": "cross-site"}),
    ]
    assert {one.status for one in refused} == {403}
    assert all("This page was out of date" in one.text() for one in refused)
    page.goto("/")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_people_have_every_role_but_that_of_a_program():
    assert set(PEOPLE) == set(ROLES) - {"system"}


@pytest.mark.parametrize(
    "listed",
    [one for one in CLOSED if one.path != "/sign-out"],
    ids=lambda one: f"{one.method} {one.path}",
)
def test_a_page_is_for_its_roles_alone(server: Running, windows: dict[str, Page], listed: Listed):
    path = address(listed, screened(server, SETTLED_FACTS))
    for role, page in windows.items():
        if listed.method == "GET":
            reply = page.request.get(path, max_redirects=0)
        else:
            reply = posted(page, path, {"token": token(page)})
        assert (reply.status == 403) == (role not in listed.roles), role


@pytest.mark.parametrize("listed", CLOSED, ids=lambda one: f"{one.method} {one.path}")
def test_who_is_not_signed_in_gets_nothing(server: Running, listed: Listed):
    url = f"{server.url}{address(listed)}"
    bearing = {"authorization": f"Bearer {server.key('chair')}"}
    if listed.method == "GET":
        reply = httpx.get(url, headers=bearing, verify=False)
        assert reply.status_code == 303
        assert urlsplit(reply.headers["location"]).path == "/sign-in"
        then = parse_qs(urlsplit(reply.headers["location"]).query)["then"]
        assert then == [urlsplit(url).path]
    else:
        assert httpx.post(url, data={"a": "b"}, headers=bearing, verify=False).status_code == 401
