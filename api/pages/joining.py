"""A room as a learner has it, on a phone without an account: join, answer, see what is right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.drills.model import Drill, Question
from api.pages.cookies import LEARNER
from api.pages.drills import missing
from api.pages.rendering import rendered, sent_on
from api.pages.shown import COLOURS
from api.pages.signing_in import begin_visit_if_nobody, remember_visit_of_nobody
from api.pages.telling import events
from api.rooms.marking import at_step, drill_of, last_step
from api.rooms.rooms import LETTERS, Full, NoRoom, Room, Seat
from api.service.problems import Refused
from api.service.service import Service

AT: Final = "/room"
JOIN: Final = "/join"


async def ask_to_join(service: Service, request: Request) -> Response:
    """Ask for the code of a room."""
    return joining(service, request, "")


async def ask_to_join_this(service: Service, request: Request) -> Response:
    """Ask whether to join the room whose code stands in the address."""
    return joining(service, request, request.path_params["code"])


async def join(service: Service, request: Request) -> Response:
    """Join the room of a code. Whoever is in it already keeps their place."""
    service.admission.slowed(request, "join", service.settings.joins_per_minute)
    typed = request.state.form.said("code")
    before = LEARNER.of(request, service.settings)
    try:
        secret = await run_in_threadpool(service.rooms.join, code_of(typed), before)
    except NoRoom:
        told = "There is no room with this code: check it with your trainer"
    except Full:
        told = "The room is full: tell your trainer"
    else:
        response = sent_on(request, AT)
        LEARNER.set(response, service.settings, secret)
        return response
    return joining(service, request, typed, [{"text": told, "href": "#code"}])


def code_of(typed: str) -> str:
    """A code as it was typed: in small letters, with spaces or hyphens, is all the same."""
    return "".join(letter for letter in typed.upper()[:40] if letter in LETTERS)


def joining(
    service: Service, request: Request, code: str, errors: list[dict[str, str]] | None = None
) -> Response:
    """The page to join on."""
    begin_visit_if_nobody(service, request)
    status = 422 if errors else 200
    page = rendered(request, "join.html", status=status, errors=errors or [], code=code[:40])
    return remember_visit_of_nobody(service, request, page)


async def learn(service: Service, request: Request) -> Response:
    """What a learner is to see now: wait, answer, what is right, or how it went."""
    try:
        seat = await run_in_threadpool(seated, service, request)
    except NoRoom:
        return ended(request)
    return await shown(service, request, seat)


async def send_choice(service: Service, request: Request) -> Response:
    """Keep what a learner chose at the question that is open; it can be changed until then."""
    try:
        seat = await run_in_threadpool(seated, service, request)
        made = await run_in_threadpool(drill_of, seat.room.drill)
        form = request.state.form
        question = next((one for one in made.questions if str(one.number) == form.said("n")), None)
        if question is None:
            raise Refused("malformed", "there is no such question")
        if not seat.room.open_at(question.number):
            return sent_on(request, f"{AT}?late={question.number}")
        picked = {one.name: form.said(one.name) for one in question.asked}
        if errors := missing(question, picked):
            return await shown(service, request, seat, question, picked, errors)
        names = [picked[one.name] for one in question.asked]
        kept = await run_in_threadpool(service.rooms.choose, seat, question.number, names)
    except NoRoom:
        return ended(request)
    return sent_on(request, AT if kept else f"{AT}?late={question.number}")


async def room_events(service: Service, request: Request) -> Response:
    """At which step the room is, told when it moves on. Raises Refused for who has no place."""
    try:
        seat = await run_in_threadpool(seated, service, request)
    except NoRoom as error:
        raise Refused("not-found", "the room is closed") from error
    return events(service, request, seat.room.code, lambda standing: {"step": standing.step})


def seated(service: Service, request: Request) -> Seat:
    """The place of whoever asks. Raises NoRoom if they have none."""
    secret = LEARNER.of(request, service.settings)
    if secret is None:
        raise NoRoom
    return service.rooms.seat(secret)


async def shown(
    service: Service,
    request: Request,
    seat: Seat,
    answered: Question | None = None,
    picked: Mapping[str, str] | None = None,
    errors: list[dict[str, str]] | None = None,
) -> Response:
    """The page: of the question that was answered with a mistake, or where the room is now."""
    made = await run_in_threadpool(drill_of, seat.room.drill)
    chosen = await run_in_threadpool(service.rooms.chosen_by, seat)
    question = answered or at_step(made, seat.room.step)
    before = named(question, chosen)
    begin_visit_if_nobody(service, request)
    page = rendered(
        request,
        "room.html",
        status=422 if errors else 200,
        errors=errors or [],
        room=seat.room,
        drill=made,
        question=question,
        picked=picked or before,
        sent=bool(before) and not errors,
        late=late(seat.room, request.query_params.get("late", "")),
        over=seat.room.step >= last_step(made),
        score=score(made, chosen),
        colours=COLOURS,
    )
    return remember_visit_of_nobody(service, request, page)


def late(room: Room, said: str) -> str:
    """The number of a question that was closed before an answer came; empty if it was not."""
    closed = said.isascii() and said.isdecimal() and 0 < 2 * int(said) <= room.step
    return said if closed else ""


def ended(request: Request) -> Response:
    """The page for who has no place: the room is closed, or they never joined one."""
    return rendered(request, "room-closed.html", status=410)


def named(question: Question | None, chosen: Mapping[int, tuple[str, ...]]) -> dict[str, str]:
    """What a learner chose at a question, by what was asked."""
    if question is None or question.number not in chosen:
        return {}
    return dict(zip((one.name for one in question.asked), chosen[question.number], strict=True))


def score(made: Drill, chosen: Mapping[int, tuple[str, ...]]) -> dict[str, Any]:
    """How many things were asked in a drill, how many a learner answered, and how many right."""
    marks = [
        named(question, chosen).get(one.name) == one.right
        for question in made.questions
        for one in question.asked
    ]
    return {"asked": len(marks), "right": sum(marks), "answered": len(chosen)}
