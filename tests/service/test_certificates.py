"""Certificates: ready once each edition is verified as it stands, once for all workers."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.service.certificates import Certificates
from criteria.shelf import shelf
from tests.service.refusals import problem
from tests.service.running import UNHURRIED, Running, running

EDITIONS = shelf().timeline.editions


@pytest.fixture
def copied(verified: Running, tmp_path: Path) -> Path:
    """A folder with the certificates of all editions, and no keys."""
    data = tmp_path / "data"
    shutil.copytree(verified.data / "certificates", data / "certificates")
    return data


def files(data: Path) -> list[Path]:
    """The certificates in a folder."""
    return sorted((data / "certificates").glob("*.json"))


def ready(data: Path) -> httpx.Response:
    """What a server with this folder says when it has just started."""
    with running(data, **UNHURRIED) as server:
        return httpx.get(f"{server.url}/readyz", verify=False)


def test_it_is_not_ready_until_every_edition_is_verified(tmp_path: Path):
    with running(tmp_path / "data", **UNHURRIED) as server, server.client() as client:
        told = problem(client.get("/readyz"))
        assert (told["type"], told["status"]) == ("urn:threshold:problem:not-ready", 503)
        assert "not verified yet: " in told["detail"]
        verification = client.get("/v1/verification").json()
        assert verification["pending"]
        assert client.get("/readyz").headers["retry-after"] == "5"
        body = {"edition": verification["pending"][-1], "facts": {}}
        assert client.post("/v1/decisions", json=body).is_success


def test_it_is_ready_once_they_are(verified: Running, client: httpx.Client):
    looked_for = shelf().timeline.looked_for.isoformat()
    ready = client.get("/readyz").json()
    assert (ready["status"], ready["law_last_looked_for"]) == ("ready", looked_for)
    assert client.get("/v1/editions").json()["law_last_looked_for"] == looked_for
    told = client.get("/v1/verification").json()
    assert told["pending"] == []
    assert [one["edition"] for one in told["certificates"]] == list(EDITIONS)
    assert all(one["findings"] == [] and one["cases"] > 1000 for one in told["certificates"])


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_certificate_has_the_digest_of_the_decisions_it_speaks_for(
    verified: Running, client: httpx.Client, edition: str
):
    told = client.get("/v1/verification").json()["certificates"]
    (ruleset,) = [one["ruleset"] for one in told if one["edition"] == edition]
    reply = client.post("/v1/decisions", json={"edition": edition, "facts": {}})
    assert ruleset == reply.json()["ruleset"]
    assert ruleset["digest"] == reply.headers["threshold-digest"]


def test_certificates_are_read_and_not_made_again(copied: Path):
    before = {file.name: file.stat().st_mtime_ns for file in files(copied)}
    assert ready(copied).status_code == 200
    assert {file.name: file.stat().st_mtime_ns for file in files(copied)} == before


def altered(file: Path, **more: Any) -> None:
    """Let a certificate say something else."""
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **more}), "utf-8")


def test_a_certificate_with_findings_keeps_it_from_being_ready(copied: Path):
    altered(files(copied)[0], findings=["the engine and the meaning differ"])
    told = problem(ready(copied))
    assert "verification found what should not be" in told["detail"]


@pytest.mark.parametrize("name", ["half of one", "nothing", "a list", "another ruleset's"])
def test_a_certificate_that_is_none_is_as_good_as_none_and_is_made_again(copied: Path, name: str):
    first, second, *_ = files(copied)
    said = {
        "half of one": first.read_text("utf-8")[:40],
        "nothing": "",
        "a list": "[]",
        "another ruleset's": second.read_text("utf-8"),
    }
    first.write_text(said[name], "utf-8")
    known = Certificates(copied / "certificates")
    assert len(known.pending()) == 1
    assert not known.sound()


def test_a_missing_certificate_is_made_once_whoever_asks(copied: Path):
    lost = next(file for file in files(copied) if "lscb-2006" in file.read_text("utf-8"))
    lost.unlink()
    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(made, copied) for _ in range(2)]:
            assert done.result() == 0
    assert Certificates(copied / "certificates").sound()
    assert not list((copied / "certificates").glob("*.partial"))


def made(data: Path) -> int:
    """How the process that verifies ends."""
    process = Certificates(data / "certificates").start()
    return process.wait(120) if process is not None else 0
