"""Rendering: a template and what it shows, as a response in which nothing else can run."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.credentials import Credential
from api.drills.sheet import ALIKE
from api.law import list_warnings
from api.pages import wording
from api.pages.assets import address
from api.pages.typed import lined, paragraphs, typed
from api.service.replies import STANDARD
from api.store.sessions import Session, token_of
from api.wording import BOTH_STAND, GRADES

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
"""What a page may do: load our own files, and send its forms to us."""

GUARDED: Mapping[str, str] = {
    **STANDARD,
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

COMPONENTS = (
    "back-link",
    "button",
    "checkboxes",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "fieldset",
    "hint",
    "input",
    "inset-text",
    "label",
    "notification-banner",
    "pagination",
    "panel",
    "radios",
    "select",
    "service-navigation",
    "skip-link",
    "summary-list",
    "table",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
)
"""The components of the conventions that pages use; the style has these and no others."""


@cache
def templates() -> Environment:
    """Every template of ours, strictly: a name that is not there is an error.

    The macros of the components stand in an environment of their own, which lets them ask for
    parameters that nobody gave. Pages call them by name (`govukButton`), without importing them.
    """
    environment = Environment(
        loader=PackageLoader("api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        **macros(),
        "alike": ALIKE,
        "asset": address,
        "both_stand": BOTH_STAND,
        "grades": tuple(GRADES.values()),
        "law_warnings": list_warnings,
        "mistake": mistake,
        "once": secrets.token_urlsafe,
    }
    environment.filters |= {
        **wording.FILTERS,
        "lined": lined,
        "paragraphs": paragraphs,
        "typed": typed,
    }
    return environment


def ready() -> None:
    """Compile every template now, so that nobody who asks for a page waits for it."""
    for name in templates().list_templates():
        templates().get_template(name)


def macros() -> dict[str, Any]:
    """The macro of each component, by its name."""
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    lenient = Environment(loader=loader, autoescape=True)
    found = {}
    for component in COMPONENTS:
        name = "govuk" + "".join(part.capitalize() for part in component.split("-"))
        module = lenient.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
        found[name] = getattr(module.module, name)
    return found


def mistake(errors: Sequence[Mapping[str, str]], field: str) -> dict[str, str] | None:
    """What is wrong with the field of this id, as the components take it; None if nothing is."""
    told = [one["text"] for one in errors if one["href"] == f"#{field}"]
    return {"text": " ".join(told)} if told else None


def rendered(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **view: Any,
) -> Response:
    """A page: a template with what it shows, and what stands on every page.

    `errors`, if given, are the mistakes of a form ({"text", "href"}): the page says so in its
    title, and a summary of them takes the focus.
    """
    text = templates().get_template(template).render({"errors": [], **standing(request), **view})
    told = {**GUARDED, "x-request-id": request.state.request_id, **(headers or {})}
    return Response(text, status, headers=told, media_type="text/html; charset=utf-8")


def sent(request: Request, content: bytes | str, media: str, name: str | None = None) -> Response:
    """What is no page, as it is; with a name it is a file to be kept."""
    headers = {**GUARDED, "x-request-id": request.state.request_id}
    if name is not None:
        headers["content-disposition"] = f'attachment; filename="{name}"'
    return Response(content, headers=headers, media_type=media)


def standing(request: Request) -> dict[str, Any]:
    """What every page shows: who is signed in, where, and the token of its forms."""
    session: Session | None = getattr(request.state, "session", None)
    who: Credential | None = None if session is None else session.credential
    secret = session.secret if session is not None else getattr(request.state, "visit", None)
    return {
        "who": who,
        "token": None if secret is None else token_of(secret),
        "path": request.url.path,
    }


def sent_on(request: Request, where: str) -> Response:
    """The answer to a form that was dealt with: the browser is to get another page."""
    headers = {**GUARDED, "x-request-id": request.state.request_id}
    return RedirectResponse(where, 303, headers=headers)
