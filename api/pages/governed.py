"""Which guidance governs a case and why, and the days that this and the clocks rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from api.pages.beginning import decision_mistakes
from api.pages.dated import Mistake, SaidDay, asked_dates, fields, said_date, typed_as
from api.pages.opening import Opened, changed, opened
from api.pages.rendering import rendered, sent_on
from api.register.chain import By
from api.register.working import Working
from api.service.recording import by
from api.service.service import Service
from api.wording import title_of


async def edition(service: Service, request: Request) -> Response:
    """Which edition governs, and why; where two are arguable, the area's start date is asked."""
    case = await opened(service, request)
    if not case.editions:
        return sent_on(request, f"{case.at}/dates")
    return edition_page(request, case, typed_as(case.working.dates.get("area_switch")))


async def switched(service: Service, request: Request) -> Response:
    """Take the day the area's arrangements began, or go on under both editions."""
    form = request.state.form
    said = said_date(form, "area_switch")
    both = form.said("both") == "yes"
    if not both and (said.mistake or said.day is None):
        case = await opened(service, request)
        if not case.editions:
            return sent_on(request, f"{case.at}/dates")
        told = "Enter the day your area’s new arrangements began, or go on under both editions"
        return edition_page(
            request, case, said.typed, said.mistake or Mistake(told, "#area_switch-day")
        )
    if both:
        return sent_on(request, f"{(await opened(service, request)).at}/questions")
    who, days = by(request.state.credential), {"area_switch": said}
    _, case = await changed(service, request, lambda working: dated(working, days, who))
    return sent_on(request, f"{case.at}/edition")


def edition_page(
    request: Request, case: Opened, typed: Mapping[str, str], mistake: Mistake | None = None
) -> Response:
    """The page that says which edition governs."""
    assert case.resolution is not None
    return rendered(
        request,
        "edition.html",
        status=422 if mistake else 200,
        errors=[mistake] if mistake else [],
        case=case,
        titles=[title_of(one) for one in case.editions],
        reason=case.resolution.reason,
        rejected=[(title_of(one.edition), one.reason) for one in case.resolution.rejected],
        field=fields("area_switch", typed, mistake),
        decided=case.working.dates["decision"],
    )


async def dates(service: Service, request: Request) -> Response:
    """The days of a case."""
    case = await opened(service, request)
    days = {
        name: SaidDay(None, None, typed_as(case.working.dates.get(name))) for name in asked_dates()
    }
    return dates_page(request, case, days, [])


async def date_it(service: Service, request: Request) -> Response:
    """Take the days of a case: only those that were changed since the form was shown."""
    form = request.state.form
    days = {name: said_date(form, name) for name in asked_dates()}
    wrong = [one.mistake for one in days.values() if one.mistake]
    mistakes = [*decision_mistakes(days["decision"]), *wrong]
    if mistakes:
        return dates_page(request, await opened(service, request), days, mistakes)
    new = {name: d for name, d in days.items() if (d.day or "") != form.said(f"{name}-shown")}
    who = by(request.state.credential)
    _, case = await changed(service, request, lambda working: dated(working, new, who))
    return sent_on(request, f"{case.at}/edition" if "decision" in new else f"{case.at}/answers")


def dated(working: Working, days: Mapping[str, SaidDay], by: By) -> Working:
    """A working copy with days put in, or taken out where nothing is said of them any more."""
    told = {name: one.day for name, one in days.items() if one.day is not None}
    kept = {name: day for name, day in working.dates.items() if name not in days}
    return replace(working, dates={**kept, **told}).with_told(by, *days)


def dates_page(
    request: Request, case: Opened, days: Mapping[str, SaidDay], mistakes: list[Mistake]
) -> Response:
    """The page of the days of a case."""
    wrong = {one.href.removeprefix("#").rpartition("-")[0]: one for one in mistakes}
    return rendered(
        request,
        "dates.html",
        status=422 if mistakes else 200,
        errors=mistakes,
        case=case,
        days=[fields(name, one.typed, wrong.get(name)) for name, one in days.items()],
        shown=case.working.dates,
    )
