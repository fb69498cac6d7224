"""A new referral: its reference, incident and days; and another child from the same incident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.casefile import REFERENCE
from api.pages.dated import SHORT, Mistake, SaidDay, asked_dates, fields, said_date, typed_as
from api.pages.opening import resolved
from api.pages.question import in_words
from api.pages.rendering import rendered, sent_on
from api.register.chain import By
from api.register.mistakes import Taken
from api.register.working import Working
from api.service.recording import by
from api.service.service import Service
from criteria.shelf import shelf

ASKED: Final = ("decision", "incident", "authority_aware")
"""The days asked at the start; the others are asked for later, where they are known."""

RULE = "letters, digits, dots, dashes and underscores, up to 40, with at least one digit"
NOT_A_REFERENCE: Final = f"{{}} must be {RULE} – never a name"


@dataclass(frozen=True, slots=True)
class Begun:
    """A new referral as it was typed, and what is wrong with it."""

    reference: str
    incident: str
    days: Mapping[str, SaidDay]
    mistakes: tuple[Mistake, ...]

    @property
    def dates(self) -> dict[str, str]:
        """The days that were told."""
        return {name: said.day for name, said in self.days.items() if said.day is not None}


async def new_case(service: Service, request: Request) -> Response:
    """Ask for a new referral."""
    sibling = await sibling_of(service, request, request.query_params.get("sibling", ""))
    dates = {} if sibling is None else sibling.dates
    days = {name: SaidDay(None, None, typed_as(dates.get(name))) for name in ASKED}
    incident = "" if sibling is None else sibling.incident or sibling.reference
    return page(request, Begun("", incident, days, ()), sibling)


async def begin(service: Service, request: Request) -> Response:
    """Begin a case, with what a sibling shares if it is one."""
    who = request.state.credential
    sibling = await sibling_of(service, request, request.state.form.said("sibling"))
    begun = said(request, sibling)
    if begun.mistakes:
        return page(request, begun, sibling)
    made = copied(sibling, begun, who.panel, by(who))
    try:
        await run_in_threadpool(service.register.working.begin, made)
    except Taken:
        told = f"There is a case {begun.reference} already: give this one another reference"
        wrong = replace(begun, mistakes=(Mistake(told, "#reference"),))
        return page(request, wrong, sibling)
    return sent_on(request, f"/cases/{begun.reference}/edition")


def said(request: Request, sibling: Working | None) -> Begun:
    """What a form says of a new referral."""
    form = request.state.form
    reference, incident = form.said("reference"), form.said("incident")
    days = {name: said_date(form, name) for name in ASKED}
    mistakes = [
        *reference_mistakes("reference", "The reference", reference, True),
        *reference_mistakes("incident-reference", "The incident", incident, sibling is not None),
        *(one.mistake for one in days.values() if one.mistake),
    ]
    return Begun(reference, incident, days, (*mistakes, *decision_mistakes(days["decision"])))


def reference_mistakes(name: str, called: str, typed: str, needed: bool) -> list[Mistake]:
    """What is wrong with a reference: it must never be a name."""
    if not typed and needed:
        return [Mistake(f"Enter {called[0].lower()}{called[1:]}", f"#{name}")]
    if typed and not REFERENCE.fullmatch(typed):
        return [Mistake(NOT_A_REFERENCE.format(called), f"#{name}")]
    return []


def decision_mistakes(decision: SaidDay) -> list[Mistake]:
    """What is wrong with the day of the decision: it must be told, and governed by an edition."""
    if decision.mistake:
        return []
    if decision.day is None:
        return [Mistake("Enter the day of the decision", "#decision-day")]
    if resolved({"decision": decision.day}) is None:
        told = "The decision must be on or after 1 April 2006: the rules here reach no further back"
        return [Mistake(told, "#decision-day")]
    return []


async def sibling_of(service: Service, request: Request, reference: str) -> Working | None:
    """The case that a new one shares an incident with. Raises NoSuchCase for another panel's."""
    if not reference:
        return None
    who = request.state.credential
    return await run_in_threadpool(service.register.working.read, who.panel, reference, by(who))


def copied(sibling: Working | None, begun: Begun, panel: str, by: By) -> Working:
    """A new case, with the answers that are so for every child in the incident."""
    made = Working(panel, begun.reference, begun.incident or None, dates=begun.dates)
    if sibling is None:
        return made
    shared = shared_facts(sibling)
    evidence = {name: sibling.evidence[name] for name in shared if name in sibling.evidence}
    unasked = [name for name in asked_dates() if name not in ASKED and name != "review_decided"]
    dates = {name: sibling.dates[name] for name in unasked if name in sibling.dates}
    made = replace(made, facts=shared, evidence=evidence, dates={**dates, **begun.dates})
    return made.with_told(by, *shared)


def shared_facts(sibling: Working) -> dict[str, str]:
    """The answers that are so for every child in an incident."""
    facts = shelf().vocabulary.facts
    return {name: answer for name, answer in sibling.facts.items() if facts[name].of_incident}


def page(request: Request, begun: Begun, sibling: Working | None) -> Response:
    """The page of a new referral."""
    wrong = {one.href: one for one in begun.mistakes}
    days = [fields(name, d.typed, wrong.get(f"#{name}-day") or d.mistake) for name, d in
            begun.days.items()]  # fmt: skip
    return rendered(
        request,
        "new.html",
        status=422 if begun.mistakes else 200,
        errors=list(begun.mistakes),
        begun=begun,
        days=days,
        wrong={href: one.text for href, one in wrong.items()},
        sibling=sibling,
        shared=[] if sibling is None else said_shared(sibling),
        alike=[one.question for one in shelf().vocabulary.facts.values() if one.of_incident],
        short=SHORT,
    )


def said_shared(sibling: Working) -> list[Any]:
    """The questions whose answers are copied, with the answers in words."""
    facts = shelf().vocabulary.facts
    return [
        (facts[name].question, in_words(facts[name], answer))
        for name, answer in shared_facts(sibling).items()
    ]
