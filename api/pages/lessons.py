"""The lesson plans, each on a page to teach from or to print."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.comparing import AT as COMPARE
from api.pages.mapping import AT as MAP
from api.pages.question import in_words
from api.pages.rendering import rendered
from api.pages.shown import COLOURS
from api.service.problems import Refused
from api.service.service import Service
from api.training.compared import compared
from api.training.lessons import Lesson, Step, lessons
from api.training.library import library
from api.training.mapped import mapped
from api.wording import title_of
from criteria.shelf import shelf


async def list_lessons(service: Service, request: Request) -> Response:
    """The lessons."""
    return rendered(request, "lessons.html", lessons=lessons().values())


async def lesson(service: Service, request: Request) -> Response:
    """One lesson. Raises Refused if there is none of that name."""
    one = lessons().get(request.path_params["id"])
    if one is None:
        raise Refused("not-found", "there is no lesson of that name")
    steps = await run_in_threadpool(lambda: [shown(one, step) for step in one.steps])
    editions = [title_of(edition) for edition in one.editions]
    return rendered(
        request, "lesson.html", lesson=one, steps=steps, editions=editions, colours=COLOURS
    )


def shown(one: Lesson, step: Step) -> dict[str, Any]:
    """A step with its case: how the editions decide it, or the map."""
    axes, case = step.axes, step.case
    facts = shelf().vocabulary.facts
    query = case.query()
    told: dict[str, Any] = {
        "step": step,
        "facts": [(facts[n].question, in_words(facts[n], a)) for n, a in case.facts.items()],
        "scenario": library().get(step.scenario or ""),
        "map": None,
        "found": None,
    }
    if axes is not None:
        at = f"{MAP}?{urlencode(axes.query())}&{query}"
        return {**told, "map": mapped(case, axes, one.editions), "at": at}
    return {**told, "found": compared(case, one.editions), "at": f"{COMPARE}?{query}"}
