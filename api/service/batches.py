"""Many cases at once: each with its decisions or with its own mistakes."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.service.bodies import MOST_SAID, as_object, parsed, received_at_length, said_twice
from api.service.cases import asked, edition_mistakes, misplaced
from api.service.deciding import decided
from api.service.problems import Refused, details, pointed
from api.service.replies import replied
from api.service.service import Service
from api.service.settings import Settings
from api.service.streaming import Lines
from api.writing import as_bytes
from criteria.decisions import Decision, as_json
from criteria.errors import InputError, Problem, nearest, quoted
from criteria.words import Referral

PARTS = ("editions", "outcomes", "detail", "cases")
CASE = ("id", "facts", "judgements", "dates")
DETAILS = ("referral", "full")
OUTCOMES: tuple[str, ...] = get_args(Referral)
CASE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
AT_ONCE = 25
"""How many cases are decided before others get a turn."""

Found = tuple[bool, bytes]
"""Whether a case is among the outcomes asked for, and what is said of it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch asks: cases under editions, those with certain outcomes, in how much detail."""

    editions: tuple[str, ...]
    outcomes: frozenset[str]
    full: bool
    cases: Sequence[object]


async def batch(service: Service, request: Request) -> Response:
    """Decide up to thousands of cases: an object, or JSON lines where full decisions are asked."""
    body = await received_at_length(request, service.settings)
    async with service.batches:
        asked_for = await run_in_threadpool(read, body, service.settings)
        if not asked_for.full:
            return await whole(service, request, answered(service, asked_for))
    lines = ended(answered(service, asked_for), request.state.request_id)
    return Lines(lines, request.state.request_id, service.settings.reader_seconds)


def read(body: bytes, settings: Settings) -> Batch:
    """What the body of a batch asks. Raises Refused, or InputError with every mistake around it."""
    return as_batch(as_object(parsed(body, settings.deepest_body)), settings.most_cases)


async def whole(service: Service, request: Request, lines: AsyncIterator[bytes]) -> Response:
    """Every line together in one object."""
    together = b",".join([line async for line in lines])
    return replied(b'{"results":[' + together + b"]}", request.state.request_id)


async def ended(lines: AsyncIterator[bytes], request_id: str) -> AsyncIterator[bytes]:
    """Every line with its end. A batch that takes too long says so in its last line."""
    try:
        async for line in lines:
            yield line + b"\n"
    except Refused as refused:
        yield as_bytes({"problem": details(refused, request_id)}) + b"\n"


async def answered(service: Service, asked_for: Batch) -> AsyncIterator[bytes]:
    """What is said of each case, a few at a time. Raises Refused if it takes too long."""
    until = time.monotonic() + service.settings.work_seconds
    seen: set[object] = set()
    for first in range(0, len(asked_for.cases), AT_ONCE):
        if time.monotonic() > until:
            detail = f"{first} cases were decided in {service.settings.work_seconds:g} seconds"
            raise Refused("took-too-long", detail)
        for line in await run_in_threadpool(some, service, asked_for, first, seen):
            yield line


def some(service: Service, asked_for: Batch, first: int, seen: set[object]) -> list[bytes]:
    """What is said of a few cases, but of those whose outcome was not asked for."""
    return [
        said
        for number, case in enumerate(asked_for.cases[first : first + AT_ONCE], first)
        for wanted, said in [one_of(service, asked_for, number, case, seen)]
        if wanted
    ]


def one_of(
    service: Service, asked_for: Batch, number: int, case: object, seen: set[object]
) -> Found:
    """What is said of one case: its decisions, or every mistake in it."""
    try:
        decisions = decisions_on(asked_for, case, seen)
    except InputError as error:
        return True, as_bytes(mistaken(number, case, error))
    for one in decisions:
        service.metrics.decisions_of(one.edition).inc()
    wanted = any(one.referral in asked_for.outcomes for one in decisions)
    name = as_bytes(case["id"])  # type: ignore[index]
    said = [
        service.writer.written(one) if asked_for.full else as_bytes(brief(one)) for one in decisions
    ]
    return wanted, b'{"id":' + name + b',"decisions":[' + b",".join(said) + b"]}"


def said_of(asked_for: Batch, number: int, case: object, seen: set[object]) -> dict[str, Any]:
    """What is said of one case, not written yet."""
    try:
        decisions = decisions_on(asked_for, case, seen)
    except InputError as error:
        return mistaken(number, case, error)
    said = [as_json(one) if asked_for.full else brief(one) for one in decisions]
    return {"id": case["id"], "decisions": said}  # type: ignore[index]


def decisions_on(asked_for: Batch, case: object, seen: set[object]) -> list[Decision]:
    """The decisions on one case, under every edition asked for. Raises with every mistake in it."""
    if not isinstance(case, Mapping):
        raise InputError([Problem((), f"{quoted(case)} is not a case")])
    first, *others = asked_for.editions
    mistakes = [*said_twice(case), *id_mistakes(case, seen)]
    if "edition" in case:
        mistakes.append(Problem(("edition",), "a batch names its editions once, in `editions`"))
    try:
        stated_once = asked({**case, "edition": first}, (*CASE, "edition"))
    except InputError as error:
        raise InputError([*mistakes, *error.problems][:MOST_SAID]) from error
    if mistakes:
        raise InputError(mistakes)
    every = [stated_once, *(replace(stated_once, edition=other) for other in others)]
    return [decided(one) for one in every]


def brief(decision: Decision) -> dict[str, Any]:
    """A decision in brief: its edition and its referral."""
    return {"edition": decision.edition, "referral": decision.referral}


def mistaken(number: int, case: object, error: InputError) -> dict[str, Any]:
    """Every mistake in a case, with the place of the case in the batch."""
    name = case.get("id") if isinstance(case, Mapping) else None
    errors = [pointed(one) for one in error.problems]
    return {"id": name if isinstance(name, str) else None, "index": number, "errors": errors}


def id_mistakes(case: Mapping[str, Any], seen: set[object]) -> Iterator[Problem]:
    """What is wrong with the id of a case, which no case before it had."""
    name = case.get("id")
    if not (isinstance(name, str) and CASE_ID.fullmatch(name)):
        rule = "letters, digits, - _ . up to 64, never a name"
        yield Problem(("id",), f"{quoted(name)} is not an id ({rule})")
        return
    if name in seen:
        yield Problem(("id",), f"{quoted(name)} is the id of an earlier case")
    seen.add(name)


def as_batch(body: Mapping[str, Any], most: int) -> Batch:
    """What a body asks of a batch. Raises InputError with every mistake outside its cases."""
    problems = [
        *misplaced(body, PARTS),
        *said_twice(body),
        *edition_mistakes(body.get("editions")),
        *outcome_mistakes(body.get("outcomes", list(OUTCOMES))),
        *detail_mistakes(body.get("detail", DETAILS[0])),
        *case_mistakes(body.get("cases"), most),
    ]
    if problems:
        raise InputError(problems[:MOST_SAID])
    return Batch(
        editions=tuple(dict.fromkeys(body["editions"])),
        outcomes=frozenset(body.get("outcomes", OUTCOMES)),
        full=body.get("detail") == "full",
        cases=body["cases"],
    )


def outcome_mistakes(outcomes: object) -> Iterator[Problem]:
    """What is wrong with the outcomes asked for: cases with none of them are left out."""
    if not isinstance(outcomes, list) or not 0 < len(outcomes) <= len(OUTCOMES):
        yield Problem(("outcomes",), f"{quoted(outcomes)} is not a list of referrals")
        return
    for number, one in enumerate(outcomes):
        if one not in OUTCOMES:
            place = ("outcomes", str(number))
            yield Problem(place, f"{quoted(one)} is not a referral", nearest(one, OUTCOMES))


def detail_mistakes(detail: object) -> Iterator[Problem]:
    """What is wrong with the detail asked for."""
    if detail not in DETAILS:
        yield Problem(("detail",), f"{quoted(detail)} is not a detail", nearest(detail, DETAILS))


def case_mistakes(cases: object, most: int) -> Iterator[Problem]:
    """What is wrong with the list of cases as a whole."""
    if not isinstance(cases, list) or not cases:
        yield Problem(("cases",), f"{quoted(cases)} is not a list of cases")
    elif len(cases) > most:
        yield Problem(("cases",), f"has {len(cases)} cases, and may have {most}")
