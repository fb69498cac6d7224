"""The editions, readable: what each says, and what can be taken away of it. No case is here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import combinations
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api import differing, listing
from api.editions.model import Readable
from api.editions.readable import readable
from api.editions.table import as_csv
from api.editions.toml import as_toml
from api.editions.tree import lines, mermaid
from api.law import describe_law
from api.pages.picture import picture
from api.pages.rendering import rendered, sent
from api.pages.shown import nested
from api.register.times import today
from api.service.problems import Refused
from api.service.service import Service
from api.wording import title_of
from criteria.shelf import shelf
from criteria.versions import Volume
from engine.differences import differences


async def list_editions(service: Service, request: Request) -> Response:
    """Every edition, and the newer law that is known and not encoded."""
    pairs = list(combinations(shelf().timeline.editions, 2))
    law = describe_law(today())
    return rendered(request, "editions.html", pairs=pairs, law=law, **listing.editions())


async def read_edition(service: Service, request: Request) -> Response:
    """One edition, whole."""
    edition = await run_in_threadpool(shown, asked_for(request).ruleset.id)
    tree = nested(lines(edition))
    others = [(name, title_of(name)) for name in shelf().timeline.editions if name != edition.id]
    return rendered(request, "edition-read.html", edition=edition, tree=tree, others=others)


async def read_differences(service: Service, request: Request) -> Response:
    """Every difference between two editions."""
    pair = asked_for(request).ruleset.id, asked_for(request, "other").ruleset.id
    found = await run_in_threadpool(differing_between, *pair)
    return rendered(request, "differences.html", **found)


async def take_ruleset(service: Service, request: Request) -> Response:
    """The ruleset as TOML."""
    return taken(request, as_toml(asked_for(request)), "application/toml", "toml")


async def take_table(service: Service, request: Request) -> Response:
    """The decision table as CSV, with a mark by which Excel knows its letters."""
    text = await run_in_threadpool(as_csv, asked_for(request))
    return taken(request, f"\ufeff{text}", "text/csv", "csv")


async def take_picture(service: Service, request: Request) -> Response:
    """The tree of criteria as a picture."""
    edition = shown(asked_for(request).ruleset.id)
    drawn = picture(f"The criteria of {edition.title}", lines(edition))
    return sent(request, drawn, "image/svg+xml")


async def take_mermaid(service: Service, request: Request) -> Response:
    """The tree of criteria as a Mermaid flowchart."""
    text = mermaid(shown(asked_for(request).ruleset.id))
    return taken(request, text, "text/plain", "mmd")


def asked_for(request: Request, place: str = "edition") -> Volume:
    """The edition that the address names. Raises Refused if there is none of that name."""
    name = request.path_params[place]
    if shelf().misnamed(name):
        raise Refused("not-found", "there is no such edition")
    return shelf().volume(name)


@cache
def shown(edition: str) -> Readable:
    """An edition as it is read, made once."""
    return readable(shelf().volume(edition))


@cache
def differing_between(one: str, other: str) -> Mapping[str, Any]:
    """What the page of differences shows, found once for each pair."""
    found = differences(one, other)
    return {
        "editions": found.editions,
        "summary": differing.summary(found),
        "held": list(differing.holding(found)),
        "groups": [
            {
                "title": differing.heading(group),
                "sides": [(side, listing.sources_of(side)) for side in group.sides],
                "examples": [differing.example(found, family) for family in group.families],
            }
            for group in found.groups
        ],
    }


def taken(request: Request, text: str, media: str, ending: str) -> Response:
    """A file to be kept, named for the edition."""
    name = f"{request.path_params['edition']}.{ending}"
    return sent(request, text, f"{media}; charset=utf-8", name)
