"""The application: routes and pages, the door before them, and the parts behind."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.rendering import ready
from api.pages.site import PAGES
from api.pages.site import guarded as guarded_page
from api.register.register import register_in
from api.rooms.rooms import Rooms
from api.rooms.watching import Watch
from api.service.admission import Admission
from api.service.answering import answer_errors
from api.service.certificates import Certificates
from api.service.document import document
from api.service.doorway import LEAVING, PATIENCE
from api.service.envelope import Envelope
from api.service.rates import Rates
from api.service.routes import ROUTES, guarded
from api.service.service import Service
from api.service.settings import Settings
from api.service.watching import Metrics
from api.store.database import opened
from api.store.keys import Keys
from api.store.sessions import Limits, Sessions
from api.store.sign_ins import SignIns
from api.writing import Writer
from engine.decide import decide
from engine.edition import ENGINE

RATES_FILE = "THRESHOLD_RATES_FILE"
"""Where the worker processes of one service count together; set by who starts them."""

SWEEPS_EVERY = 600
"""Seconds between two looks for rooms that came to their end."""


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
    for page in PAGES:
        app.add_api_route(
            page.path,
            guarded_page(page, service),
            methods=[page.method],
            name=page.name,
            response_model=None,
        )
    app.add_middleware(Envelope, metrics=service.metrics)
    answer_errors(app, service)
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
    rooms = Rooms(database)
    return Service(
        settings=settings,
        admission=Admission(keys.held_by, settings, rates),
        certificates=Certificates(settings.data / "certificates"),
        metrics=Metrics(),
        writer=Writer(),
        register=register_in(database, settings.data, settings.master_key, settings.given_keys),
        sessions=Sessions(database, limits(settings)),
        sign_ins=SignIns(database),
        rooms=rooms,
        watch=Watch(rooms.standing),
        batches=asyncio.Semaphore(settings.batches_at_once),
        document=cache(partial(document, ROUTES)),
    )


async def swept(service: Service) -> None:
    """Take away rooms that came to their end, now and then: nothing of a drill lasts."""
    while True:
        with suppress(DBAPIError):  # whoever opens a room takes them away too
            await run_in_threadpool(service.rooms.sweep)
        await asyncio.sleep(SWEEPS_EVERY)


def limits(settings: Settings) -> Limits:
    """For how long somebody stays signed in."""
    return Limits(
        idle=timedelta(minutes=settings.idle_minutes), whole=timedelta(hours=settings.session_hours)
    )


def lifespan(service: Service) -> Any:
    """What happens when the service starts and when it stops."""

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[dict[str, Any]]:
        for edition in service.certificates.editions():
            decide(edition, {}, what_if=True)  # the first request need not wait for it
        ready()
        # What was made until now stays for good. Looking through it for garbage, as Python does
        # after some thousands of decisions, would hold everybody up for a tenth of a second.
        gc.collect()
        gc.freeze()
        verifying = service.certificates.start()
        sweeping = asyncio.create_task(swept(service))
        yield {PATIENCE: service.settings.header_seconds, LEAVING: service.watch.leave}
        sweeping.cancel()
        await service.register.scribe.finish()
        if verifying is not None:
            verifying.terminate()
            verifying.wait()

    return living
