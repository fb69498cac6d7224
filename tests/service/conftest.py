"""What the tests of the service share: one data folder for all, and one server for each process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.service.running import UNHURRIED, Running, running
from tests.waits import wait_until


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave for last what has to wait until every ruleset is verified."""
    items.sort(key=lambda item: "verified" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One data folder for every test process: verification takes seconds, and is done once."""
    here = tmp_path_factory.getbasetemp()
    folder = (here if worker_id == "master" else here.parent) / "service" / "data"
    folder.parent.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[Running]:
    """A server whose rates nobody reaches."""
    with running(data, **UNHURRIED) as one:
        yield one


@pytest.fixture(scope="session")
def client(server: Running) -> Iterator[httpx.Client]:
    """A client of that server that may do everything."""
    with server.client() as one:
        yield one


@pytest.fixture(scope="session")
def anybody(server: Running) -> Iterator[httpx.Client]:
    """A client of that server that shows no key of its own."""
    with server.client(None) as one:
        yield one


@pytest.fixture(scope="session")
def verified(server: Running, anybody: httpx.Client) -> Running:
    """That server, once every ruleset is verified."""
    wait_until(lambda: anybody.get("/readyz").status_code == 200, server.logged)
    return server
