"""A fault of ours, told as a page: whether anything sent may be lost, and what to quote."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.pages.browsing import link
from tests.pages.visiting import Visitor, heading, text_of
from tests.service.running import UNHURRIED, Running, certified, command, running
from tests.waits import HANG_TIMEOUT

BROKEN = """
import api.pages.leaving
import api.pages.linked


def broken(*whatever, **else_):
    raise RuntimeError("broken, and says all it knows")


api.pages.leaving.rendered = api.pages.linked.begin_session = broken

from api.cli import main

main()
"""
"""A program that is `threshold`, but for one page that is looked at and one form that is sent."""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with two pages that break."""
    data = certified(tmp_path_factory.mktemp("broken") / "data")
    line = [command(data)[0], "-c", BROKEN, *command(data)[3:]]
    with running(data, run=line, **UNHURRIED) as one:
        yield one


@pytest.fixture
def client(broken: Running) -> Iterator[httpx.Client]:
    """Somebody's browser, more or less."""
    with httpx.Client(base_url=broken.url, timeout=HANG_TIMEOUT, verify=False) as one:
        yield one


def test_who_looked_at_a_page_that_breaks_is_told_that_nothing_is_lost(client: httpx.Client):
    told(client.get("/accessibility"), "You sent nothing, so nothing is lost")


def test_who_sent_a_form_that_breaks_is_told_to_look(broken: Running, client: httpx.Client):
    page = client.get(link(broken))
    reply = Visitor(client).send_from(page, "/sign-in/link")
    told(reply, "may not have been recorded: look at the case")


def told(reply: httpx.Response, words: str) -> None:
    """See that a fault is told in these words, with what to quote and nothing of what broke."""
    assert (reply.status_code, heading(reply)) == (500, "Something went wrong")
    assert words in text_of(reply)
    assert f"quote {reply.headers['x-request-id']}" in text_of(reply)
    assert "broken" not in reply.text
