"""Signing in with a one-time link: for whoever is at this machine, where no provider is set."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.pages.rendering import rendered, sent_on
from api.pages.signing_in import HOME, begin_session, begin_visit, remember_visit
from api.service.problems import Refused
from api.service.service import Service


async def link(service: Service, request: Request) -> Response:
    """Ask whether to sign in. A link that is only looked at, by a preview say, stays good."""
    secret = offered(service, request.query_params.get("link", ""))
    who = await run_in_threadpool(service.sign_ins.invited, secret)
    if who is None:
        return spent(request)
    begin_visit(service, request)
    page = rendered(request, "link.html", link=secret, invited=who)
    return remember_visit(service, request, page)


async def redeem(service: Service, request: Request) -> Response:
    """Sign in with a link, which is good no longer."""
    secret = offered(service, request.state.form.said("link"))
    who = await run_in_threadpool(service.sign_ins.redeem, secret)
    if who is None:
        return spent(request)
    return begin_session(service, request, sent_on(request, HOME), who)


def offered(service: Service, secret: str) -> str:
    """The secret of a link. Raises Refused where nobody signs in with one."""
    if not service.settings.invites:
        raise Refused("not-found", "nobody signs in with a link here")
    return secret


def spent(request: Request) -> Response:
    """The page for a link that is good no longer."""
    return rendered(request, "link-spent.html", status=410)
