"""The history of a case: every entry in words, who made it and when, and its place in the chain."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.casework import case_of
from api.pages.rendering import rendered
from api.pages.wording import ADDED
from api.register.verifying import broken_in
from api.service.routes import AUDITS
from api.service.service import Service


async def history(service: Service, request: Request) -> Response:
    """The engine's answer beside what people decided, and everything that was recorded."""
    case = await case_of(service, request)
    return rendered(
        request,
        "history.html",
        case=case,
        may=case.may_record(request.state.credential.role),
        done=ADDED.get(request.query_params.get("done", "")),
    )


async def register(service: Service, request: Request) -> Response:
    """Whether the panel's register is what was recorded, and how far it goes."""
    credential = request.state.credential
    head = await run_in_threadpool(service.register.head, credential.panel)
    findings = await run_in_threadpool(
        lambda: [str(one) for one in broken_in(service.register, credential.panel)]
    )
    return rendered(
        request,
        "register.html",
        findings=findings,
        key=service.register.signer.public,
        exports=credential.role in AUDITS,
        head=None if head is None else head.head,
    )
