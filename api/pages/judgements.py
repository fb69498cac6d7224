"""What the facts leave to people: a page for each judgement, with the reasons for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.dated import Mistake
from api.pages.opening import Opened, changed, opened
from api.pages.question import Why, told
from api.pages.questions import AFTER, next_address, then_in
from api.pages.rendering import rendered, sent_on
from api.register.chain import By
from api.register.working import Working
from api.service.problems import Refused
from api.service.recording import LONGEST, MAY_RECORD, by, is_text
from api.service.service import Service
from criteria.rulesets import Ruleset
from criteria.shelf import shelf
from criteria.words import MET, NOT_MET
from engine.dates import cited
from engine.judging import judged_leaves

NOT_YET: Final = "not_yet"
CHOICES: Final = {MET: "Yes, it is met", NOT_MET: "No, it is not met", NOT_YET: "Not judged yet"}


async def judgement(service: Service, request: Request) -> Response:
    """One judgement that is left to people."""
    case = await opened(service, request)
    name = request.path_params["criterion"]
    working = case.working
    chosen = case.given.judgements.get(name, "")
    return page(request, case, name, chosen, working.reasons.get(name, ""))


async def judge(service: Service, request: Request) -> Response:
    """Take a judgement, and go on."""
    name, form = request.path_params["criterion"], request.state.form
    chosen, reasons = form.said("judgement"), form.said("reasons")
    mistakes = mistakes_in(chosen, reasons)
    if mistakes:
        case = await opened(service, request)
        return page(request, case, name, chosen, reasons, mistakes)
    rulesets_with(await opened(service, request), name)
    who = by(request.state.credential)
    _, case = await changed(
        service, request, lambda working: judged(working, name, chosen, reasons, who)
    )
    then = then_in(request)
    onwards = f"{case.at}{AFTER[then]}" if then else await run_in_threadpool(next_address, case)
    return sent_on(request, onwards)


def page(
    request: Request,
    case: Opened,
    name: str,
    chosen: str,
    reasons: str,
    errors: list[Mistake] | None = None,
) -> Response:
    """The page of a judgement."""
    question, why = question_of(rulesets_with(case, name), name)
    then = then_in(request)
    return rendered(
        request,
        "judgement.html",
        status=422 if errors else 200,
        errors=errors or [],
        case=case,
        name=name,
        question=question,
        choices=CHOICES,
        chosen=chosen,
        reasons=reasons,
        why=why,
        may=request.state.credential.role in MAY_RECORD["judgement"],
        then=then,
        back=f"{case.at}{AFTER[then]}" if then else f"{case.at}/answers",
    )


def question_of(rulesets: list[Ruleset], name: str) -> tuple[str, list[Why]]:
    """The question that is left to people, and the criteria for whose sake it is."""
    leaves = [(one, one.criteria[judged_leaves(one)[name][0]]) for one in rulesets]
    why = [
        Why(leaf.title, tuple(told(source) for source in cited(one.sources, leaf.sources)))
        for one, leaf in leaves
    ]
    first = leaves[0][1]
    return first.judgement_question or first.title, list(dict.fromkeys(why))


def rulesets_with(case: Opened, name: str) -> list[Ruleset]:
    """The editions of the case that leave this to people. Raises Refused if none does."""
    rulesets = [shelf().volume(edition).ruleset for edition in case.editions]
    found = [one for one in rulesets if name in judged_leaves(one)]
    if not found:
        raise Refused("not-found", "there is no such judgement")
    return found


def mistakes_in(chosen: str, reasons: str) -> list[Mistake]:
    """What is wrong with a judgement as it was sent: one must be chosen, with reasons if it is."""
    if chosen not in CHOICES:
        return [Mistake("Select a judgement, or that it is not judged yet", "#judgement")]
    if chosen != NOT_YET and not reasons:
        return [Mistake("Say why: a judgement is recorded with its reasons", "#reasons")]
    if not is_text(reasons):
        return [Mistake(f"The reasons must be {LONGEST:,} characters or fewer", "#reasons")]
    return []


def judged(working: Working, name: str, chosen: str, reasons: str, by: By) -> Working:
    """A working copy with a judgement in it, and who made it."""
    said = {**working.reasons, **({name: reasons} if reasons else {})}
    judgements = {**working.judgements, name: chosen}
    return replace(working, judgements=judgements, reasons=said).with_told(by, name)
