"""The register of a panel: how far it goes, and whether it is what was recorded.

Verifying reads every entry, so it is done when it is asked for, and afresh each time. Nothing is
remembered of it: a register that was whole an hour ago may not be now.
"""

from __future__ import annotations

from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.rendering import rendered, sent
from api.register.exported import Verified
from api.register.verifying import verified_panel
from api.service.problems import Refused
from api.service.routes import AUDITS
from api.service.service import Service
from api.store.keys import clock
from api.writing import as_bytes


async def register(service: Service, request: Request) -> Response:
    """How far the panel's register goes; nothing is said of whether it is whole."""
    return await shown(service, request)


async def verify(service: Service, request: Request) -> Response:
    """Whether the panel's register is what was recorded, as it stands now."""
    panel = request.state.credential.panel
    found = await run_in_threadpool(verified_panel, service.register, panel)
    return await shown(service, request, found)


async def take_head(service: Service, request: Request) -> Response:
    """How far the panel's register goes, signed: a file to be kept elsewhere."""
    signed = await run_in_threadpool(service.register.head, request.state.credential.panel)
    if signed is None:
        raise Refused("not-found", "nothing was recorded yet")
    name = f"head-{signed.head.panel}-{signed.head.seq}.json"
    return sent(request, as_bytes(asdict(signed)) + b"\n", "application/json", name)


async def shown(service: Service, request: Request, found: Verified | None = None) -> Response:
    """The page of the register, with what verifying it just found."""
    credential = request.state.credential
    signed = await run_in_threadpool(service.register.head, credential.panel)
    return rendered(
        request,
        "register.html",
        verified=found,
        at=f"{clock().isoformat()}Z",
        exports=credential.role in AUDITS,
        signed=signed,
    )
