"""Packs: the whole rationale of a recorded case as one document, and the agenda of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.casefile import reference_problems
from api.pack.agenda import agenda as agenda_of
from api.pack.case import Packed
from api.pack.contents import pack as pack_of
from api.pack.made import FORMS
from api.pack.model import Pack
from api.pack.recorded import recorded
from api.register.chain import By
from api.register.mistakes import Erased, NoSuchCase
from api.register.standing import State
from api.register.times import today
from api.service.recording import by
from api.service.replies import named, replied
from api.service.service import Service
from criteria.errors import InputError, Problem, nearest, quoted

WAITING: tuple[State, ...] = ("needs_facts", "needs_judgement", "awaiting_decision")
MOST_CASES = 50
"""How many cases one agenda may have: each is opened for it."""


async def pack(service: Service, request: Request) -> Response:
    """The pack of a case of one's own panel, in the form that is asked for."""
    form = form_in(request)
    credential = request.state.credential
    case = await run_in_threadpool(
        opened, service, credential.panel, request.path_params["reference"], by(credential)
    )
    reply = await run_in_threadpool(document, request, pack_of(case), form)
    reply.headers.update(named(case.decision.ruleset))
    return reply


async def agenda(service: Service, request: Request) -> Response:
    """The cases that are named, or those of one's own panel that wait for a decision, by date."""
    form, references = form_in(request), references_in(request)
    credential = request.state.credential
    reader = by(credential)
    if references is None:
        references = await run_in_threadpool(waiting, service, credential.panel, reader)
    chosen, left = references[:MOST_CASES], len(references[MOST_CASES:])
    found, unshown = await run_in_threadpool(open_cases, service, credential.panel, chosen, reader)
    return await run_in_threadpool(document, request, agenda_of(found, left, unshown), form)


def open_cases(
    service: Service, panel: str, references: Sequence[str], reader: By
) -> tuple[list[Packed], list[str]]:
    """The cases that can be laid out, and why others cannot: none stops another.

    Raises NoSuchCase for a reference that is not one of the panel's.
    """
    found, unshown = [], []
    for one in references:
        service.register.library.record(panel, one)
        try:
            found.append(opened(service, panel, one, reader))
        except (NoSuchCase, Erased) as error:
            unshown += [problem.message for problem in error.problems]
    return found, unshown


def document(request: Request, made: Pack, form: str) -> Response:
    """A pack as a file to be kept."""
    kind = FORMS[form]
    name = f"{made.reference}.{kind.suffix}".lower()
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    body = kind.make(made)
    return replied(body, request.state.request_id, media=kind.media, headers=headers)


def opened(service: Service, panel: str, reference: str, reader: By) -> Packed:
    """A case of the register, to be packed. The reading is logged. Raises NoSuchCase, or Erased."""
    _, entries = service.register.library.history(panel, reference, reader)
    known = service.certificates.list_kept()
    return recorded(reference, entries, known, today(), service.register.rulesets)


def waiting(service: Service, panel: str, reader: By) -> list[str]:
    """The cases of a panel that wait for a decision, what is due first before the others."""
    found = [one for one in service.register.standings.of(panel, reader) if one.state in WAITING]
    return [one.reference for one in sorted(found, key=lambda one: one.urgency)]


def form_in(request: Request) -> str:
    """The form that is asked for; PDF if none is. Raises InputError for what is none."""
    form = request.query_params.get("format", "pdf")
    if form not in FORMS:
        told = f"{quoted(form)} is not among {', '.join(FORMS)}"
        raise InputError([Problem(("format",), told, nearest(form, FORMS))])
    return form


def references_in(request: Request) -> list[str] | None:
    """The references that are named, with commas between them; None where none are."""
    said: Any = request.query_params.get("references")
    if said is None:
        return None
    names = list(dict.fromkeys(said.split(",")))
    problems = [
        Problem(("references",), one.message)
        for name in names[: MOST_CASES + 1]
        for one in reference_problems({"reference": name})
    ]
    if len(names) > MOST_CASES:
        problems = [Problem(("references",), f"has {len(names)}, and may have {MOST_CASES}")]
    if problems:
        raise InputError(problems)
    return names
