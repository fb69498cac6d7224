"""The sources to check, as the service lists them: what the command line lists, and no other."""

from __future__ import annotations

import json

import httpx
import pytest

from criteria.shelf import shelf
from tests.doors.program import command
from tests.service.refusals import problem, validator

EDITIONS = shelf().timeline.editions
HOSTILE = ["", " ", "WT-2013", "../facts", "<script>", "\x1b[2J", "x" * 5_000, "é", "\u202e", "*"]


@pytest.mark.parametrize("edition", [None, *EDITIONS])
def test_it_lists_what_the_command_lists(client: httpx.Client, edition: str | None):
    reply = client.get("/v1/sources", params={"edition": edition} if edition else None)
    assert reply.status_code == 200
    validator("Sources").validate(reply.json())
    args = [edition] if edition else []
    assert reply.json() == json.loads(command("sources", *args, "--format", "json").out)


@pytest.mark.parametrize("edition", HOSTILE)
def test_an_edition_that_is_not_on_the_shelf_is_refused(client: httpx.Client, edition: str):
    told = problem(client.get("/v1/sources", params={"edition": edition}))
    assert told["status"] == 422
    (error,) = told["errors"]
    assert error["pointer"] == "/edition"
    assert error.get("nearest") in (*EDITIONS, None)
    assert error["detail"].isprintable()
    assert len(error["detail"]) < 120


def test_the_nearest_edition_is_told(client: httpx.Client):
    told = problem(client.get("/v1/sources", params={"edition": f"{EDITIONS[0]}x"}))
    assert [one["nearest"] for one in told["errors"]] == [EDITIONS[0]]


@pytest.mark.parametrize("query", ["on=2016-01-01", "edition=x&edition=y", "editions=wt"])
def test_what_is_not_asked_is_refused(client: httpx.Client, query: str):
    told = problem(client.get(f"/v1/sources?{query}"))
    assert (told["status"], len(told["errors"])) == (422, 1)
