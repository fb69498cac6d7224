"""Every template is compiled before the first page is asked for."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI

from api.pages.rendering import templates
from api.service.app import create_app
from api.service.settings import Settings
from tests.awaiting import awaited


def test_no_template_is_compiled_while_somebody_waits(tmp_path: Path):
    templates.cache_clear()
    awaited(start_and_stop(create_app(Settings(data=tmp_path / "data"))))
    assert templates().cache is not None
    assert len(templates().cache) == len(templates().list_templates()) > 30


async def start_and_stop(app: FastAPI) -> None:
    """Start an application as a server would, and stop it."""
    async with app.router.lifespan_context(app):
        pass
