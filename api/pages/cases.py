"""The list: a panel's cases, by what is due next, and their limits as a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.law import describe_law
from api.pages.calendar import calendar
from api.pages.dated import SHORT
from api.pages.rendering import rendered, sent
from api.pages.wording import REFERRALS, day
from api.register.clocks import Clock
from api.register.standing import Standing
from api.register.times import today
from api.service.recording import by
from api.service.service import Service

AT_ONCE = 50
"""How many cases one page lists."""

STATES: Mapping[str, str] = {
    "begun": "Being screened",
    "needs_facts": "Needs facts",
    "needs_judgement": "Needs a judgement",
    "awaiting_decision": "Awaiting decision",
    "decided": "Decided",
    "erased": "Erased",
}
OPEN = ("begun", "needs_facts", "needs_judgement", "awaiting_decision")
FILTERS: Mapping[str, tuple[str, ...]] = {
    "open": OPEN,
    "all": tuple(STATES),
    **{name: (name,) for name in STATES},
}
UNREAD: Mapping[str, str] = {"begun": "Not recorded yet", "erased": "Nothing can be read"}
"""What is said of a case whose referral is not there to be told."""

UNTIMED: Mapping[str, str] = {"begun": "Not known until it is screened", "erased": ""}
"""What is said of a case of which it is not there to be told what is due."""

CHOICES: Mapping[str, str] = {"open": "All not decided", **STATES, "all": "All"}


@dataclass(frozen=True, slots=True)
class Row:
    """A case as a line of the list, in words."""

    reference: str
    incident: str | None
    referral: str
    state: str
    due: str
    what: str
    late: bool
    erased: bool


async def listed(service: Service, request: Request) -> Response:
    """The panel's cases: those that are late or due soonest first."""
    query = request.query_params
    state = query.get("state", "open")
    state = state if state in FILTERS else "open"
    sought = query.get("reference", "").strip()[:40]
    found = chosen(await standings(service, request), state, sought)
    number = int(query["page"]) if query.get("page", "").isdecimal() else 1
    last = max(1, -(-len(found) // AT_ONCE))
    number = min(max(number, 1), last)
    now = today()
    shown = found[(number - 1) * AT_ONCE : number * AT_ONCE]
    return rendered(
        request,
        "cases.html",
        law=describe_law(today()),
        rows=[row(one, now) for one in shown],
        count=len(found),
        late=sum(row(one, now).late for one in found),
        state=state,
        sought=sought,
        choices=CHOICES,
        pages=[{"number": n, "current": n == number} for n in range(1, last + 1)],
        address=lambda n: "/cases?" + urlencode({"state": state, "reference": sought, "page": n}),
    )


async def limits(service: Service, request: Request) -> Response:
    """The limits that run, as a calendar file: references and duties, and nothing of a case."""
    found = chosen(await standings(service, request), "all", "")
    body = calendar(request.state.credential.panel, found)
    return sent(request, body, "text/calendar; charset=utf-8", "cases.ics")


async def standings(service: Service, request: Request) -> list[Standing]:
    """How the cases of one's own panel stand."""
    credential = request.state.credential
    read = service.register.standings.of
    return await run_in_threadpool(read, credential.panel, by(credential))


def chosen(found: list[Standing], state: str, sought: str) -> list[Standing]:
    """The cases of a state whose reference has the text sought, by what is due next."""
    text = sought.casefold()
    kept = [
        one
        for one in found
        if one.state in FILTERS[state]
        and (text in one.reference.casefold() or text in (one.incident or "").casefold())
    ]
    return sorted(kept, key=lambda one: one.urgency)


def row(one: Standing, now: date) -> Row:
    """A case in words."""
    clock = one.next
    return Row(
        reference=one.reference,
        incident=one.incident,
        referral=referral(one),
        state=state_in_words(one),
        due=due(one, clock, now),
        what=duty(one, clock),
        late=clock is not None and clock.last is not None and clock.last < now,
        erased=one.state == "erased",
    )


def referral(one: Standing) -> str:
    """What was decided of a case, or else what the engine answers."""
    if one.decided:
        return f"{REFERRALS[one.decided]} (decided)"
    answers = [words for name, words in REFERRALS.items() if name in one.engine]
    if len(answers) > 1:
        return f"Two editions are arguable: {' and '.join(f'“{answer}”' for answer in answers)}"
    more = ". Another edition is arguable too: screen under both" if one.unanswered else ""
    return f"{answers[0]}{more}" if answers else UNREAD[one.state]


def state_in_words(one: Standing) -> str:
    """The state of a case, and what was decided of it and corrected since."""
    if one.undone is None:
        return STATES[one.state]
    decided, n = one.undone
    return f"{STATES[one.state]}. Decided “{REFERRALS[decided]}”, corrected by entry {n}: look"


def due(one: Standing, clock: Clock | None, now: date) -> str:
    """When the next thing is due, and whether it is late, in words."""
    if clock is None or clock.last is None:
        missing = f"Date missing: {SHORT[one.clocks[0].since]}" if one.clocks else None
        return missing or UNTIMED.get(one.state, "No time limit runs")
    days = (clock.last - now).days
    told = day(clock.last)
    if days < 0:
        return f"Late by {counted(-days)}: was due {told}"
    if days == 0:
        return f"Due today, {told}"
    return f"Due in {counted(days)}: {told}"


def counted(days: int) -> str:
    """A number of days."""
    return "1 day" if days == 1 else f"{days} days"


def duty(one: Standing, clock: Clock | None) -> str:
    """What is due next."""
    found = clock or next(iter(one.clocks), None)
    if found is None:
        return ""
    title = found.title if found.certain else f"{found.title}, if it comes to that"
    if found.corrected is None:
        return title
    return f"{title}. That it was done was corrected by entry {found.corrected}: look"
