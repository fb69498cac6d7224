"""No page of the journey takes the server longer than 300 ms, once it is warm."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.pages.rendering import templates
from api.service.app import create_app
from api.service.settings import Settings
from tests.pages.visiting import visiting
from tests.service.running import Running

MOST = 300
PAGES = ("edition", "dates", "questions", "questions/outcome", "all-questions", "considerations",
         "answers", "decision", "tree.svg?edition=wt-2018")  # fmt: skip
TRIES = 5


def test_no_template_is_compiled_while_somebody_waits(tmp_path: Path):
    templates.cache_clear()
    app = create_app(Settings(data=tmp_path / "data"))
    with ThreadPoolExecutor(1) as apart:  # the browser's loop runs in this thread
        apart.submit(asyncio.run, started_and_stopped(app)).result()
    assert templates().cache is not None
    assert len(templates().cache) == len(templates().list_templates()) > 30


async def started_and_stopped(app: FastAPI) -> None:
    """Start an application as a server would, and stop it."""
    async with app.router.lifespan_context(app):
        pass


@pytest.mark.parametrize("decision", ["2019-11-04", "2018-09-01"], ids=["one edition", "two"])
def test_no_page_takes_long(server: Running, decision: str):
    with visiting(server) as visitor:
        reference = visitor.begin(decision)
        visitor.answer(reference, outcome="harmed", age_group="unborn", abuse_or_neglect="known")
        for page in PAGES:
            begun = len(server.logged())
            for _ in range(TRIES):
                assert visitor.get(f"/cases/{reference}/{page}").status_code == 200
            lines = [json.loads(line) for line in server.logged()[begun:].splitlines()]
            took = [one["milliseconds"] for one in lines if one.get("event") == "request"]
            assert min(took) < MOST, (page, took)
