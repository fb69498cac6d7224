"""Forms: what a browser posts, no more of it than is allowed, and only from pages of ours."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

from api.pages.cookies import VISIT
from api.service.bodies import plainly, received
from api.service.problems import Refused
from api.service.service import Service
from api.store.sessions import Session, token_of

TOKEN: Final = "token"
"""The hidden field of every form, which shows that the form was made by us for this browser."""

MOST_FIELDS = 500
URLENCODED: Final = "application/x-www-form-urlencoded"


class Stale(Refused):
    """A form that was not made for this browser, or not in this session. Nothing was done."""

    def __init__(self) -> None:
        super().__init__("not-for-this-role", "the form is not one of this session's")


class Form(Mapping[str, str]):
    """The fields of a form, as typed; of a field that came twice this is the first."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs
        self._first = dict(reversed(pairs))

    def __getitem__(self, name: str) -> str:
        return self._first[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)

    def all(self, name: str) -> list[str]:
        """Every value of a field, in order: of checkboxes, say."""
        return [value for known, value in self._pairs if known == name]

    def said(self, name: str) -> str:
        """What a field says, without the space around it; nothing if it did not come."""
        return self._first.get(name, "").strip()


async def posted(service: Service, request: Request) -> Form:
    """The form in the body of a request. Raises Refused if it is none, too large or too slow."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    plainly(request.headers.get("content-encoding", "identity"))
    if media != URLENCODED:
        raise Refused("unsupported-media-type", "a form is sent urlencoded")
    settings = service.settings
    body = await received(request, settings.body_seconds, settings.largest_body)
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        raise Refused("malformed", "the form cannot be read") from error
    return Form([(name, value.replace("\r\n", "\n")) for name, value in pairs])


def once(form: Form) -> str:
    """What tells one form from the next, so that one sent twice is kept once.

    Raises Refused if it is not as we made it.
    """
    sent = form.said("once")
    if not (20 <= len(sent) <= 60 and sent.isascii() and sent.isprintable()):
        raise Refused("malformed", "the form has lost a part")
    return sent


def is_ours(service: Service, request: Request, form: Form) -> bool:
    """Whether a form was made by a page of ours, for the browser that sends it."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    secret = secret_of(service, request)
    sent = form.said(TOKEN).encode()
    return secret is not None and hmac.compare_digest(sent, token_of(secret).encode())


def secret_of(service: Service, request: Request) -> str | None:
    """What the browser proves itself with: its session, or its visit before there is one."""
    session: Session | None = getattr(request.state, "session", None)
    if session is not None:
        return session.secret
    made: str | None = getattr(request.state, "visit", None)
    return made or VISIT.of(request, service.settings)
