"""An answer to whatever goes wrong: a problem for programs, a page for people."""

from __future__ import annotations

from functools import partial

from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.pages.failing import failed, is_for_people
from api.pages.site import PAGES, known
from api.service.bodies import CLOSING
from api.service.problems import Refused, problem_response, refused_by
from api.service.routes import ROUTES
from api.service.service import Service
from api.service.watching import LOG, told_of
from criteria.errors import ThresholdError

ALIVE_NO_MORE = 499
"""What is logged of a request whose sender did not wait for the reply."""


def answer_errors(app: FastAPI, service: Service) -> None:
    """Have every error answered as a problem."""
    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(ThresholdError, mistaken)
    app.add_exception_handler(HTTPException, partial(lost, service))
    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(DBAPIError, unkept)
    app.add_exception_handler(500, faulty)


def answered(request: Request, error: Refused) -> Response:
    """What is wrong, as a page for people and as a problem for programs."""
    if is_for_people(request):
        return failed(request, error)
    return problem_response(error, request.state.request_id)


async def refused(request: Request, error: Exception) -> Response:
    """A request that is not served."""
    assert isinstance(error, Refused)
    return answered(request, error)


async def mistaken(request: Request, error: Exception) -> Response:
    """A mistake of the caller's, or a fault of ours."""
    assert isinstance(error, ThresholdError)
    found = refused_by(error)
    if found.kind == "fault":
        logged(request, error)
    return answered(request, found)


async def lost(service: Service, request: Request, error: Exception) -> Response:
    """An address where there is nothing, or a method that it does not take.

    No page was there to find out who asks, and who is signed in is not told to sign in.
    """
    assert isinstance(error, HTTPException)
    if is_for_people(request):
        known(service, request)
    kind = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "malformed")
    detail = {"not-found": "see `/openapi.json` for the addresses there are"}.get(kind, "")
    headers = {"allow": allowed(request)} if error.status_code == 405 else error.headers
    return answered(request, Refused(kind, detail, headers=headers))


def allowed(request: Request) -> str:
    """Every method of an address: the router names those of the first route that it finds there."""
    path = request.scope["route"].path
    return ", ".join(sorted({one.method for one in (*ROUTES, *PAGES) if one.path == path}))


async def gone(request: Request, error: Exception) -> Response:
    """A request whose sender is gone: nobody reads this."""
    return Response(status_code=ALIVE_NO_MORE)


async def unkept(request: Request, error: Exception) -> Response:
    """A database that cannot be written to or read: nothing is served that cannot be logged."""
    return answered(request, Refused("not-kept", "the database"))


async def faulty(request: Request, error: Exception) -> Response:
    """A fault of ours, of which the reply says nothing but where to ask.

    uvicorn closes the connection behind it, so the caller is told not to use it again.
    """
    logged(request, error)
    return answered(request, Refused("fault", "", headers=CLOSING))


def logged(request: Request, error: Exception) -> None:
    """Log where a fault was raised, with the id that its reply has."""
    LOG.error("fault", exc_info=error, extra=told_of({"request_id": request.state.request_id}))
