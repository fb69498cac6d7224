"""Erasing: an administrator destroys the key of a case, without having read it."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.casefile import reference_problems
from api.pages.fields import Field, errors_in, values
from api.pages.forms import Form
from api.pages.rendering import rendered, sent_on
from api.register.erasing import Erasure, Erasures, erase, wrong_with_reason
from api.register.mistakes import Erased, NoSuchCase
from api.service.recording import by
from api.service.service import Service
from api.service.watching import unscrubbed
from criteria.errors import InputError, Problem

FIELDS: Final = [
    Field("reference", "line", "Reference of the case", "Give the reference of a case"),
    Field(
        "reason",
        "line",
        "Why is it erased?",
        "Say why, in up to 200 characters",
        hint="A few words, for example: retention. They stay readable, so say nothing of the case.",
    ),
    Field("sure", "choice", "I understand", "Say that you understand that this cannot be undone"),
]


async def ask(service: Service, request: Request) -> Response:
    """The form that erases a case, and that a case is erased if the address says so and it is."""
    named, panel = request.query_params.get("done", ""), request.state.credential.panel
    done = await run_in_threadpool(is_erased, service, panel, named)
    return form_page(request, [], named if done else "")


def is_erased(service: Service, panel: str, reference: str) -> bool:
    """Whether a panel has a case of this reference that is erased."""
    if reference_problems({"reference": reference}):
        return False
    try:
        return service.register.library.record(panel, reference).wrapped is None
    except NoSuchCase:
        return False


async def erase_case(service: Service, request: Request) -> Response:
    """Erase a case of one's own panel, or say what is wrong."""
    form: Form = request.state.form
    credential = request.state.credential
    try:
        told = Erasure(credential.panel, form.said("reference"), form.said("reason"))
        refuse(form, told)
        erasures = Erasures(service.settings.data)
        ledger = service.register.ledger
        done = await run_in_threadpool(erase, ledger, erasures, told, by(credential))
    except (NoSuchCase, Erased) as error:
        text = "That case was erased already" if isinstance(error, Erased) else NOT_HERE
        return form_page(request, [{"text": text, "href": "#reference"}])
    except InputError as error:
        return form_page(request, errors_in(FIELDS, error.problems))
    unscrubbed(done.left, request.state.request_id)
    if done.left:  # said here alone: it could be read off no address
        return form_page(request, [], told.reference, LEFT)
    return sent_on(request, f"/erase?done={told.reference}")


LEFT: Final = (
    "The case is erased, but the database may keep its key in a log for a while. Tell whoever runs"
    " this service: its log says why, and what to do."
)
NOT_HERE: Final = "Your panel has no case of that reference"


def refuse(form: Form, told: Erasure) -> None:
    """Raise InputError with everything that was not said, or not well."""
    found = [*reference_problems({"reference": told.reference}), *wrong_with_reason(told.reason)]
    places = [Problem(("content", *one.where), "is missing") for one in found]
    if form.said("sure") != "yes":
        places.append(Problem(("content", "sure"), "is missing"))
    if places:
        raise InputError(places)


def form_page(
    request: Request, errors: list[dict[str, str]], done: str = "", left: str = ""
) -> Response:
    """The form, with what was typed so far and what is wrong with it; empty if a case is erased."""
    form: Form | None = None if done else getattr(request.state, "form", None)
    return rendered(
        request,
        "erase.html",
        status=422 if errors else 200,
        errors=errors,
        fields=FIELDS,
        values=values(FIELDS, form),
        done=done,
        left=left,
    )
