"""The application: routes, the door before them, and an answer to whatever goes wrong."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.register.register import register_in
from api.service.admission import Admission
from api.service.bodies import CLOSING
from api.service.certificates import Certificates
from api.service.document import document
from api.service.doorway import PATIENCE
from api.service.envelope import Envelope
from api.service.problems import Refused, problem_response, refused_by
from api.service.rates import Rates
from api.service.routes import ROUTES, guarded
from api.service.service import Service
from api.service.settings import Settings
from api.service.watching import LOG, Metrics, told_of
from api.store.database import opened
from api.store.keys import Keys
from api.writing import Writer
from criteria.errors import ThresholdError
from engine.decide import decide
from engine.edition import ENGINE

RATES_FILE = "THRESHOLD_RATES_FILE"
"""Where the worker processes of one service count together; set by who starts them."""

ALIVE_NO_MORE = 499
"""What is logged of a request whose sender did not wait for the reply."""


def create_app(settings: Settings) -> FastAPI:
    """The service with these settings. Raises InputError if its data cannot be opened."""
    service = made(settings)
    app = FastAPI(
        title="Threshold",
        version=ENGINE.version,
        openapi_url=None,  # we serve our own, with examples that were decided
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        lifespan=lifespan(service),
    )
    app.router.route_class = Straight
    for route in sorted(ROUTES, key=lambda one: one.method != "POST"):  # what is asked most first
        app.add_api_route(
            route.path,
            guarded(route, service),
            methods=[route.method],
            name=route.name,
            response_model=None,
        )
    app.add_middleware(Envelope, metrics=service.metrics)
    answer_errors(app)
    return app


class Straight(APIRoute):
    """A route whose handler takes the request and returns the response, and wants nothing made.

    FastAPI would otherwise work out its dependencies and parameters, of which there are none, anew
    for every request.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler itself."""
        return cast("Callable[[Request], Coroutine[Any, Any, Response]]", self.endpoint)


def made(settings: Settings) -> Service:
    """The parts of the service, wired."""
    database = opened(settings.data, settings.database)
    keys = Keys(database)
    file = os.environ.get(RATES_FILE)
    rates = Rates(Path(file) if file else None)
    return Service(
        settings=settings,
        admission=Admission(keys.held_by, settings, rates),
        certificates=Certificates(settings.data / "certificates"),
        metrics=Metrics(),
        writer=Writer(),
        register=register_in(database, settings.data, settings.master_key, settings.given_keys),
        batches=asyncio.Semaphore(settings.batches_at_once),
        document=cache(partial(document, ROUTES)),
    )


def lifespan(service: Service) -> Any:
    """What happens when the service starts and when it stops."""

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[dict[str, Any]]:
        for edition in service.certificates.editions():
            decide(edition, {})  # the first request need not wait for it to be compiled
        # What was made until now stays for good. Looking through it for garbage, as Python does
        # after some thousands of decisions, would hold everybody up for a tenth of a second.
        gc.collect()
        gc.freeze()
        verifying = service.certificates.start()
        yield {PATIENCE: service.settings.header_seconds}
        await service.register.scribe.finish()
        if verifying is not None:
            verifying.terminate()
            verifying.wait()

    return living


def answer_errors(app: FastAPI) -> None:
    """Have every error answered as a problem."""
    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(ThresholdError, mistaken)
    app.add_exception_handler(HTTPException, lost)
    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(DBAPIError, unkept)
    app.add_exception_handler(500, faulty)


async def refused(request: Request, error: Exception) -> Response:
    """A request that is not served."""
    assert isinstance(error, Refused)
    return problem_response(error, request.state.request_id)


async def mistaken(request: Request, error: Exception) -> Response:
    """A mistake of the caller's, or a fault of ours."""
    assert isinstance(error, ThresholdError)
    found = refused_by(error)
    if found.kind == "fault":
        logged(request, error)
    return problem_response(found, request.state.request_id)


async def lost(request: Request, error: Exception) -> Response:
    """An address where there is nothing, or a method that it does not take."""
    assert isinstance(error, HTTPException)
    kind = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "malformed")
    detail = {"not-found": "see `/openapi.json` for the addresses there are"}.get(kind, "")
    headers = {"allow": allowed(request)} if error.status_code == 405 else error.headers
    return problem_response(Refused(kind, detail, headers=headers), request.state.request_id)


def allowed(request: Request) -> str:
    """Every method of an address: the router names those of the first route that it finds there."""
    path = request.scope["route"].path
    return ", ".join(sorted({one.method for one in ROUTES if one.path == path}))


async def gone(request: Request, error: Exception) -> Response:
    """A request whose sender is gone: nobody reads this."""
    return Response(status_code=ALIVE_NO_MORE)


async def unkept(request: Request, error: Exception) -> Response:
    """A database that cannot be written to or read: nothing is served that cannot be logged."""
    return problem_response(Refused("not-kept", "the database"), request.state.request_id)


async def faulty(request: Request, error: Exception) -> Response:
    """A fault of ours, of which the reply says nothing but where to ask.

    uvicorn closes the connection behind it, so the caller is told not to use it again.
    """
    logged(request, error)
    return problem_response(Refused("fault", "", headers=CLOSING), request.state.request_id)


def logged(request: Request, error: Exception) -> None:
    """Log where a fault was raised, with the id that its reply has."""
    LOG.error("fault", exc_info=error, extra=told_of({"request_id": request.state.request_id}))
