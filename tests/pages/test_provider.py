"""Signing in at a provider: the whole way in a browser, and every way that must not work."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.pages.browsing import barriers
from tests.pages.providing import signed_in_as
from tests.service.running import Running


def test_who_signs_in_lands_where_they_wanted_to_go(nobody: Page):
    nobody.goto("/cases?state=all")
    assert barriers(nobody) == []
    signed_in_as(nobody, "a-chair", "/cases?state=all")
    expect(nobody.get_by_text("Signed in as Siân O’Neill, chair of panel north")).to_be_visible()
    nobody.wait_for_url("**/cases?state=all")
    kinds = {one["name"]: one for one in nobody.context.cookies()}
    assert set(kinds) == {"threshold-session"} | {name for name in kinds if name == "session"}
    assert kinds["threshold-session"]["sameSite"] == "Strict"
    assert kinds["threshold-session"]["httpOnly"]


@pytest.mark.parametrize(
    ("sub", "told"),
    [
        ("no-role", ["roles: says `cleaner`"]),
        ("no-panel", ["panel: says no panel"]),
        ("two-roles", ["roles: says more than one role (chair, auditor)"]),
        ("a-system", ["roles: says `system`", "panel: says `../north`"]),
    ],
)
def test_who_is_not_set_up_is_told_what_is_missing(nobody: Page, sub: str, told: list[str]):
    signed_in_as(nobody, sub)
    expect(nobody.get_by_role("heading", level=1)).to_contain_text("is not set up for Threshold")
    expect(nobody.locator("main li")).to_contain_text(told)
    assert barriers(nobody) == []
    nobody.goto("/cases")
    expect(nobody.get_by_role("heading", level=1)).to_have_text("Sign in to Threshold")


def test_who_stops_at_the_provider_can_try_again(nobody: Page):
    nobody.goto("/sign-in")
    nobody.get_by_role("button", name="Sign in with your work account").click()
    nobody.get_by_role("button", name="Deny").click()
    expect(nobody.get_by_text("did not let you through")).to_be_visible()
    assert barriers(nobody) == []
    nobody.get_by_role("link", name="Try to sign in again").click()
    expect(nobody.get_by_role("heading", level=1)).to_have_text("Sign in to Threshold")


def begun(provided: Running, client: httpx.Client) -> dict[str, str]:
    """Begin to sign in; what the provider is asked."""
    reply = client.get("/sign-in/provider")
    assert reply.status_code == 303
    asked = parse_qs(urlsplit(reply.headers["location"]).query)
    return {name: values[0] for name, values in asked.items()}


def test_the_provider_is_asked_with_state_nonce_and_pkce(provided: Running):
    with httpx.Client(base_url=provided.url) as client:
        asked = begun(provided, client)
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{provided.url}/sign-in/back"
    assert all(len(asked[name]) >= 20 for name in ("state", "nonce", "code_challenge"))
    assert "s3" not in asked.values()


def test_an_answer_that_was_not_asked_for_signs_nobody_in(provided: Running):
    with (
        httpx.Client(base_url=provided.url) as client,
        httpx.Client(base_url=provided.url) as other,
    ):
        asked, _ = begun(provided, client), begun(provided, other)
        mine = {"code": "abc", "state": asked["state"]}
        assert other.get("/sign-in/back", params=mine).status_code == 400  # another's state
        assert client.get("/sign-in/back", params=mine | {"state": "é"}).status_code == 400
        assert client.get("/sign-in/back", params=mine).status_code == 400  # it is used up by now
        assert httpx.get(f"{provided.url}/sign-in/back", params=mine).status_code == 400
    with httpx.Client(base_url=provided.url) as client:
        mine = {"code": "abc", "state": begun(provided, client)["state"]}
        assert client.get("/sign-in/back", params=mine).status_code == 502  # a code nobody gave
        assert "threshold-session" not in client.cookies
    assert "s3" not in provided.logged()


def test_links_sign_nobody_in_where_there_is_a_provider(provided: Running):
    assert httpx.get(f"{provided.url}/sign-in/link?link=x").status_code == 404


def test_without_a_provider_nobody_is_sent_to_one(server: Running):
    for path in ("/sign-in/provider", "/sign-in/back?code=1&state=1"):
        assert httpx.get(f"{server.url}{path}").status_code == 404
