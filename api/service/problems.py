"""What goes wrong, told as problem details (RFC 9457): a stable kind, and where each mistake is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from api.exits import MEANINGS
from api.service.replies import replied
from criteria.errors import CallerError, InputError, Problem, ThresholdError

MEDIA_TYPE: Final = "application/problem+json"
URN: Final = "urn:threshold:problem:"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, a title that never changes, and what its reader can do."""

    status: int
    title: str
    advice: str


KINDS: Mapping[str, Kind] = {
    "malformed": Kind(
        400, "The request cannot be read", "Send HTTP/1.1, and one JSON object in UTF-8."
    ),
    "no-key": Kind(401, "A key is needed", "Send `Authorization: Bearer KEY` with a good key."),
    "not-for-this-role": Kind(
        403, "The key's role may not do this", "Use a key whose role may; see docs/integration.md."
    ),
    "not-found": Kind(404, "There is nothing here", "Check the address."),
    "method-not-allowed": Kind(405, "This method is not for this address", "See `Allow`."),
    "too-slow": Kind(408, "The request took too long to arrive", "Send it again, faster."),
    "arguable-edition": Kind(
        409,
        "Two editions are arguable",
        "Name the edition, or the day the area's arrangements began.",
    ),
    "repeated": Kind(
        409, "The idempotency key was used before", "Use a new key for another request."
    ),
    "erased": Kind(410, "The case was erased", "Nothing can be added to it."),
    "too-large": Kind(413, "The request is too large", "Send less at once."),
    "unsupported-media-type": Kind(
        415, "The body is not said to be JSON", "Send `Content-Type: application/json`."
    ),
    "invalid-case": Kind(422, "What is stated cannot be read", "Mend each of the `errors`."),
    "no-edition": Kind(422, "No edition governs this day", "See `GET /v1/editions`."),
    "too-many-requests": Kind(429, "Too many requests", "Wait as long as `Retry-After` says."),
    "fault": Kind(500, "A fault of the service", "Report it with the `request_id`."),
    "not-kept": Kind(503, "Nothing can be kept", "Try again; tell whoever runs the service."),
    "took-too-long": Kind(503, "The work took too long", "Send fewer cases at once."),
    "not-ready": Kind(503, "The service is not ready", "Ask again in a while."),
}


class Refused(Exception):
    """A request that is not served: the kind of problem, and what was wrong in this case."""

    def __init__(
        self,
        kind: str,
        detail: str,
        errors: Iterable[Problem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


def pointed(problem: Problem) -> dict[str, Any]:
    """One mistake, with a JSON pointer (RFC 6901) to it and the nearest right value."""
    told = {"pointer": pointer(problem.where), "detail": problem.message}
    return told if problem.nearest is None else {**told, "nearest": problem.nearest}


def pointer(where: Iterable[str]) -> str:
    """A JSON pointer to a place."""
    return "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in where)


def details(refused: Refused, request_id: str) -> dict[str, Any]:
    """The members of a problem."""
    kind = KINDS[refused.kind]
    return {
        "type": f"{URN}{refused.kind}",
        "title": kind.title,
        "status": kind.status,
        "detail": refused.detail,
        "advice": kind.advice,
        "request_id": request_id,
        "errors": [pointed(one) for one in refused.errors],
    }


def problem_response(refused: Refused, request_id: str) -> Response:
    """The reply to a request that is not served."""
    body = json.dumps(details(refused, request_id), ensure_ascii=True).encode()
    status = KINDS[refused.kind].status
    return replied(body, request_id, status=status, media=MEDIA_TYPE, headers=refused.headers)


def refused_by(error: ThresholdError) -> Refused:
    """An error of ours or of the caller's, as a refusal. A fault says nothing of the case."""
    kind = MEANINGS[type(error)].kind
    if isinstance(error, InputError):
        return Refused(kind, counted(error.problems), error.problems)
    return Refused(kind, str(error) if isinstance(error, CallerError) and kind != "fault" else "")


def counted(problems: tuple[Problem, ...]) -> str:
    """How many mistakes there are, or the one there is."""
    return str(problems[0]) if len(problems) == 1 else f"{len(problems)} mistakes: see `errors`"
