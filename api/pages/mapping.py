"""The map of a made-up case over two or three facts, under every edition: tables, and a picture."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.made_up import groups, mistakes, sound
from api.pages.rendering import rendered, sent, sent_on
from api.pages.shown import COLOURS
from api.service.problems import Refused
from api.service.service import Service
from api.training.map_picture import as_png, drawn
from api.training.mapped import ACROSS, APART, AXES, DOWN, Axes, Map, axes_in, mapped
from api.training.stated import Stated, stated
from criteria.errors import InputError
from criteria.shelf import shelf

AT = "/map"
ASKED = {ACROSS: "Columns", DOWN: "Rows", APART: "A grid for each answer (optional)"}


async def over_facts(service: Service, request: Request) -> Response:
    """The map, if facts are chosen for it, and the form to choose others."""
    pairs = request.query_params.multi_items()
    try:
        axes, case = read(pairs)
    except InputError as error:
        return shown(request, sound(pairs), chosen(pairs), status=422, errors=mistakes(error))
    if axes is None:
        return shown(request, case, {})
    if (query := told(axes, case)) != request.url.query:
        return sent_on(request, f"{AT}?{query}")
    found = await run_in_threadpool(mapped, case, axes)
    return shown(request, case, dict(axes.query()), found=found, query=query)


async def map_svg(service: Service, request: Request) -> Response:
    """The map as a picture that can be scaled. Raises Refused if no map is stated."""
    svg = drawn(await run_in_threadpool(mapped, *stated_map(request)))
    return sent(request, svg, "image/svg+xml", "map.svg")


async def map_png(service: Service, request: Request) -> Response:
    """The map as a picture for slides. Raises Refused if no map is stated."""
    svg = drawn(await run_in_threadpool(mapped, *stated_map(request)))
    return sent(request, await run_in_threadpool(as_png, svg), "image/png", "map.png")


def stated_map(request: Request) -> tuple[Stated, Axes]:
    """The case and the facts of a map. Raises Refused if none is stated."""
    axes, case = read(request.query_params.multi_items())
    if axes is None:
        raise Refused("not-found", "no facts are chosen for a map")
    return case, axes


def read(pairs: list[tuple[str, str]]) -> tuple[Axes | None, Stated]:
    """The facts of a map, if they are chosen, and the case. Raises InputError with every mistake.

    What a fact of the map is answered in the case does not matter, and is left out.
    """
    axes, rest = axes_in(pairs)
    return axes, stated(rest)


def chosen(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The facts that are chosen, as far as they are facts."""
    facts = shelf().vocabulary.facts
    return {name: value for name, value in pairs if name in AXES and value in facts}


def told(axes: Axes, case: Stated) -> str:
    """A map as the query of a link, always in the same order."""
    query = case.settled().query()
    return f"{urlencode(axes.query())}&{query}" if query else urlencode(axes.query())


def shown(
    request: Request,
    case: Stated,
    axes: dict[str, str],
    status: int = 200,
    errors: list[dict[str, str]] | None = None,
    found: Map | None = None,
    query: str = "",
) -> Response:
    """The page."""
    return rendered(
        request,
        "map.html",
        status=status,
        errors=errors or [],
        case=case,
        found=found,
        query=query,
        axes=[axis(name, axes.get(name, "")) for name in AXES],
        groups=groups(case),
        colours=COLOURS,
    )


def axis(name: str, now: str) -> dict[str, Any]:
    """A list of the facts that one side of the map can be over."""
    items = [{"value": "", "text": "None" if name == APART else "Choose", "selected": not now}]
    items += [
        {"value": fact, "text": one.question, "selected": fact == now}
        for fact, one in shelf().vocabulary.facts.items()
    ]
    return {"name": name, "label": ASKED[name], "items": items}
