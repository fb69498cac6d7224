"""A whole journey of people who sign in at a provider, each in their role there, and sign out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from api.credentials import Credential
from api.pages.wording import ADD
from api.store.database import opened
from api.store.keys import clock
from api.store.sessions import Limits, Sessions
from tests.pages.browsing import barriers
from tests.pages.journeying import Journey
from tests.pages.made import REFERRED_FACTS
from tests.pages.providing import reached, signed_in_as
from tests.pages.visiting import Visitor, heading, text_of
from tests.ports import find_free_port
from tests.service.running import UNHURRIED, Running, certified, running
from tests.waits import HANG_TIMEOUT


def test_a_screener_screens_and_a_chair_decides_each_by_the_role_at_the_provider(
    nobody: Page, provided: Running
):
    journey = Journey(nobody)
    signed_in_as(nobody, "a-screener")
    expect(
        nobody.get_by_text("Signed in as duty screener, screener of panel north")
    ).to_be_visible()
    nobody.wait_for_url("**/cases")
    journey.begin("4", "3", "2024")
    journey.start()
    journey.answer(**REFERRED_FACTS)
    journey.go_on("See the decision")
    journey.reads("Refer")
    journey.record()
    nobody.get_by_role("link", name="go to the history").click()
    journey.reads(f"Case {journey.reference}History")
    expect(nobody.get_by_role("link", name=ADD["advice"])).to_be_visible()
    expect(nobody.get_by_role("link", name=ADD["decision"])).to_have_count(0)
    signed_out(nobody, provided)

    signed_in_as(nobody, "a-chair", f"/cases/{journey.reference}/history")
    nobody.get_by_role("link", name=ADD["decision"]).click()
    nobody.get_by_role("radio", name="Refer", exact=True).check()
    journey.go_on(ADD["decision"])
    expect(nobody.get_by_text("The decision is recorded.")).to_be_visible()
    expect(nobody.locator(".app-sides")).to_contain_text("Recorded by Siân O’Neill, chair.")
    journey.look()
    signed_out(nobody, provided)
    nobody.goto(f"/cases/{journey.reference}/history")
    journey.reads("Sign in to Threshold")


def signed_out(page: Page, provided: Running) -> None:
    """Sign out, here and at the provider, and come back."""
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    assert barriers(page) == []
    page.get_by_role("button", name="Sign out of your work account too").click()
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["client_id"] == ["threshold"]
    assert asked["post_logout_redirect_uri"] == [f"{provided.url}/sign-in"]
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to Threshold")


@contextmanager
def saying_little(folder: Path) -> Iterator[str]:
    """A provider in a process of its own that publishes no address to sign out at; its issuer."""
    port = find_free_port()
    issuer = f"http://localhost:{port}"
    known = folder / ".well-known"
    known.mkdir()
    (known / "openid-configuration").write_text(f'{{"issuer": "{issuer}"}}', "utf-8")
    line = [sys.executable, "-m", "http.server", str(port), "--directory", str(folder)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(line, stdout=quiet, stderr=quiet) as process:
        try:
            reached(issuer)
            yield issuer
        finally:
            process.terminate()
            process.wait(HANG_TIMEOUT)


@pytest.mark.parametrize("runs", [True, False], ids=["says-nothing", "is-not-there"])
def test_signing_out_needs_nothing_of_the_provider(tmp_path: Path, runs: bool):
    (published := tmp_path / "published").mkdir()
    with saying_little(published) as issuer:
        if runs:
            assert not faults(signs_out(tmp_path / "data", issuer))
    if not runs:
        assert faults(signs_out(tmp_path / "data", issuer))


def faults(log: str) -> list[str]:
    """What a log says of faults of the provider."""
    return [line for line in log.splitlines() if '"provider"' in line and '"ERROR"' in line.upper()]


def signs_out(data: Path, issuer: str) -> str:
    """Sign somebody out of a server with this provider; what the server logged."""
    settings = {"oidc_issuer": issuer, "oidc_client_id": "threshold"}
    with running(certified(data), **UNHURRIED, **settings) as server, server.client(None) as client:
        client.cookies["threshold-session"] = secret_of_a_session(data)
        page = client.get("/sign-in", follow_redirects=True)
        reply = Visitor(client).send_from(page, "/sign-out")
        assert heading(reply) == "You are signed out"
        assert "You are still signed in to your work account" in text_of(reply)
        assert "Sign out of your work account too" not in text_of(reply)
        assert client.get("/cases").headers["location"].startswith("/sign-in?")
        return server.logged()


def secret_of_a_session(data: Path) -> str:
    """What proves a session that was begun in the database of a server."""
    database = opened(data)
    limits = Limits(idle=timedelta(minutes=30), whole=timedelta(hours=1))
    who = Credential("1" * 16, "the chair", "chair", "north", clock())
    secret = Sessions(database, limits).begin(who).secret
    database.dispose()
    return secret
