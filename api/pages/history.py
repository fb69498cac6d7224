"""The history of a case: every entry in words, who made it and when, and its place in the chain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.credentials import Credential
from api.pages.casework import Case, case_of
from api.pages.named import Named
from api.pages.rendering import rendered
from api.pages.wording import ADDED, NOT_SCREENED_AGAIN
from api.service.service import Service

JUST_NOW: Final = timedelta(minutes=1)
"""For how long an entry is told as just made, to whoever made it."""


async def history(service: Service, request: Request) -> Response:
    """The engine's answer beside what people decided, and everything that was recorded."""
    case = await case_of(service, request)
    said = just_added(case, request.query_params.get("done", ""), request.state.credential)
    return rendered(
        request,
        "history.html",
        case=case,
        named=Named(case.entries, case.rulesets),
        may=case.may_record(request.state.credential.role),
        done=said,
    )


def just_added(case: Case, kind: str, who: Credential) -> str | None:
    """What is said of an entry of a kind, if it is the last one and somebody just made it.

    A screening that follows it does not count: a judgement has the case screened again.
    """
    made = [one for one in case.entries if one["kind"] != "screening"][-1:]
    since = datetime.now(UTC) - JUST_NOW
    for one in made:
        theirs = (one["by"]["name"], one["by"]["role"]) == (who.name, who.role)
        if one["kind"] == kind and theirs and datetime.fromisoformat(one["at"]) > since:
            alone = kind == "judgement" and case.entries[-1] is one
            return NOT_SCREENED_AGAIN if alone else ADDED.get(kind)
    return None
