"""The list: a panel's cases, by what is due next."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from api.pages.rendering import rendered
from api.service.service import Service


async def listed(service: Service, request: Request) -> Response:
    """The panel's cases."""
    return rendered(request, "cases.html")
