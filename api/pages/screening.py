"""Recording a screening: the case as it was shown on the decision page, and the decision on it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.pages.dated import Mistake
from api.pages.deciding import page, seen
from api.pages.forms import once
from api.pages.guide import judged_in
from api.pages.opening import Opened, opened
from api.pages.rendering import sent_on
from api.register.chain import By
from api.register.drafts import Draft
from api.register.writing import MUST_SAY_WHY
from api.service.problems import Refused
from api.service.recording import by, repeatable, writing
from api.service.service import Service
from criteria.errors import InputError, Problem
from criteria.shelf import shelf

CHANGED = "The answers were changed since you opened this page. Look again, then record"


async def screen(service: Service, request: Request) -> Response:
    """Record the case as it was shown: what was changed since is shown first."""
    case = await opened(service, request)
    form = request.state.form
    edition = form.said("edition")
    if edition not in case.editions:
        raise Refused("invalid-case", "this edition does not govern the case")
    if form.said("seen") != seen(case):
        return await page(service, request, case, [Mistake(CHANGED, f"#{edition}-record")])
    made = draft(case, edition, by(request.state.credential), once(form))
    try:
        kept = await service.register.scribe.write(made)
    except InputError as error:
        return await page(
            service, request, case, [mistake(case, edition, one) for one in error.problems]
        )
    return sent_on(request, f"{case.at}/decision?recorded={kept.held.entry.n}")


def draft(case: Opened, edition: str, who: By, sent: str) -> Draft:
    """The entry to be made. The same form sent twice makes it once."""
    said = content(case, edition)
    return Draft(
        panel=case.working.panel,
        reference=case.reference,
        incident=case.working.incident,
        kind="screening",
        by=who,
        write=writing("screening", said),
        **repeatable(who, sent, said),
    )


def content(case: Opened, edition: str) -> dict[str, Any]:
    """What a screening states: the case under one edition, as a case file has it.

    Judgements that stand in the register are not stated again: the entry says where they are.
    """
    working = case.working
    judged = judged_in(edition, case.given)
    stated = {name: how for name, how in judged.items() if name not in working.recorded}
    must = {name for name, how in working.facts.items() if how in MUST_SAY_WHY.get(name, ())}
    said = working.reasons.items()
    return {
        "edition": edition,
        "facts": dict(working.facts),
        "judgements": stated,
        "dates": dict(working.dates),
        "evidence": {name: dict(told) for name, told in working.evidence.items()},
        "reasons": {name: words for name, words in said if name in must or name in stated},
    }


def mistake(case: Opened, edition: str, problem: Problem) -> Mistake:
    """What stands in the way of recording, with the page on which to mend it."""
    facts = shelf().vocabulary.facts
    if problem.where[:2] == ("content", "reasons") and problem.where[-1] in facts:
        name = problem.where[-1]
        where = f"{case.at}/questions/{name}?then=decision"
        return Mistake(f"Say what makes the answer so: {facts[name].question}", where)
    return Mistake(problem.message.replace("`", ""), f"#{edition}-record")
