"""Decisions, comparisons and the next question."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.casefile import Asked
from api.service.bodies import MOST_SAID, repeats, stated
from api.service.cases import asked, edition_mistakes, misplaced, section_mistakes
from api.service.replies import named, replied
from api.service.service import Service
from api.writing import as_bytes
from criteria.decisions import Decision, as_json
from criteria.errors import InputError
from engine.compare import compare
from engine.decide import decide
from engine.next_question import next_questions

DECISION = ("edition", "on", "area_switch", "facts", "judgements", "dates", "what_if")
NEXT = ("edition", "on", "area_switch", "facts", "judgements")
COMPARISON = ("facts", "editions")


def decided(case: Asked) -> Decision:
    """The decision on a case."""
    return decide(
        case.edition,
        case.facts,
        judgements=case.judgements,
        dates=case.dates,
        what_if=case.what_if,
    )


async def decision(service: Service, request: Request) -> Response:
    """Decide one case under one edition."""
    body = await stated(request, service.settings)
    case = asked(body, DECISION)
    # What would change the answer costs hundreds of decisions: others need not wait for it.
    made = await run_in_threadpool(decided, case) if case.what_if else decided(case)
    service.metrics.decisions_of(made.edition).inc()
    written = service.writer.written(made)
    return replied(written, request.state.request_id, headers=named(made.ruleset))


async def next_question(service: Service, request: Request) -> Response:
    """Tell what to ask next, and where each answer would lead."""
    body = await stated(request, service.settings)
    case = asked(body, NEXT)
    found = await run_in_threadpool(next_questions, case.edition, case.facts, case.judgements)
    told = as_bytes(as_json(found))
    return replied(told, request.state.request_id, headers=named(found.ruleset))


async def comparison(service: Service, request: Request) -> Response:
    """Decide the same facts under several editions, and tell what separates them."""
    body = await stated(request, service.settings)
    facts, editions = compared_facts(body)
    found = await run_in_threadpool(compare, facts, editions)
    for one in found.decisions:
        service.metrics.decisions_of(one.edition).inc()
    decisions = b",".join(service.writer.written(one) for one in found.decisions)
    differences = as_bytes(as_json(found.differences))
    told = b'{"decisions":[' + decisions + b'],"differences":' + differences + b"}"
    return replied(told, request.state.request_id)


def compared_facts(body: dict[str, Any]) -> tuple[dict[str, str], list[str] | None]:
    """The facts and the editions asked for. Raises InputError with every mistake."""
    editions = body.get("editions")
    mistakes = [
        *misplaced(body, COMPARISON),
        *repeats(body),
        *section_mistakes(body),
        *([] if "editions" not in body else edition_mistakes(editions)),
    ]
    if mistakes:
        raise InputError(mistakes[:MOST_SAID])
    return body["facts"], editions
