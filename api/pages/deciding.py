"""The decision page: what the rules say of a case, and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.governing import why_applied
from api.lines import Shown
from api.pages.dated import Mistake
from api.pages.guide import judged_in
from api.pages.letters import letters
from api.pages.opening import Opened, opened
from api.pages.picture import picture
from api.pages.questions import replaced
from api.pages.rendering import rendered, sent, sent_on
from api.pages.shown import shown
from api.pages.since import changes, last_screening
from api.register.counted import days_told
from api.service.problems import Refused
from api.service.recording import MAY_RECORD, by
from api.service.service import Service
from api.tree import Tree
from api.wording import begun, title_of
from criteria.decisions import Decision
from criteria.shelf import shelf
from criteria.writing import day
from engine.decide import decide

Entries = list[dict[str, Any]]


async def decision(service: Service, request: Request) -> Response:
    """What the rules say of a case, and why."""
    return await page(service, request, await opened(service, request))


async def page(
    service: Service, request: Request, case: Opened, errors: list[Mistake] | None = None
) -> Response:
    """The page of a decision, under the edition that governs or under both."""
    if not case.editions:
        return sent_on(request, f"{case.at}/edition")
    who = request.state.credential
    history = service.register.library.history
    _, entries = await run_in_threadpool(history, who.panel, case.reference, by(who))
    blocks = await run_in_threadpool(blocks_of, service, case, entries)
    return rendered(
        request,
        "decision.html",
        status=409 if errors else 200,
        errors=errors or [],
        case=case,
        blocks=blocks,
        letters=letters(case.reference, [one["decision"] for one in blocks]),
        may=who.role in MAY_RECORD["screening"],
        seen=seen(case),
        recorded=recorded(request, entries),
        replaced=replaced(request, case.working),
    )


def blocks_of(service: Service, case: Opened, entries: Entries) -> list[dict[str, Any]]:
    """What is shown under each edition. Costs hundreds of decisions."""
    certificates = service.certificates.known()
    days = {name: on for name, on in days_told(entries).items() if name not in case.working.dates}
    found = []
    for edition in case.editions:
        made = decided(case, edition, days, what_if=True)
        last = last_screening(entries, edition)
        told = {
            "certificate": certificates.get(edition),
            "why_applied": why_applied(edition, case.working.dates),
            "counted": [counted_from(name, on) for name, on in days.items()],
            "last": last,
            "since": [] if last is None else changes(last, made, case.working.dates),
        }
        found.append({**shown(case, made, entries), **told, "edition": edition})
    return found


def counted_from(name: str, on: date) -> str:
    """That limits are counted from a day which only a record tells."""
    words = begun(shelf().vocabulary.dates[name].words)
    return f"{words} is taken from what is recorded: {day(on)}."


def decided(
    case: Opened, edition: str, days: Mapping[str, date] | None = None, what_if: bool = False
) -> Decision:
    """The decision on a case as it stands, with its dates; `days` are those that records tell."""
    return decide(
        edition,
        case.given.facts,
        judgements=judged_in(edition, case.given),
        dates={**(days or {}), **case.working.dates},
        what_if=what_if,
    )


def seen(case: Opened) -> str:
    """What a case is known by as it stands: a form that records it says what was on its page."""
    told = json.dumps([case.working.revision, dict(case.working.recorded)])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def recorded(request: Request, entries: Entries) -> dict[str, Any] | None:
    """The screening that was just recorded, if the address names one."""
    said = request.query_params.get("recorded", "")
    found = [one for one in entries if str(one["n"]) == said and one["kind"] == "screening"]
    return found[0] if found else None


async def tree(service: Service, request: Request) -> Response:
    """The tree of criteria as a picture."""
    case = await opened(service, request)
    edition = request.query_params.get("edition", "")
    if edition not in case.editions:
        raise Refused("not-found", "there is no such picture")
    drawn = await run_in_threadpool(drawn_of, case, edition)
    return sent(request, drawn, "image/svg+xml")


def drawn_of(case: Opened, edition: str) -> str:
    """The picture of one edition's tree."""
    told = Shown(decided(case, edition), shelf().volume(edition), case.working.evidence)
    return picture(f"{case.reference}: the criteria of {title_of(edition)}", Tree(told).lines())
