"""Drills: chosen, done alone, and taken along on paper. The address holds all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.drills.model import DIFFICULTIES, Drill, Plan, Question
from api.drills.paper import FORMS, answer_sheet, handout
from api.drills.planned import drawn_seed, planned
from api.drills.setting import drill
from api.pack.made import DOCX
from api.pages.comparing import AT as COMPARE
from api.pages.cookies import HOST
from api.pages.rendering import rendered, sent, sent_on
from api.pages.shown import COLOURS
from api.pages.signing_in import begin_visit_if_nobody, remember_visit_of_nobody
from api.pages.wording import with_quotation_marks
from api.service.problems import Refused
from api.service.service import Service
from api.training.stated import Stated
from api.wording import begun, title_of
from criteria.errors import InputError
from criteria.shelf import shelf

AT: Final = "/drills"
PRESET: Mapping[str, Any] = {"edition": [], "difficulty": "plain", "questions": "10", "seed": ""}

MEDIA: Mapping[str, str] = {"pdf": "application/pdf", "docx": DOCX}
SHEETS = {"handout": handout, "answers": answer_sheet}

Pairs = Iterable[tuple[str, str]]


async def choose(service: Service, request: Request) -> Response:
    """The form to choose a drill; once one is chosen, what can be done with it."""
    pairs = request.query_params.multi_items()
    if not pairs:
        return await chosen(service, request, PRESET)
    said = typed(pairs)
    try:
        plan = plan_of({**said, "seed": said["seed"] or str(drawn_seed())})
    except InputError as error:
        return await chosen(service, request, said, status=422, errors=mistakes(error))
    if (query := query_of(plan)) != request.url.query:
        return sent_on(request, f"{AT}?{query}")
    made = await run_in_threadpool(drill, plan)
    return await chosen(service, request, said, made=made, query=query)


async def practise(service: Service, request: Request) -> Response:
    """One question of a drill, to answer alone; answered, with what is right. Nothing is kept.

    Raises Refused if the address states no drill, or no question of it.
    """
    pairs = request.query_params.multi_items()
    made = await run_in_threadpool(drill, stated(pairs))
    question = numbered(made, request.query_params.get("question", "1"))
    picked = {one.name: request.query_params.get(one.name, "") for one in question.asked}
    answered = "sent" in request.query_params
    errors = missing(question, picked) if answered else []
    return rendered(
        request,
        "practise.html",
        status=422 if errors else 200,
        errors=errors,
        drill=made,
        question=question,
        picked=picked,
        marked=answered and not errors,
        compare=f"{COMPARE}?{Stated(question.facts).query()}",
        query=query_of(made.plan),
        colours=COLOURS,
    )


async def on_paper(service: Service, request: Request) -> Response:
    """A drill to print: what is handed out, or its answers, as PDF or for Word.

    Raises Refused if there is no such sheet, or the address states no drill.
    """
    sheet, form = request.path_params["sheet"], request.path_params["form"]
    if sheet not in SHEETS or form not in MEDIA:
        raise Refused("not-found", "a drill has no such sheet")
    plan = stated(request.query_params.multi_items())
    made = await run_in_threadpool(lambda: FORMS[form](SHEETS[sheet](drill(plan))))
    return sent(request, made, MEDIA[form], f"drill-{plan.seed}-{sheet}.{form}")


async def chosen(
    service: Service,
    request: Request,
    said: Mapping[str, Any],
    status: int = 200,
    errors: list[dict[str, str]] | None = None,
    made: Drill | None = None,
    query: str = "",
) -> Response:
    """The page. It can post, to open a room, whether or not anybody is signed in."""
    theirs = await run_in_threadpool(service.rooms.of_host, HOST.of(request, service.settings))
    begin_visit_if_nobody(service, request)
    page = rendered(
        request,
        "drills.html",
        status=status,
        errors=errors or [],
        said=said,
        editions={name: title_of(name) for name in shelf().timeline.editions},
        difficulties=DIFFICULTIES,
        drill=made,
        query=query,
        theirs=theirs,
    )
    return remember_visit_of_nobody(service, request, page)


def typed(pairs: Pairs) -> dict[str, Any]:
    """What was chosen, as the form shows it again."""
    found = dict(pairs)
    said = {name: found.get(name, preset) for name, preset in PRESET.items()}
    return {**said, "edition": [value for name, value in pairs if name == "edition"]}


def plan_of(said: Mapping[str, Any]) -> Plan:
    """The plan that was chosen. Raises InputError with every mistake."""
    return planned(said["edition"], said["difficulty"], said["questions"], said["seed"])


def query_of(plan: Plan) -> str:
    """The same as the query of a link, always in the same order."""
    told: list[tuple[str, Any]] = [("edition", one) for one in plan.editions]
    told += [("difficulty", plan.difficulty), ("questions", plan.questions), ("seed", plan.seed)]
    return urlencode(told)


def stated(pairs: Pairs) -> Plan:
    """The plan that an address states. Raises Refused if it states none."""
    try:
        return plan_of(typed(pairs))
    except InputError as error:
        raise Refused("not-found", "no drill is stated here", errors=error.problems) from error


def numbered(made: Drill, number: str) -> Question:
    """The question of a number. Raises Refused if there is none."""
    found = [one for one in made.questions if str(one.number) == number]
    if not found:
        raise Refused("not-found", "the drill has no such question")
    return found[0]


def missing(question: Question, picked: Mapping[str, str]) -> list[dict[str, str]]:
    """What is not answered, or not with one of the answers."""
    return [
        {"text": f"Choose an answer: {one.prompt}", "href": f"#{one.name}"}
        for one in question.asked
        if picked[one.name] not in [choice.name for choice in one.choices]
    ]


def mistakes(error: InputError) -> list[dict[str, str]]:
    """The mistakes in a plan, each at its field."""
    return [
        {
            "text": begun(with_quotation_marks(f"{replace(one, where=())}.")),
            "href": f"#{one.where[0]}",
        }
        for one in error.problems
    ]
