"""Every page with the roles it is for. What is not in this table is for nobody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.credentials import ROLES, Role
from api.pages import (
    assets,
    beginning,
    cases,
    checking,
    comparing,
    deciding,
    drills,
    editions,
    erasing,
    governed,
    history,
    hosting,
    joining,
    judgements,
    leaving,
    lessons,
    linked,
    long_form,
    mapping,
    provided,
    questions,
    recording,
    scenarios,
    screening,
    signing_in,
    sources,
    verifying,
)
from api.pages.cookies import SESSION
from api.pages.forms import Stale, is_ours, posted
from api.pages.opening import SCREENS
from api.pages.rendering import sent_on
from api.pages.signing_in import asked_to_sign_in
from api.service import archive, packing
from api.service.problems import Refused
from api.service.routes import AUDITS, ERASES, READS, RECORDS
from api.service.service import Service

Handler = Callable[[Service, Request], Awaitable[Response]]
Guarded = Callable[[Request], Awaitable[Response]]

ANYBODY: Final[frozenset[Role]] = frozenset()
"""For anybody at all, signed in or not: only what says nothing of a case or a panel."""

EVERYBODY: Final[frozenset[Role]] = frozenset(ROLES)
"""For everybody who is signed in."""

TEACHES: Final[frozenset[Role]] = frozenset({"trainer"})
"""For trainers, or for anybody at all where `open_teaching` is set: no case is on these pages."""

REFERENCE: Final[frozenset[Role]] = READS | TEACHES
"""For those who read cases too, or for anybody where `open_teaching` is set: no case is on it."""

VERIFIES: Final[frozenset[Role]] = frozenset({"auditor", "chair"})


@dataclass(frozen=True, slots=True)
class Page:
    """A method and an address, who may use them, and what answers.

    Whoever asks is `known`, and shown to be, but for a file that is the same for all.
    """

    method: str
    path: str
    roles: frozenset[Role]
    handler: Handler
    known: bool = True

    @property
    def name(self) -> str:
        """The page's name, the same in the application and in code."""
        return f"page_{self.handler.__name__}"


PAGES = (
    Page("GET", "/assets/{name}", ANYBODY, assets.asset, known=False),
    Page("GET", "/accessibility", ANYBODY, leaving.accessibility),
    Page("GET", "/sign-in", ANYBODY, signing_in.sign_in),
    Page("GET", "/sign-in/link", ANYBODY, linked.link),
    Page("POST", "/sign-in/link", ANYBODY, linked.redeem),
    Page("GET", "/sign-in/provider", ANYBODY, provided.ask),
    Page("GET", "/sign-in/back", ANYBODY, provided.answered),
    Page("POST", "/sign-out", EVERYBODY, leaving.sign_out),
    Page("GET", "/", EVERYBODY, leaving.start),
    Page("GET", "/editions", TEACHES, editions.list_editions),
    Page("GET", "/editions/{edition}", TEACHES, editions.read_edition),
    Page("GET", "/editions/{edition}/and/{other}", TEACHES, editions.read_differences),
    Page("GET", "/editions/{edition}/ruleset.toml", TEACHES, editions.take_ruleset),
    Page("GET", "/editions/{edition}/decision-table.csv", TEACHES, editions.take_table),
    Page("GET", "/editions/{edition}/tree.svg", TEACHES, editions.take_picture),
    Page("GET", "/editions/{edition}/tree.mmd", TEACHES, editions.take_mermaid),
    Page("GET", "/sources", REFERENCE, sources.list_sources),
    Page("GET", "/cases", READS, cases.listed),
    Page("GET", "/cases.ics", READS, cases.limits),
    Page("GET", "/agenda", READS, packing.agenda),
    Page("GET", "/cases/{reference}/history", READS, history.history),
    Page("GET", "/cases/{reference}/pack", READS, packing.pack),
    Page("GET", "/cases/{reference}/record/{kind}", RECORDS, recording.ask),
    Page("POST", "/cases/{reference}/record/{kind}", RECORDS, recording.record),
    Page("GET", "/erase", ERASES, erasing.ask),
    Page("POST", "/erase", ERASES, erasing.erase_case),
    Page("GET", "/register", VERIFIES, verifying.register),
    Page("POST", "/register", VERIFIES, verifying.verify),
    Page("GET", "/register/head", VERIFIES, verifying.take_head),
    Page("GET", "/register/export", AUDITS, archive.export),
    Page("GET", "/compare", TEACHES, comparing.comparison),
    Page("GET", "/map", TEACHES, mapping.over_facts),
    Page("GET", "/map.svg", TEACHES, mapping.map_svg),
    Page("GET", "/map.png", TEACHES, mapping.map_png),
    Page("GET", "/lessons", TEACHES, lessons.list_lessons),
    Page("GET", "/lessons/{id}", TEACHES, lessons.lesson),
    Page("GET", "/drills", TEACHES, drills.choose),
    Page("GET", "/drills/practise", TEACHES, drills.practise),
    Page("GET", "/drills/{sheet}.{form}", TEACHES, drills.on_paper),
    Page("POST", "/rooms", TEACHES, hosting.open_room),
    Page("GET", "/rooms/{code}", TEACHES, hosting.host),
    Page("POST", "/rooms/{code}", TEACHES, hosting.move),
    Page("GET", "/rooms/{code}/events", TEACHES, hosting.host_events),
    Page("GET", "/rooms/{code}/join.svg", TEACHES, hosting.picture),
    Page("GET", "/join", ANYBODY, joining.ask_to_join),
    Page("GET", "/join/{code}", ANYBODY, joining.ask_to_join_this),
    Page("POST", "/join", ANYBODY, joining.join),
    Page("GET", "/room", ANYBODY, joining.learn),
    Page("POST", "/room", ANYBODY, joining.send_choice),
    Page("GET", "/room/events", ANYBODY, joining.room_events),
    Page("GET", "/scenarios", TEACHES, scenarios.scenarios),
    Page("GET", "/scenarios/{id}", TEACHES, scenarios.scenario),
    Page("GET", "/cases/new", SCREENS, beginning.new_case),
    Page("POST", "/cases/new", SCREENS, beginning.begin),
    Page("GET", "/cases/{reference}", READS, checking.home),
    Page("GET", "/cases/{reference}/edition", SCREENS, governed.edition),
    Page("POST", "/cases/{reference}/edition", SCREENS, governed.switched),
    Page("GET", "/cases/{reference}/dates", SCREENS, governed.dates),
    Page("POST", "/cases/{reference}/dates", SCREENS, governed.date_it),
    Page("GET", "/cases/{reference}/questions", SCREENS, questions.questions),
    Page("GET", "/cases/{reference}/questions/{fact}", SCREENS, questions.question),
    Page("POST", "/cases/{reference}/questions/{fact}", SCREENS, questions.answer),
    Page("GET", "/cases/{reference}/judgements/{criterion}", SCREENS, judgements.judgement),
    Page("POST", "/cases/{reference}/judgements/{criterion}", SCREENS, judgements.judge),
    Page("GET", "/cases/{reference}/all-questions", SCREENS, long_form.all_questions),
    Page("POST", "/cases/{reference}/all-questions", SCREENS, long_form.answer_all),
    Page("GET", "/cases/{reference}/considerations", SCREENS, long_form.considerations),
    Page("POST", "/cases/{reference}/considerations", SCREENS, long_form.weigh),
    Page("GET", "/cases/{reference}/answers", SCREENS, checking.answers),
    Page("GET", "/cases/{reference}/decision", SCREENS, deciding.decision),
    Page("GET", "/cases/{reference}/tree.svg", SCREENS, deciding.tree),
    Page("POST", "/cases/{reference}/record", SCREENS, screening.screen),
)


def guarded(page: Page, service: Service) -> Guarded:
    """The handler of a page, behind the door: who it is, what they may, and whose form it is."""

    async def handle(request: Request) -> Response:
        request.state.page = page
        if page.known:
            known(service, request)
        if page.method == "POST":
            request.state.form_at = form_at(page, request.url.path)
            await taken(service, request)
        if not for_anybody(page, service):
            if request.state.session is None:
                return not_signed_in(request)
            allowed(service, request, page.roles)
        return await page.handler(service, request)

    return handle


def form_at(page: Page, path: str) -> str:
    """The address of a page that has the form sent to this one: this, or the one above it."""
    looked_at = any(one.method == "GET" and one.path == page.path for one in PAGES)
    return path if looked_at else path.rpartition("/")[0]


def for_anybody(page: Page, service: Service) -> bool:
    """Whether a page is for anybody at all, signed in or not."""
    teaching = page.roles is TEACHES or page.roles is REFERENCE
    opened = teaching and service.settings.open_teaching
    return opened or page.roles is ANYBODY


def known(service: Service, request: Request) -> None:
    """Find out who sends a request, and leave their session and credential on it."""
    secret = SESSION.of(request, service.settings)
    session = None if secret is None else service.sessions.found(secret)
    request.state.session = session
    if session is not None:
        request.state.credential = session.credential


async def taken(service: Service, request: Request) -> None:
    """Read the form that was posted. Raises Stale unless it is one of ours, of this browser."""
    form = await posted(service, request)
    if request.headers.get("sec-fetch-site", "same-origin") == "same-origin":
        request.state.form = form
    if not for_anybody(request.state.page, service) and request.state.session is None:
        raise Refused("no-key", "nobody is signed in")
    if not is_ours(service, request, form):
        raise Stale


def not_signed_in(request: Request) -> Response:
    """Send somebody to sign in first, and from there to what they asked for."""
    query = f"?{request.url.query}" if request.url.query else ""
    return sent_on(request, asked_to_sign_in(f"{request.url.path}{query}"))


def allowed(service: Service, request: Request, roles: frozenset[Role]) -> None:
    """Let a session through, if its role is one of these. Raises Refused if not."""
    credential = request.state.credential
    service.admission.counted(credential)
    if credential.role not in roles:
        raise Refused("not-for-this-role", f"this is for {', '.join(sorted(roles))}")
