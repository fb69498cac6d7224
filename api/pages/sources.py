"""The page of sources to check: what rests on each, and what to look for in the text."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.law import describe_law
from api.pages.rendering import rendered
from api.register.times import today
from api.service.service import Service
from api.sources.checklist import list_sources_to_check
from api.sources.model import SourceToCheck
from api.sources.wording import (
    ABOUT,
    NEWER_LAW,
    NO_SOURCES,
    ORDER,
    QUESTION,
    describe_grade,
    describe_place,
    describe_statement,
    group_by_edition,
)
from api.wording import title_of


async def list_sources(service: Service, request: Request) -> Response:
    """The sources of one edition, or of all. Raises UnknownEdition if there is none."""
    sources = list_sources_to_check(request.query_params.get("edition"))
    return rendered(
        request,
        "sources.html",
        about=ABOUT,
        law=describe_law(today()),
        order=ORDER,
        question=QUESTION,
        nothing=NO_SOURCES,
        groups=[show_group(*group) for group in group_by_edition(sources)],
    )


def show_group(edition: str | None, sources: list[SourceToCheck]) -> dict[str, Any]:
    """The sources under one heading."""
    title = NEWER_LAW if edition is None else title_of(edition)
    return {
        "id": edition or "newer-law",
        "title": title,
        "editions": [] if edition is None else [edition],
        "sources": [show_source(one) for one in sources],
    }


def show_source(one: SourceToCheck) -> dict[str, Any]:
    """A source as the page shows it."""
    return {
        "place": describe_place(one.source),
        "grade": describe_grade(one.source),
        "also_in": [title_of(name) for name in one.also_in],
        "remark": one.remark,
        "decides": [describe_statement(each) for each in one.statements],
        "look_for": one.look_for,
    }
