"""A room as its trainer has it: opened, moved on step by step, and closed."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import parse_qsl

import segno
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.cookies import HOST
from api.pages.drills import AT as DRILLS
from api.pages.drills import stated
from api.pages.provided import here
from api.pages.rendering import rendered, sent, sent_on
from api.pages.shown import COLOURS
from api.pages.signing_in import begin_visit_if_nobody, remember_visit_of_nobody
from api.pages.telling import events
from api.rooms.marking import at_step, counts, drill_of, last_step, results, tallies
from api.rooms.rooms import Full, NoRoom, Room, Standing
from api.service.problems import Refused
from api.service.service import Service

OPENED_PER_MINUTE = 12
MOVES: Final = "move"


async def open_room(service: Service, request: Request) -> Response:
    """Open a room for a drill that was chosen; one they have already is closed if they say so.

    Raises Refused if there are too many rooms.
    """
    service.admission.slowed(request, "open", OPENED_PER_MINUTE)
    form = request.state.form
    plan = stated(parse_qsl(form.said("drill")))
    told = json.dumps(asdict(plan))
    before = HOST.of(request, service.settings)
    theirs = await run_in_threadpool(service.rooms.of_host, before)
    if theirs is not None and form.said("instead") != theirs.code:
        asked = {"code": theirs.code, "at": at(theirs.code), "query": form.said("drill")}
        return rendered(request, "room-already.html", status=409, **asked)
    try:
        room, secret = await run_in_threadpool(service.rooms.open, told, before)
    except Full as error:
        raise Refused("too-many-requests", "there are too many rooms") from error
    response = sent_on(request, at(room.code))
    HOST.set(response, service.settings, secret)
    return response


async def host(service: Service, request: Request) -> Response:
    """The room: its code, then each question, what was answered and what is right, then all."""
    room = await run_in_threadpool(hosted, service, request)
    made = await run_in_threadpool(drill_of, room.drill)
    standing = await run_in_threadpool(service.rooms.standing, room.code)
    if standing is None:
        raise Refused("not-found", "the room is closed")
    begin_visit_if_nobody(service, request)
    last = room.step >= last_step(made)
    chosen = await run_in_threadpool(service.rooms.chosen_in, room.code) if last else {}
    question = at_step(made, room.step)
    page = rendered(
        request,
        "room-host.html",
        room=room,
        at=at(room.code),
        join=joining(service, request, room.code),
        drill=made,
        question=question,
        standing=standing,
        tallies=tallies(question, standing.chosen),
        results=results(made, chosen),
        last=last,
        colours=COLOURS,
    )
    return remember_visit_of_nobody(service, request, page)


async def move(service: Service, request: Request) -> Response:
    """Go on to the next step, or close the room, as its trainer chose."""
    room = await run_in_threadpool(hosted, service, request)
    secret = HOST.of(request, service.settings) or ""
    form = request.state.form
    if form.said(MOVES) == "close":
        await run_in_threadpool(service.rooms.close, room.code, secret)
        response = sent_on(request, DRILLS)
        HOST.clear(response, service.settings)
        return response
    made = await run_in_threadpool(drill_of, room.drill)
    step = form.said("step")
    if step == str(room.step):
        await run_in_threadpool(service.rooms.move, room.code, secret, room.step, last_step(made))
    return sent_on(request, at(room.code))


async def host_events(service: Service, request: Request) -> Response:
    """What happens in the room, as it happens: its step, how many are in it, what they chose."""
    room = await run_in_threadpool(hosted, service, request)
    made = await run_in_threadpool(drill_of, room.drill)

    def told(standing: Standing) -> dict[str, Any]:
        question = at_step(made, standing.step)
        return {
            "step": standing.step,
            "learners": standing.learners,
            "answered": len(standing.chosen),
            "counts": counts(question, standing.chosen),
        }

    return events(service, request, room.code, told)


async def picture(service: Service, request: Request) -> Response:
    """The address at which to join, as a picture for phones. Raises Refused if it is no room."""
    room = await run_in_threadpool(hosted, service, request)
    drawn = io.BytesIO()
    code = segno.make_qr(joining(service, request, room.code), error="m")
    code.save(drawn, kind="svg", scale=8, border=2, light="white")
    return sent(request, drawn.getvalue(), "image/svg+xml")


def at(code: str) -> str:
    """The address of a room."""
    return f"/rooms/{code}"


def joining(service: Service, request: Request, code: str) -> str:
    """The address at which to join a room, in full."""
    return here(service, request, f"/join/{code}")


def hosted(service: Service, request: Request) -> Room:
    """The room that is asked for, if the browser opened it. Raises Refused if not."""
    secret = HOST.of(request, service.settings)
    try:
        return service.rooms.hosted(request.path_params["code"], secret or "")
    except NoRoom as error:
        raise Refused("not-found", "there is no such room, or this browser did not open it") from (
            error
        )
