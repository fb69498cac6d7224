"""What the tests of the pages share: a server and a browser for each test process, and people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.browsing import People, browsing
from tests.pages.providing import only_here, providing
from tests.pages.states import cases_made
from tests.pages.visiting import Visitor, visiting
from tests.service.running import UNHURRIED, Running, certified, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with SQLite, no provider to sign in with, and no cases yet."""
    with running(certified(tmp_path_factory.mktemp("pages") / "data"), **UNHURRIED) as one:
        yield one


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with browsing() as one:
        yield one


@pytest.fixture(scope="session")
def sessions(server: Running, browser: Browser) -> People:
    """Those who sign in to the server, whose sessions all tests of a process share."""
    return People(server, browser)


@pytest.fixture
def people(sessions: People) -> Iterator[People]:
    """Those who sign in to the server; their windows are closed after the test."""
    yield sessions
    sessions.close()


@pytest.fixture(scope="session")
def cases(server: Running) -> dict[str, str]:
    """Cases in every state that a page of the journey shows; tests share them and change none."""
    with visiting(server) as visitor:
        return cases_made(visitor)


@pytest.fixture(scope="module")
def visitor(server: Running) -> Iterator[Visitor]:
    """The chair of the default panel, without a browser."""
    with visiting(server) as one:
        yield one


@pytest.fixture
def chair(people: People) -> Page:
    """A window in which the chair of the default panel is signed in."""
    return people.somebody()


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    """A provider that runs."""
    with providing() as one:
        yield one


@pytest.fixture(scope="session")
def provided(issuer: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server where people sign in at the provider."""
    settings = {"oidc_issuer": issuer, "oidc_client_id": "threshold", "oidc_client_secret": "s3"}
    folder = tmp_path_factory.mktemp("provided") / "data"
    with running(certified(folder), **UNHURRIED, **settings, workers="2") as one:
        yield one


@pytest.fixture
def nobody(provided: Running, browser: Browser) -> Iterator[Page]:
    """A window in which nobody is signed in, of a server with a provider."""
    people = People(provided, browser)
    page = people.nobody()
    page.route("**/*", only_here)
    yield page
    people.close()
