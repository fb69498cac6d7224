"""The history of a case: every entry in words, who made it and when, and its place in the chain."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from api.pages.casework import case_of
from api.pages.named import Named
from api.pages.rendering import rendered
from api.pages.wording import ADDED
from api.service.service import Service


async def history(service: Service, request: Request) -> Response:
    """The engine's answer beside what people decided, and everything that was recorded."""
    case = await case_of(service, request)
    return rendered(
        request,
        "history.html",
        case=case,
        named=Named(case.entries),
        may=case.may_record(request.state.credential.role),
        done=ADDED.get(request.query_params.get("done", "")),
    )
