"""What goes wrong, told as a page: what happened, that nothing was lost, and where to go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.pages.forms import Stale
from api.pages.rendering import rendered
from api.pages.signing_in import asked_to_sign_in
from api.pages.unsent import typed
from api.service.problems import KINDS, Refused

MACHINES: Final = ("/v1/", "/healthz", "/readyz", "/metrics", "/openapi.json")
"""The addresses at which programs are answered."""

SAID: Mapping[str, tuple[str, str]] = {
    "not-found": (
        "Page not found",
        "There is nothing at this address, or it is not for your panel. If you typed the address,"
        " check it.",
    ),
    "not-for-this-role": (
        "This is not for your role",
        "What you asked for is done by somebody in another role.",
    ),
    "no-key": ("You are not signed in", "Sign in, and try again."),
    "method-not-allowed": ("Page not found", "This address does not take what was sent to it."),
    "malformed": ("What was sent cannot be read", "Go back, and try again."),
    "too-slow": ("It took too long to arrive", "Go back, and try again."),
    "too-large": ("That is too much at once", "Go back, shorten what you wrote, and try again."),
    "unsupported-media-type": ("What was sent cannot be read", "Go back, and try again."),
    "invalid-case": ("There is a problem with what was sent", "Go back, and mend it."),
    "no-edition": (
        "No edition governs this day",
        "The rules here reach back to 2006. Go back, and check the day of the decision.",
    ),
    "arguable-edition": (
        "Two editions are arguable",
        "Go back, and say when your area's new arrangements began.",
    ),
    "repeated": (
        "This was sent before",
        "The same form was sent already, with something else in it. What came first was kept.",
    ),
    "erased": ("This case was erased", "Nothing can be added to it, and nothing can be read."),
    "too-many-requests": ("Too many requests", "Wait a minute, and try again."),
    "not-kept": (
        "Nothing can be kept at the moment",
        "What you sent was not recorded. Try again in a few minutes; if it goes on, tell whoever"
        " runs the service.",
    ),
}
WHOLE: Final = ("not-found", "repeated")
"""What is said in full by the page alone: the mistakes that programs are told say no more."""

FAULT = (
    "Something went wrong",
    "It is our fault. What you sent may not have been recorded: look at the case before you send it"
    " again.",
)
FAULT_IN_LOOKING = (
    "Something went wrong",
    "It is our fault. You sent nothing, so nothing is lost. Try again; if it goes on, tell whoever"
    " runs the service.",
)
STALE = (
    "This page was out of date",
    "You signed in again since you opened it, so nothing was recorded. Go back to the page, load it"
    " again, and send it once more.",
)
STALE_IN_A_ROOM = (
    "You are in no room",
    "This page was out of date, so nothing was counted. Join the room with its code.",
)
ROOMS: Final = ("/room", "/join")
"""Where those are who need no account."""


def is_for_people(request: Request) -> bool:
    """Whether a request is a person's with a browser, and not a program's."""
    if request.url.path.startswith(MACHINES):
        return False
    page = getattr(request.state, "page", None) is not None
    return page or "text/html" in request.headers.get("accept", "")


def failed(request: Request, refused: Refused) -> Response:
    """The page that says what went wrong."""
    fault = FAULT if request.method == "POST" else FAULT_IN_LOOKING
    in_a_room = request.url.path in ROOMS
    stale = STALE_IN_A_ROOM if in_a_room else STALE
    title, told = stale if isinstance(refused, Stale) else SAID.get(refused.kind, fault)
    return rendered(
        request,
        "failed.html",
        status=KINDS[refused.kind].status,
        headers=refused.headers,
        heading=title,
        told=told,
        mistakes=[one.message for one in refused.errors] if refused.kind not in WHOLE else [],
        in_a_room=in_a_room,
        typed=typed(request),
        sign_in=asked_to_sign_in(getattr(request.state, "form_at", "")),
        reference=request.state.request_id,
    )
