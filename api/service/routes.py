"""Every route with the roles it is for. What is not in this table is for nobody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from api.credentials import ROLES, Role
from api.service import archive, batches, deciding, health, packing, reading_room, recording
from api.service.queries import refuse_unasked
from api.service.service import Service

Handler = Callable[[Service, Request], Awaitable[Response]]
Guarded = Callable[[Request], Awaitable[Response]]

ANYBODY: frozenset[Role] = frozenset()
"""For anybody at all, without a key: only what says nothing of a case or a panel."""

EVERY_ROLE = frozenset(ROLES)
DECIDES: frozenset[Role] = frozenset({"system", "screener", "chair", "trainer"})
RECORDS: frozenset[Role] = frozenset({"system", "screener", "chair"})
READS: frozenset[Role] = frozenset({*RECORDS, "auditor"})
AUDITS: frozenset[Role] = frozenset({"auditor"})
ERASES: frozenset[Role] = frozenset({"admin"})
COMPARES: frozenset[Role] = frozenset({"trainer"})


@dataclass(frozen=True, slots=True)
class Route:
    """A method and an address, who may use them, and what answers."""

    method: str
    path: str
    roles: frozenset[Role]
    handler: Handler

    @property
    def name(self) -> str:
        """The operation's name, the same in documents and code."""
        return self.handler.__name__


ROUTES = (
    Route("GET", "/healthz", ANYBODY, health.alive),
    Route("GET", "/readyz", ANYBODY, health.ready),
    Route("GET", "/metrics", ANYBODY, health.metrics),
    Route("GET", "/openapi.json", ANYBODY, reading_room.openapi),
    Route("GET", "/v1/editions", EVERY_ROLE, reading_room.editions),
    Route("GET", "/v1/editions/resolve", EVERY_ROLE, reading_room.resolution),
    Route("GET", "/v1/editions/{edition}", EVERY_ROLE, reading_room.edition),
    Route("GET", "/v1/sources", EVERY_ROLE, reading_room.list_sources),
    Route("GET", "/v1/facts", EVERY_ROLE, reading_room.facts),
    Route("GET", "/v1/schema", EVERY_ROLE, reading_room.schema),
    Route("GET", "/v1/verification", EVERY_ROLE, reading_room.verification),
    Route("POST", "/v1/decisions", DECIDES, deciding.decision),
    Route("POST", "/v1/next-question", DECIDES, deciding.next_question),
    Route("POST", "/v1/batches", DECIDES, batches.batch),
    Route("POST", "/v1/comparisons", COMPARES, deciding.comparison),
    Route("POST", "/v1/records", RECORDS, recording.record),
    Route("GET", "/v1/records", READS, archive.records),
    Route("GET", "/v1/records/{reference}", READS, archive.history),
    Route("GET", "/v1/records/{reference}/entries/{n}", READS, archive.entry),
    Route("GET", "/v1/records/{reference}/pack", READS, packing.pack),
    Route("GET", "/v1/register/agenda", READS, packing.agenda),
    Route("GET", "/v1/register/head", READS, archive.head),
    Route("GET", "/v1/register/verification", AUDITS, archive.whole),
    Route("GET", "/v1/register/readings", AUDITS, archive.readings),
    Route("GET", "/v1/register/export", AUDITS, archive.export),
    Route("POST", "/v1/register/erasures", ERASES, archive.erasure),
    Route("GET", "/v1/register/key", ANYBODY, archive.public_key),
)


def guarded(route: Route, service: Service) -> Guarded:
    """The handler of a route, behind the door."""

    async def handle(request: Request) -> Response:
        if route.roles is not ANYBODY:
            service.admission.admitted(request, route.roles)
            if request.scope["query_string"]:  # most ask nothing
                refuse_unasked(route.name, request.query_params)
        return await route.handler(service, request)

    return handle
