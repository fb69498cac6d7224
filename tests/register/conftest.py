"""What the tests of the register share: a place for it in each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.casefile import Asked
from api.register.drafts import Kept
from api.register.writing import Screening
from tests.register.asking import recorded
from tests.register.bodies import OPEN_CASE, reference, screening
from tests.register.places import Opened, Place, draft
from tests.register.postgres import Postgres, postgres
from tests.register.serving import Server, serving


@pytest.fixture(scope="session", name="postgres")
def postgres_() -> Iterator[Postgres]:
    """A PostgreSQL server for each test process."""
    with postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A place with nothing in it, in one kind of database and then in the other."""
    folder = tmp_path / "data"
    if request.param == "sqlite":
        return Place(folder)
    return Place(folder, request.getfixturevalue("postgres").emptied())


@pytest.fixture
def kept(place: Place) -> Iterator[Opened]:
    """The register in a place with nothing in it."""
    with place.open() as one:
        yield one


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server for all tests that leave it as it is, on each kind of database."""
    folder = tmp_path_factory.mktemp("records") / "data"
    postgres: Postgres | None = None
    if request.param == "postgresql":
        postgres = request.getfixturevalue("postgres")
    with serving(Place(folder, postgres.fresh() if postgres else None)) as one:
        yield one


@pytest.fixture(scope="session")
def chair(server: Server) -> Iterator[httpx.Client]:
    """A chair of the default panel."""
    with server.client("chair") as one:
        yield one


@pytest.fixture
def case(chair: httpx.Client) -> str:
    """A case that was screened."""
    name = reference()
    recorded(chair, screening(name))
    return name


@pytest.fixture
def here(place: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A register of two panels with a screening in it, which the environment names."""
    for name, value in place.env.items():
        monkeypatch.setenv(name, value)
    with place.open() as kept:
        kept.add("2026-2", "word", panel="north")
        screened(kept, "2026-1")
        kept.add("2026-1", "word")
    return place


def screened(kept: Opened, reference: str, **facts: str) -> None:
    """Record a screening as the service would."""
    stated = {**OPEN_CASE, "facts": {**OPEN_CASE["facts"], **facts}}  # type: ignore[dict-item]
    said = Screening(Asked("wt-2018", stated["facts"]), stated, {}, {})
    made = replace(draft(reference, kind="screening"), write=said)
    assert isinstance(kept.register.ledger.append([made])[0], Kept)
