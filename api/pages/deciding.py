"""The decision page: what the rules say of a case, and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.governing import explain_change, explain_recorded, why_applied
from api.lines import Shown
from api.pages.casework import Told
from api.pages.dated import Mistake
from api.pages.decision_record import find_outdated, read_recorded
from api.pages.guide import judged_in
from api.pages.letters import letters
from api.pages.opening import Opened, opened
from api.pages.picture import picture
from api.pages.questions import replaced
from api.pages.rendering import rendered, sent, sent_on
from api.pages.shown import judged_because, shown
from api.pages.since import changes, last_screening
from api.register.counted import days_told
from api.register.rulesets import Rulesets
from api.register.stands import unanswered
from api.service.problems import Refused
from api.service.recording import MAY_RECORD, by
from api.service.service import Service
from api.tree import Tree
from api.wording import begun
from criteria.decisions import Decision
from criteria.shelf import shelf
from criteria.versions import Volume
from criteria.writing import day
from engine.decide import decide, decide_under

Entries = list[dict[str, Any]]


async def decision(service: Service, request: Request) -> Response:
    """What the rules say of a case, and why."""
    return await page(service, request, await opened(service, request))


async def page(
    service: Service, request: Request, case: Opened, errors: list[Mistake] | None = None
) -> Response:
    """The page of a decision, under the edition that governs or under both.

    Where only the rules have changed since a screening was recorded, it is shown as recorded,
    unless the address asks for what the rules of today say.
    """
    who = request.state.credential
    history = service.register.library.history
    _, entries = await run_in_threadpool(history, who.panel, case.reference, by(who))
    found = find_outdated(case, entries, service.register.rulesets)
    current = bool(errors) or request.query_params.get("rules") == "current"
    outdated = [] if current else found
    if not (outdated or case.editions):
        return sent_on(request, f"{case.at}/edition")
    blocks = await run_in_threadpool(blocks_of, service, case, entries, outdated)
    return rendered(
        request,
        "decision.html",
        status=409 if errors else 200,
        errors=errors or [],
        case=case,
        blocks=blocks,
        beside_recorded=current and bool(found),
        letters=letters(
            case.reference,
            [(one["decision"], one["volume"].vocabulary.facts) for one in blocks],
        ),
        may=who.role in MAY_RECORD["screening"],
        seen=seen(case),
        recorded=recorded(request, entries),
        replaced=replaced(request, case.working),
    )


def blocks_of(
    service: Service, case: Opened, entries: Entries, outdated: Sequence[Told]
) -> list[dict[str, Any]]:
    """What is shown under each edition: as recorded, or as decided now.

    Deciding costs hundreds of decisions.
    """
    rulesets = service.register.rulesets
    if not outdated:
        return build_current_blocks(service, case, entries, case.editions)
    left = unanswered([(one["n"], one["content"]) for one in outdated])
    return [
        *(build_recorded_block(case, one, entries, rulesets) for one in outdated),
        *build_current_blocks(service, case, entries, left),
    ]


def build_recorded_block(
    case: Opened, screening: Told, entries: Entries, rulesets: Rulesets
) -> dict[str, Any]:
    """What is shown of a screening as it was recorded, by the rules that decided it."""
    made, volume = read_recorded(screening, entries, rulesets)
    made = explain_what_if(made, volume)
    said, words = screening["content"], volume.vocabulary.dates
    recorded_days = days_told(entries, rulesets)
    told: dict[str, Any] = {
        "certificate": None,
        "why_applied": " ".join(explain_recorded(said, volume)),
        "changed": list(explain_change(volume, case.editions)),
        "counted": [
            counted_from(words[name].words, on)
            for name, on in recorded_days.items()
            if name in words and name not in said["dates"]
        ],
        "last": screening,
        "since": [],
        "as_recorded": True,
    }
    reasons = {**said.get("reasons", {}), **judged_because(case, entries)}
    dates = {**recorded_days, **said["dates"]}
    view = shown(made, volume, said.get("evidence", {}), reasons, dates)
    return {**view, **told, "edition": made.edition}


def explain_what_if(made: Decision, volume: Volume) -> Decision:
    """A recorded decision with what would have changed it, if its rules can still tell."""
    if made.would_change is not None or not volume.whole:
        return made
    now = decide_under(volume, made.facts, judgements=made.judgements, what_if=True)
    return replace(made, would_change=now.would_change)


def build_current_blocks(
    service: Service, case: Opened, entries: Entries, editions: Iterable[str]
) -> list[dict[str, Any]]:
    """What is shown of the case as it stands, decided by the rules of today."""
    certificates = service.certificates.known()
    rulesets = service.register.rulesets
    reasons = {**case.working.reasons, **judged_because(case, entries)}
    recorded_days = days_told(entries, rulesets).items()
    days = {name: on for name, on in recorded_days if name not in case.working.dates}
    found = []
    for edition in editions:
        made = decided(case, edition, days, what_if=True)
        last = last_screening(entries, edition)
        told = {
            "certificate": certificates.get(edition),
            "why_applied": why_applied(edition, case.working.dates),
            "counted": [
                counted_from(shelf().vocabulary.dates[name].words, on) for name, on in days.items()
            ],
            "last": last,
            "since": [] if last is None else list_changes(last, made, case, rulesets),
            "as_recorded": False,
        }
        volume = shelf().volume(edition)
        dates = {**days, **case.working.dates}
        view = shown(made, volume, case.working.evidence, reasons, dates)
        found.append({**view, **told, "edition": edition})
    return found


def list_changes(last: Told, made: Decision, case: Opened, rulesets: Rulesets) -> list[str]:
    """What is not as it was when the case was last recorded."""
    then = rulesets.of(last["content"]["decision"])
    return changes(last, then, made, case.working.dates)


def counted_from(words: str, on: date) -> str:
    """That limits are counted from a day which only a record tells."""
    return f"{begun(words)} is taken from what is recorded: {day(on)}."


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
    """The tree of criteria as a picture: of the case as it stands, or of a recorded screening."""
    case = await opened(service, request)
    edition, n = (request.query_params.get(name, "") for name in ("edition", "entry"))
    evidence = case.working.evidence
    if n:
        made, volume, evidence = await run_in_threadpool(read_screening, service, request, n)
    elif edition in case.editions:
        made = await run_in_threadpool(decided, case, edition)
        volume = shelf().volume(edition)
    else:
        raise Refused("not-found", "there is no such picture")
    drawn = await run_in_threadpool(drawn_of, case.reference, Shown(made, volume, evidence))
    return sent(request, drawn, "image/svg+xml")


def read_screening(
    service: Service, request: Request, n: str
) -> tuple[Decision, Volume, Mapping[str, Mapping[str, Any]]]:
    """What the screening of this number decided, its rules, and who said what.

    Raises Refused if there is none.
    """
    who, reference = request.state.credential, request.path_params["reference"]
    _, entries = service.register.library.history(who.panel, reference, by(who))
    for one in entries:
        if str(one["n"]) == n and one["kind"] == "screening" and one["content"]:
            made, volume = read_recorded(one, entries, service.register.rulesets)
            return made, volume, one["content"].get("evidence", {})
    raise Refused("not-found", "there is no such picture")


def drawn_of(reference: str, told: Shown) -> str:
    """The picture of a decision's tree."""
    title = f"{reference}: the criteria of {told.volume.ruleset.title}"
    return picture(title, Tree(told).lines())
