"""What anybody with a key may read: editions, facts, certificates and schemas."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api import listing
from api.law import resolve_day
from api.service.bodies import MOST_SAID
from api.service.problems import Refused
from api.service.queries import ASKED
from api.service.replies import named, replied
from api.service.schemas import schemas
from api.service.service import Service
from api.sources.checklist import show_sources
from api.writing import as_bytes
from criteria.decisions import RulesetRef, as_json
from criteria.errors import InputError, Problem, UnknownEdition, nearest, quoted
from criteria.shelf import shelf
from engine.dates import as_day

REVALIDATED = "private, no-cache"
"""What may be kept, if it is asked for again before it is used."""


async def editions(service: Service, request: Request) -> Response:
    """Every edition on the shelf, and the newer law that is known and not encoded."""
    return unless_known(request, as_bytes(listing.editions()))


async def edition(service: Service, request: Request) -> Response:
    """One ruleset, whole."""
    name = request.path_params["edition"]
    try:
        volume = shelf().volume(name)
    except UnknownEdition as error:
        near = nearest(name, shelf().timeline.editions)
        detail = f"{quoted(name)} is not an edition; the nearest is {quoted(near)}"
        raise Refused("not-found", detail) from error
    ref = RulesetRef(volume.ruleset.id, volume.ruleset.version, volume.digest)
    return unless_known(request, as_bytes(listing.ruleset(volume)), named(ref))


async def list_sources(service: Service, request: Request) -> Response:
    """The sources to check, of one edition or of all. Raises UnknownEdition if there is none."""
    told = show_sources(request.query_params.get("edition"))
    return unless_known(request, as_bytes(told))


async def resolution(service: Service, request: Request) -> Response:
    """Which edition governs a decision of a day, and why."""
    query = request.query_params
    days = {name: as_day(query[name]) for name in ASKED["resolution"] if name in query}
    problems = query_mistakes(query, days)
    on = days.get("on")
    if problems or on is None:
        raise InputError(problems[:MOST_SAID])
    found = resolve_day(on, days.get("area_switch"))
    return replied(as_bytes(as_json(found)), request.state.request_id)


def query_mistakes(query: QueryParams, days: Mapping[str, date | None]) -> list[Problem]:
    """What is wrong with a query for the edition that governs a day."""
    problems = [
        Problem((name,), f"{quoted(query[name])} is not a day: write it like 2015-03-26")
        for name, day in days.items()
        if day is None
    ]
    if "on" not in query:
        problems.append(Problem(("on",), "is missing: the day of the decision"))
    return problems


async def facts(service: Service, request: Request) -> Response:
    """Every fact a case may state, with its question, its answers in words and its help."""
    return unless_known(request, as_bytes(listing.vocabulary()))


async def schema(service: Service, request: Request) -> Response:
    """JSON Schema of facts, case and decision."""
    return unless_known(request, as_bytes(schemas()))


async def openapi(service: Service, request: Request) -> Response:
    """The OpenAPI document."""
    told = await run_in_threadpool(service.document)
    return unless_known(request, as_bytes(told))


async def verification(service: Service, request: Request) -> Response:
    """The certificate of each edition that was verified, and those that are not yet."""
    known = service.certificates.known()
    told: dict[str, Any] = {
        "certificates": list(known.values()),
        "pending": service.certificates.pending(),
    }
    return replied(as_bytes(told), request.state.request_id)


def unless_known(request: Request, body: bytes, headers: dict[str, str] | None = None) -> Response:
    """The reply, or 304 if the caller says that it has just that already."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    told = {**(headers or {}), "etag": tag, "cache-control": REVALIDATED}
    have = request.headers.get("if-none-match", "")
    same = have.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in have.split(",")]
    if same:
        return replied(b"", request.state.request_id, status=304, headers=told)
    return replied(body, request.state.request_id, headers=told)
