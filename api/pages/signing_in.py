"""Signing in: where to, where from, and a session for whoever was found to be somebody."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from api.credentials import Credential
from api.law import describe_law
from api.pages.cookies import SESSION, VISIT
from api.pages.rendering import rendered, sent_on
from api.register.times import today
from api.service.service import Service
from api.store.sessions import new_secret

HOME: Final = "/"
WITHIN = re.compile(r"/(?:[A-Za-z0-9._~-][A-Za-z0-9/._~-]*)?(?:\?[A-Za-z0-9/._~%&=+-]*)?")
"""An address of ours: it begins with one slash, and has nothing that leads elsewhere."""

LONGEST = 500


async def sign_in(service: Service, request: Request) -> Response:
    """How to sign in: at the provider, or with a link that this machine's owner has."""
    if request.state.session is not None:
        return sent_on(request, then(request))
    return rendered(
        request,
        "sign-in.html",
        provider=service.settings.oidc_issuer is not None,
        law=describe_law(today()),
        invites=service.settings.invites,
        start=f"/sign-in/provider?then={quote(then(request), safe='')}",
    )


def asked_to_sign_in(where: str) -> str:
    """The address at which to sign in before going somewhere."""
    return f"/sign-in?then={quote(within(where), safe='')}"


def then(request: Request) -> str:
    """Where somebody wants to go once they are signed in."""
    return within(request.query_params.get("then", HOME))


def within(where: str) -> str:
    """The address, if it is one of ours that is worth going to, or else the start."""
    ours = len(where) <= LONGEST and WITHIN.fullmatch(where) is not None
    return where if ours and not where.startswith(("/sign-", "/assets/")) else HOME


def begin_visit(service: Service, request: Request) -> None:
    """Know a browser again before anybody is signed in: its forms are made for it alone."""
    request.state.visit = VISIT.of(request, service.settings) or new_secret()


def remember_visit(service: Service, request: Request, response: Response) -> Response:
    """Have the browser keep what it is known by."""
    VISIT.set(response, service.settings, request.state.visit)
    return response


def begin_visit_if_nobody(service: Service, request: Request) -> None:
    """Know a browser again in which nobody is signed in, so that its forms are taken."""
    if request.state.session is None:
        begin_visit(service, request)


def remember_visit_of_nobody(service: Service, request: Request, page: Response) -> Response:
    """Have a browser in which nobody is signed in keep what it is known by."""
    return page if request.state.session else remember_visit(service, request, page)


def begin_session(
    service: Service, request: Request, response: Response, who: Credential
) -> Response:
    """Sign somebody in, under a secret that is new; what the browser had before is ended."""
    if request.state.session is not None:
        service.sessions.end(request.state.session.secret)
    SESSION.set(response, service.settings, service.sessions.begin(who).secret)
    VISIT.clear(response, service.settings)
    return response
