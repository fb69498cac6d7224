"""Style and script: small, kept for good, and without anything that belongs to government pages."""

from __future__ import annotations

import gzip
import hashlib
import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import httpx
import pytest

from api.pages import assets
from tests.pages.browsing import People
from tests.pages.made import SETTLED_FACTS, screened
from tests.pages.visiting import visiting
from tests.programs import missing_build, require
from tests.service.running import Running

MOST = 150_000
GOV_UK = re.compile(rb"gov\.uk", re.IGNORECASE)
NAMES = sorted(assets.manifest().values())


@pytest.fixture(autouse=True)
def built() -> None:
    """Style and script, which are built with Node."""
    require(missing_build())


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_compressed_beforehand_and_kept_for_good(server: Running, name: str):
    plain = httpx.get(f"{server.url}/assets/{name}", headers={"accept-encoding": "identity"})
    packed = httpx.get(f"{server.url}/assets/{name}")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert plain.headers["content-type"].split(";")[0] in (
        "text/css", "text/javascript", "image/svg+xml", "text/plain",
    )  # fmt: skip
    lasts = "immutable" in plain.headers["cache-control"]
    assert lasts == (name != "licence.txt")
    assert gzip.decompress((assets.FOLDER / f"{name}.gz").read_bytes()) == plain.content


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_government_page_is_served(name: str):
    body = (assets.FOLDER / name).read_bytes()
    assert not GOV_UK.search(body)
    assert b"@font-face" not in body
    assert b"gds transport" not in body.lower()
    assert b"crown" not in body.lower().replace(b"crown copyright", b"")
    assert b"url(" not in body


def test_a_file_that_is_not_there_is_not_found(server: Running):
    for name in ("x.css", "manifest.json", "..%2Fsite.py", "threshold.css.gz"):
        assert httpx.get(f"{server.url}/assets/{name}").status_code == 404


def test_nobody_s_session_is_looked_up_for_a_file(server: Running):
    with (
        visiting(server) as visitor,
        closing(sqlite3.connect(server.data / "threshold.sqlite3")) as database,
    ):
        hashed = hashlib.sha256(visitor.client.cookies["threshold-session"].encode()).hexdigest()
        seen = "SELECT seen FROM sessions WHERE hashed = ?"
        now = database.execute(seen, (hashed,)).fetchone()
        for path, kept in ((f"/assets/{NAMES[0]}", True), ("/accessibility", False)):
            minute_ago = (datetime.fromisoformat(now[0]) - timedelta(minutes=1)).isoformat(" ")
            with database:
                change = "UPDATE sessions SET seen = ? WHERE hashed = ?"
                database.execute(change, (minute_ago, hashed))
            assert visitor.get(path).status_code == 200
            found = database.execute(seen, (hashed,)).fetchone()
            assert (found == (minute_ago,)) is kept, path


@pytest.mark.parametrize("path", ["/cases", "/cases/{}/history", "/cases/{}/record/decision"])
def test_a_first_load_is_small_and_unbranded(people: People, path: str):
    reference = screened(people.server, SETTLED_FACTS, 1, "weight")
    page = people.somebody("chair", "weight")
    sizes: list[int] = []
    page.on("requestfinished", lambda one: sizes.append(one.sizes()["responseBodySize"]))
    page.goto(path.format(reference), wait_until="networkidle")
    assert len(sizes) >= 3
    assert sum(sizes) <= MOST
    served = page.content()
    assert not GOV_UK.search(served.encode())
    assert "crown" not in served.lower()


def test_pages_can_be_used_where_nothing_was_built(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(assets, "manifest", dict)
    assert assets.address("threshold.css") is None
