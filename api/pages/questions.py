"""The guided journey in a browser: one question a page, the best one next, and where it stops."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.answering import Reply, answer_in, answered, is_overtaken, replied
from api.pages.dated import Mistake
from api.pages.guide import decided_as, still_open_in, weighed_facts
from api.pages.opening import Opened, changed, opened
from api.pages.question import asked, in_words, not_known, why_asked
from api.pages.rendering import rendered, sent_on
from api.register.working import Working
from api.service.problems import Refused
from api.service.recording import by
from api.service.service import Service
from criteria.shelf import shelf
from criteria.words import UNKNOWN

AFTER = {"answers": "/answers", "decision": "/decision", "all": "/all-questions"}
"""Where a changed answer leads back to, by the word an address has for it."""


async def questions(service: Service, request: Request) -> Response:
    """Go on with the next question; or, when there is none, say why the questions stop here."""
    case = await opened(service, request)
    where = await run_in_threadpool(next_address, case)
    if where != f"{case.at}/questions":
        return sent_on(request, where)
    view = await run_in_threadpool(stopped, case)
    return rendered(request, "stopped.html", case=case, **view)


async def question(service: Service, request: Request) -> Response:
    """One question."""
    name = fact_in(request)
    case = await opened(service, request)
    if not case.editions:
        return sent_on(request, f"{case.at}/edition")
    return await asked_page(request, case, asked(case.working, name, answer_in(case.working, name)))


async def answer(service: Service, request: Request) -> Response:
    """Take an answer, and go on."""
    name = fact_in(request)
    form = request.state.form
    reply = replied(form, name, shelf().vocabulary.facts[name])
    mistakes = [*unchosen(reply), *reply.mistakes]
    if mistakes:
        return await again(service, request, reply, mistakes)
    who = by(request.state.credential)
    before, case = await changed(
        service, request, lambda working: answered(working, reply.answer, who)
    )
    overtaken = is_overtaken(form.said(f"{name}-shown"), answer_in(before, name), reply.answer)
    return sent_on(request, await onwards(request, case, f"?replaced={name}" if overtaken else ""))


async def onwards(request: Request, case: Opened, query: str) -> str:
    """Where an answer leads: back to where Change was, or to the next question."""
    then = request.state.form.said("then")
    if then in AFTER:
        return f"{case.at}{AFTER[then]}{query}"
    return f"{await run_in_threadpool(next_address, case)}{query}"


def unchosen(reply: Reply) -> list[Mistake]:
    """That nothing was chosen."""
    if reply.answer.answer:
        return []
    return [Mistake("Select an answer, or that it is not known yet", f"#{reply.answer.fact}")]


async def again(
    service: Service, request: Request, reply: Reply, mistakes: list[Mistake]
) -> Response:
    """The question again, with what was typed and what is wrong with it."""
    case = await opened(service, request)
    name = reply.answer.fact
    told = asked(case.working, name, reply.answer, reply.day.typed, mistakes)
    return await asked_page(request, case, told, mistakes)


async def asked_page(
    request: Request, case: Opened, told: dict[str, Any], errors: list[Mistake] | None = None
) -> Response:
    """The page of a question."""
    left = await run_in_threadpool(still_open_in, case.editions, case.given)
    return rendered(
        request,
        "question.html",
        status=422 if errors else 200,
        errors=errors or [],
        case=case,
        one=told,
        why=why_asked(case.editions, told["name"]),
        left=left.left(case.given),
        then=then_in(request),
        back=back_from(case, told["name"], then_in(request)),
        replaced=replaced(request, case.working),
    )


def then_in(request: Request) -> str:
    """Where this answer is to lead, as the address or the form says it."""
    form = getattr(request.state, "form", None)
    said = form.said("then") if form is not None else request.query_params.get("then", "")
    return said if said in AFTER else ""


def back_from(case: Opened, fact: str, then: str) -> str:
    """Where Back leads: the question answered before this one, or where Change was."""
    if then:
        return f"{case.at}{AFTER[then]}"
    before = list(case.working.facts)
    before = before[: before.index(fact)] if fact in before else before
    return f"{case.at}/questions/{before[-1]}" if before else f"{case.at}/edition"


def replaced(request: Request, working: Working) -> dict[str, str] | None:
    """An answer that somebody else had changed meanwhile: what it was, and what it is now."""
    name = request.query_params.get("replaced", "")
    fact = shelf().vocabulary.facts.get(name)
    told = working.told.get(name, {})
    if fact is None or "before" not in told:
        return None
    return {
        "name": name,
        "question": fact.question,
        "was": in_words(fact, told["before"]),
        "by": told["before_by"],
        "now": in_words(fact, working.facts.get(name, "")),
    }


def fact_in(request: Request) -> str:
    """The fact that an address names. Raises Refused if there is none such."""
    name: str = request.path_params["fact"]
    if name not in shelf().vocabulary.facts:
        raise Refused("not-found", "there is no such question")
    return name


def next_address(case: Opened) -> str:
    """The next question's address, or that of the page which says that there is none."""
    if not case.editions:
        return f"{case.at}/edition"
    fact, judgement = still_open_in(case.editions, case.given).unasked(case.given)
    if fact is not None:
        return f"{case.at}/questions/{fact}"
    return f"{case.at}/judgements/{judgement}" if judgement else f"{case.at}/questions"


def stopped(case: Opened) -> dict[str, Any]:
    """What is told where the questions stop: what is still needed, presumed, and to be weighed."""
    left = still_open_in(case.editions, case.given)
    facts = shelf().vocabulary.facts
    weighed = dict.fromkeys(name for one in case.editions for name in weighed_facts(one))
    return {
        "decisions": [decided_as(edition, case.given) for edition in case.editions],
        "needed": [(name, facts[name].question, not_known(facts[name])) for name in left.facts],
        "judgements": left.judgements,
        "presumed": [
            (name, facts[name].question, in_words(facts[name], case.given.facts.get(name, "")))
            for name in left.presumed
        ],
        "weighed": len(weighed),
        "weighed_already": len([one for one in weighed if case.given.facts.get(one, "")]),
        "unknown": UNKNOWN,
    }
