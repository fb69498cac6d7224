"""Recording with a form: what was typed goes to the register, and its mistakes come back to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from api.pages import dissenting
from api.pages.asked import ASKED, NO_JUDGEMENT, WITHDRAWN
from api.pages.casework import Case, case_of
from api.pages.fields import Field, content_of, errors_in, overtaken, values
from api.pages.forms import Form, once
from api.pages.named import Named
from api.pages.rendering import rendered, sent_on
from api.register.chain import Kind
from api.register.drafts import Draft
from api.register.mistakes import Erased, NoSuchCase, Repeated
from api.service.problems import Refused
from api.service.recording import MAY_RECORD, by, repeatable, writing
from api.service.service import Service
from criteria.errors import InputError, Problem

ELSEWHERE = (Erased, NoSuchCase, Repeated)
"""What no change to the form would mend."""

JUDGED_NOW: Final = ("content", "judgement")
"""Where a correction says how it is judged now."""

NUMBER: Final = r"[0-9]{1,10}"
"""How the number of an entry is sent."""


async def ask(service: Service, request: Request) -> Response:
    """The form that records an entry of a kind."""
    kind = kind_of(request)
    return form_page(request, await case_of(service, request), kind)


async def record(service: Service, request: Request) -> Response:
    """Record what was typed, or show it again with what is wrong."""
    kind, form = kind_of(request), request.state.form
    case = await case_of(service, request)
    if "add" in form:
        return form_page(request, case, kind)
    fields = ASKED[kind](case)
    content = said(kind, fields, form)
    try:
        rejudged(case, kind, content)
        await written(service, request, kind, content)
    except ELSEWHERE:
        raise
    except InputError as error:
        asked = [*fields, *dissenting.fields(form, kind)]
        found = errors_in(asked, [*overtaken(fields, form), *error.problems])
        return form_page(request, case, kind, found)
    criterion = judged_anew(case, kind, form)
    if criterion is not None and not any(case.explain_change(case.screening)):
        await screened_again(service, request, case, criterion)
    return sent_on(request, f"/cases/{case.reference}/history?done={kind}")


def kind_of(request: Request) -> Kind:
    """The kind of entry at a page's address. Raises Refused if there is none, or not for them."""
    for kind in ASKED:
        if kind == request.path_params["kind"]:
            if request.state.credential.role not in MAY_RECORD[kind]:
                raise Refused("not-for-this-role", f"a {kind} is recorded by others")
            return kind
    raise Refused("not-found", "there is no form for this")


def said(kind: Kind, fields: Sequence[Field], form: Form) -> dict[str, Any]:
    """What an entry says, as the register takes it."""
    content = content_of(fields, form)
    if kind == "advice":
        content["dissent"] = dissenting.said(form)
    for name in ("entry", "screening"):
        if re.fullmatch(NUMBER, content.get(name, "")):
            content[name] = int(content[name])
    return content


def rejudged(case: Case, kind: Kind, content: dict[str, Any]) -> None:
    """Leave out what the register takes from silence, if it was chosen and fits the entry.

    Raises InputError with every mistake where a correction of a judgement does not say how it is
    judged now, or another says so: nobody withdraws a judgement unsaid.
    """
    if kind != "correction":
        return
    of_judgement = (
        Named(case.entries, case.rulesets).judgement_of(content.get("entry", 0)) is not None
    )
    chosen = content.get("judgement", NO_JUDGEMENT)
    if chosen in (WITHDRAWN, NO_JUDGEMENT):
        content.pop("judgement", None)
    if "entry" in content and of_judgement == (chosen == NO_JUDGEMENT):
        raise InputError([*shape_mistakes(kind, content), Problem(JUDGED_NOW, "is missing")])


def shape_mistakes(kind: Kind, content: dict[str, Any]) -> tuple[Problem, ...]:
    """What is wrong with an entry whatever its case is."""
    try:
        writing(kind, content)
    except InputError as error:
        return tuple(error.problems)
    return ()


async def written(
    service: Service, request: Request, kind: Kind, content: Any, again: str = ""
) -> None:
    """Keep an entry; the same form sent twice makes one. Raises what the register refuses."""
    credential, form = request.state.credential, request.state.form
    who = by(credential)
    reference = request.path_params["reference"]
    draft = Draft(
        panel=credential.panel,
        reference=reference,
        incident=None,
        kind=kind,
        by=who,
        write=writing(kind, content),
        **repeatable(who, f"{once(form)}{again}", [kind, reference, content]),
    )
    await service.register.scribe.write(draft)


def judged_anew(case: Case, kind: Kind, form: Form) -> str | None:
    """The criterion that is judged with an entry, or judged otherwise with a correction."""
    if kind == "judgement":
        return form.said("criterion")
    if kind != "correction":
        return None
    of = Named(case.entries, case.rulesets).judgement_of(int(form.said("entry")))
    return None if of is None else of["content"]["criterion"]


async def screened_again(service: Service, request: Request, case: Case, criterion: str) -> None:
    """Screen the case as before, now that something more is judged."""
    assert case.screening is not None
    case_then = case.screening["content"]["case"]
    kept = dict(case_then.get("judgements", {}))
    kept.pop(criterion, None)  # what was stated then is judged anew
    stated = {**case_then, "judgements": kept, "what_if": False}
    await written(service, request, "screening", stated, "+")


def form_page(
    request: Request, case: Case, kind: Kind, errors: Sequence[dict[str, str]] = ()
) -> Response:
    """The form, with what was typed so far and what is wrong with it."""
    if kind not in case.may_record(request.state.credential.role):
        raise Refused("not-found", "the case does not stand so")
    form: Form | None = getattr(request.state, "form", None)
    fields = ASKED[kind](case)
    return rendered(
        request,
        "record.html",
        status=422 if errors else 200,
        errors=errors,
        case=case,
        kind=kind,
        fields=fields,
        values=values(fields, form),
        dissents=dissenting.shown(form) if kind == "advice" else [],
        sending=form.said("once") if form is not None else None,
    )
