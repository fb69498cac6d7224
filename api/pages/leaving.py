"""Coming and going: the start, signing out, and how accessible the pages are."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.law import describe_law
from api.pages import provided
from api.pages.cookies import SESSION
from api.pages.rendering import rendered, sent_on
from api.register.times import today
from api.service.routes import READS
from api.service.service import Service


async def start(service: Service, request: Request) -> Response:
    """The cases, for those who read them; for the others, what they can do and where."""
    if request.state.credential.role in READS:
        return sent_on(request, "/cases")
    return rendered(request, "start.html", law=describe_law(today()))


async def sign_out(service: Service, request: Request) -> Response:
    """End the session, here and on the server, and say where to sign out at the provider too."""
    await run_in_threadpool(service.sessions.end, request.state.session.secret)
    request.state.session = None
    provider = service.settings.oidc_issuer is not None
    there = await provided.leaving(service, request) if provider else None
    page = rendered(request, "signed-out.html", provider=provider, there=there)
    SESSION.clear(page, service.settings)
    page.headers["clear-site-data"] = '"cache", "storage"'
    return page


async def accessibility(service: Service, request: Request) -> Response:
    """How accessible the pages are, and what was and was not tried."""
    return rendered(request, "accessibility.html")
