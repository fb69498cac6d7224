"""The long form: every question of the editions on one page; and what is only to be weighed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.answering import Answer, Reply, answer_in, answered, is_overtaken, replied
from api.pages.dated import Mistake
from api.pages.guide import asked_facts, still_open_in, weighed_facts
from api.pages.opening import Opened, changed, opened
from api.pages.question import asked
from api.pages.questions import replaced
from api.pages.rendering import rendered, sent_on
from api.register.chain import By
from api.register.working import Working
from api.service.recording import by
from api.service.service import Service
from criteria.shelf import shelf

Asked = list[tuple[str, list[dict[str, Any]]]]


async def all_questions(service: Service, request: Request) -> Response:
    """Every question that the editions of the case look at."""
    return await form_page(request, await opened(service, request), everything=True)


async def answer_all(service: Service, request: Request) -> Response:
    """Take the long form."""
    return await taken(service, request, everything=True)


async def considerations(service: Service, request: Request) -> Response:
    """What is to be weighed, and settles no duty."""
    return await form_page(request, await opened(service, request), everything=False)


async def weigh(service: Service, request: Request) -> Response:
    """Take what was said of it."""
    return await taken(service, request, everything=False)


def names_in(case: Opened, everything: bool) -> list[str]:
    """The facts on the form, in the order of the facts."""
    which = asked_facts if everything else weighed_facts
    found = {name for edition in case.editions for name in which(edition)}
    return [name for name in shelf().vocabulary.facts if name in found]


async def taken(service: Service, request: Request, everything: bool) -> Response:
    """Take a form: what is wrong with any answer is said, and nothing of it is kept until then."""
    case = await opened(service, request)
    facts, form = shelf().vocabulary.facts, request.state.form
    replies = [replied(form, name, facts[name]) for name in names_in(case, everything)]
    mistakes = [one for reply in replies for one in named_mistakes(reply)]
    if mistakes:
        return await form_page(request, case, everything, replies, mistakes)
    shown = {reply.answer.fact: form.said(f"{reply.answer.fact}-shown") for reply in replies}
    new = [r.answer for r in replies if r.answer.answer and r.answer.mark != shown[r.answer.fact]]
    who = by(request.state.credential)
    before, after = await changed(service, request, lambda working: every(working, new, who))
    overtaken = [
        one.fact for one in new if is_overtaken(shown[one.fact], answer_in(before, one.fact), one)
    ]
    query = f"?replaced={overtaken[0]}" if overtaken else ""
    return sent_on(request, f"{after.at}/answers{query}")


def named_mistakes(reply: Reply) -> list[Mistake]:
    """The mistakes of one answer, with the question they belong to: many are on the page."""
    question = shelf().vocabulary.facts[reply.answer.fact].question
    return [Mistake(f"{one.text}: {question}", one.href) for one in reply.mistakes]


def every(working: Working, answers: Sequence[Answer], by: By) -> Working:
    """A working copy with several answers in it."""
    for one in answers:
        working = answered(working, one, by)
    return working


async def form_page(
    request: Request,
    case: Opened,
    everything: bool,
    replies: Sequence[Reply] = (),
    mistakes: Sequence[Mistake] = (),
) -> Response:
    """The page of the form, as it was answered or as it was just typed."""
    if not case.editions:
        return sent_on(request, f"{case.at}/edition")
    typed = {reply.answer.fact: reply for reply in replies}
    asks = [asked_as(case.working, name, typed.get(name)) for name in names_in(case, everything)]
    left = await run_in_threadpool(still_open_in, case.editions, case.given)
    # The longest page there is: others need not wait while it is written.
    return await run_in_threadpool(
        rendered,
        request,
        "long.html",
        status=422 if mistakes else 200,
        errors=list(mistakes),
        case=case,
        asks=asks,
        everything=everything,
        needed=set(left.facts),
        replaced=replaced(request, case.working),
    )


def asked_as(working: Working, name: str, reply: Reply | None) -> dict[str, Any]:
    """A question as it stands, or as its answer was just typed."""
    if reply is None:
        return asked(working, name, answer_in(working, name))
    return asked(working, name, reply.answer, reply.day.typed, reply.mistakes)
