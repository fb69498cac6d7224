"""Compare: one made-up case under every edition, as a link states it. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.made_up import groups, mistakes, sound
from api.pages.question import in_words
from api.pages.rendering import rendered, sent_on
from api.pages.shown import COLOURS
from api.service.service import Service
from api.training.compared import compared
from api.training.library import Scenario, departs, library
from api.training.stated import Stated, stated
from criteria.errors import InputError, Problem, nearest, quoted
from criteria.shelf import shelf
from criteria.words import UNKNOWN

AT = "/compare"


async def comparison(service: Service, request: Request) -> Response:
    """The case under the editions, the form to change it, and what separates those that differ."""
    pairs = request.query_params.multi_items()
    try:
        case = stated(pairs)
        scenario = known_scenario(case)
    except InputError as error:
        return refused(request, pairs, error)
    if (told := case.query()) != request.url.query:
        return sent_on(request, f"{AT}?{told}" if told else AT)
    found = await run_in_threadpool(compared, case)
    return shown(request, case, found=found, scenario=scenario)


def known_scenario(case: Stated) -> Scenario | None:
    """The scenario that a link names. Raises InputError if there is none of that name."""
    if case.scenario is None:
        return None
    if (found := library().get(case.scenario)) is not None:
        return found
    told = f"{quoted(case.scenario)} is not a scenario of the library"
    raise InputError([Problem(("scenario",), told, nearest(case.scenario, library()))])


def refused(request: Request, pairs: list[tuple[str, str]], error: InputError) -> Response:
    """The page with every mistake, and whatever was stated without one."""
    return shown(request, sound(pairs), status=422, errors=mistakes(error))


def shown(
    request: Request,
    case: Stated,
    status: int = 200,
    errors: list[dict[str, str]] | None = None,
    found: Any = None,
    scenario: Scenario | None = None,
) -> Response:
    """The page."""
    facts = shelf().vocabulary.facts
    return rendered(
        request,
        "compare.html",
        status=status,
        errors=errors or [],
        case=case,
        found=found,
        scenario=scenario,
        inferred=[facts[name].question for name in (scenario.inferred if scenario else ())],
        departs=departs(scenario, case.facts) if scenario else [],
        groups=groups(case),
        changes=[change(case, name, was) for name, was in case.was.items()],
        link=f"{AT}?{case.settled().query()}",
        colours=COLOURS,
    )


def change(case: Stated, name: str, was: str) -> tuple[str, str, str]:
    """A question, what it was answered, and what it is answered now."""
    fact = shelf().vocabulary.facts[name]
    return fact.question, in_words(fact, was), in_words(fact, case.facts.get(name, UNKNOWN))
