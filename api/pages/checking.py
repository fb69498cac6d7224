"""Check your answers: everything said of a case, each with a way to change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.dated import SHORT, asked_dates
from api.pages.guide import asked_facts, decided_as, still_open_in
from api.pages.judgements import CHOICES
from api.pages.named import judgement_asked
from api.pages.opening import SCREENS, Opened, opened
from api.pages.question import in_words
from api.pages.questions import replaced
from api.pages.rendering import rendered, sent_on
from api.pages.typed import isolated_agencies
from api.register.mistakes import NoSuchCase
from api.register.rows import Record
from api.service.service import Service
from api.wording import said_by, title_of
from criteria.shelf import shelf
from criteria.words import UNKNOWN
from criteria.writing import day
from engine.dates import as_day


async def home(service: Service, request: Request) -> Response:
    """A case: the decision once it was screened, until then its answers; to others its history."""
    who, reference = request.state.credential, request.path_params["reference"]
    record = await run_in_threadpool(service.register.library.record, who.panel, reference)
    here = "decision" if record.entries else "answers"
    page = here if who.role in SCREENS and record.wrapped else "history"
    return sent_on(request, f"/cases/{quote(reference)}/{page}")


async def answers(service: Service, request: Request) -> Response:
    """The answers of a case, to be checked."""
    case = await opened(service, request)
    who = request.state.credential
    alike = await run_in_threadpool(of_incident, service, who.panel, case)
    view = await run_in_threadpool(checked, case)
    others = [one.reference for one in alike if one.reference != case.reference and one.wrapped]
    return rendered(
        request,
        "answers.html",
        case=case,
        others=others,
        replaced=replaced(request, case.working),
        titles=[title_of(one) for one in case.editions],
        **view,
    )


def of_incident(service: Service, panel: str, case: Opened) -> list[Record]:
    """The cases of an incident: those that name it, and the one that it is named after."""
    library = service.register.library
    incident = case.working.incident or case.reference
    named = library.listed(panel, incident)
    if incident == case.reference or any(one.reference == incident for one in named):
        return named
    try:
        return [library.record(panel, incident), *named]
    except NoSuchCase:  # an incident of a name of its own
        return named


def checked(case: Opened) -> dict[str, Any]:
    """What is shown of the answers."""
    left = still_open_in(case.editions, case.given) if case.editions else None
    facts = shelf().vocabulary.facts
    looked_at = {name for edition in case.editions for name in asked_facts(edition)}
    known = [name for name in facts if case.working.facts.get(name, UNKNOWN) != UNKNOWN]
    silent = [name for name in facts if case.working.facts.get(name) == UNKNOWN]
    decisions = [decided_as(edition, case.given) for edition in case.editions]
    notes = {note.id: note.text for one in decisions for note in one.notes if not note.sources}
    return {
        "dates": [(name, SHORT[name], said_on(case, name)) for name in asked_dates()],
        "known": [row(case, name) for name in known if name in looked_at or not looked_at],
        "unlooked": [row(case, name) for name in known if looked_at and name not in looked_at],
        "silent": [row(case, name) for name in silent],
        "unasked": left.left(case.given) if left else 0,
        "judgements": judgements(case),
        "notes": [*notes.values(), *explain_aside(case)],
    }


def explain_aside(case: Opened) -> Iterator[str]:
    """The answers that the facts of today do not have, and that nothing is decided on."""
    for name, answer in case.aside.items():
        asked, said = (text.replace("_", " ") for text in (name, answer))
        yield f"“{said}” was answered to “{asked}”. It is kept, but this is no longer asked so."


def said_on(case: Opened, name: str) -> str:
    """A day of the case in words, or that none was given."""
    found = as_day(case.working.dates.get(name))
    return day(found) if found else "Not given"


def row(case: Opened, name: str) -> dict[str, str]:
    """A question with its answer, and where it came from."""
    fact = shelf().vocabulary.facts[name]
    return {
        "name": name,
        "question": fact.question,
        "answer": in_words(fact, case.working.facts[name]),
        "source": ", ".join(said_by(isolated_agencies(case.working.evidence).get(name, {}))),
        "reason": case.working.reasons.get(name, ""),
    }


def judgements(case: Opened) -> list[dict[str, str]]:
    """Each judgement that was made, with its reasons; those in the register say that they are."""
    return [
        {
            "name": name,
            "question": asked_of(case, name),
            "answer": CHOICES.get(how, how),
            "reason": "" if name in case.working.recorded else case.working.reasons.get(name, ""),
            "recorded": "yes" if name in case.working.recorded else "",
        }
        for name, how in case.given.judgements.items()
        if asked_of(case, name)
    ]


def asked_of(case: Opened, name: str) -> str:
    """The question of a judgement in an edition of the case, or nothing if none leaves it."""
    rulesets = [shelf().volume(edition).ruleset for edition in case.editions]
    return judgement_asked(rulesets, name, "")
