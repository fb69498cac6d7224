"""Signing in at a provider: there with a link, and back with a code."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import Response

from api.pages import provider
from api.pages.cookies import SIGN_IN
from api.pages.placing import placed
from api.pages.rendering import rendered, sent_on
from api.pages.signing_in import begin_session, then, within
from api.service.problems import Refused
from api.service.service import Service
from api.service.watching import LOG, told_of
from criteria.errors import InputError

NOT_REACHED = (
    "Where you sign in could not be reached, or its answer does not hold. Try again in a few"
    " minutes; if it goes on, tell whoever runs this service."
)
REFUSED = "Where you sign in did not let you through, or you stopped there."
LATE = (
    "It took more than 15 minutes, or it was begun in another window or browser. Nothing is wrong"
    " with your account."
)


async def ask(service: Service, request: Request) -> Response:
    """Send somebody to the provider, and keep what must come back with them."""
    provided(service)
    try:
        kept = await provider.asked(service.settings, here(service, request, "/sign-in/back"))
    except provider.UNASKED as error:
        return unanswered(request, NOT_REACHED, 502, error)
    secret = service.sign_ins.begin({**kept, "then": then(request)})
    response = sent_on(request, kept["url"])
    SIGN_IN.set(response, service.settings, secret)
    return response


async def leaving(service: Service, request: Request) -> str | None:
    """Where somebody who is signed out here signs out at the provider too, if that can be told."""
    try:
        return await provider.left(service.settings, here(service, request, "/sign-in"))
    except provider.UNASKED as error:
        logged(request, error)
        return None


def here(service: Service, request: Request, path: str) -> str:
    """An address of ours as the provider knows it."""
    return (service.settings.public_url or str(request.base_url)).rstrip("/") + path


async def answered(service: Service, request: Request) -> Response:
    """Sign in whom the provider sends back, once, in the browser that asked."""
    provided(service)
    secret = SIGN_IN.of(request, service.settings)
    kept = None if secret is None else service.sign_ins.finish(secret)
    query = request.query_params
    if "code" not in query:
        return unanswered(request, REFUSED, 403)
    said = query.get("state", "").encode()
    if kept is None or not hmac.compare_digest(kept["state"].encode(), said):
        return unanswered(request, LATE, 400)
    try:
        claims = await provider.claims(service.settings, kept, query["code"])
        who = placed(claims, service.settings)
    except InputError as error:
        mistakes = [str(one) for one in error.problems]
        return rendered(request, "not-placed.html", status=403, mistakes=mistakes)
    except provider.UNASKED as error:
        return unanswered(request, NOT_REACHED, 502, error)
    # A page, not a redirect: a browser that came from another site would not send the new cookie.
    page = rendered(request, "signed-in.html", going=within(kept["then"]))
    SIGN_IN.clear(page, service.settings)
    return begin_session(service, request, page, who)


def provided(service: Service) -> None:
    """Raise Refused where no provider is set."""
    if service.settings.oidc_issuer is None:
        raise Refused("not-found", "no provider is set")


def unanswered(
    request: Request, told: str, status: int, error: Exception | None = None
) -> Response:
    """The page for somebody who could not be signed in. What went wrong is logged, not shown."""
    if error is not None:
        logged(request, error)
    return rendered(request, "not-answered.html", status=status, told=told)


def logged(request: Request, error: Exception) -> None:
    """Log what went wrong at the provider."""
    line = told_of({"request_id": request.state.request_id})
    LOG.error("provider", exc_info=error, extra=line)
