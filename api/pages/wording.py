"""Words: roles, answers, days and times, as a page says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.register.chain import Kind
from criteria.shelf import shelf

LONDON = ZoneInfo("Europe/London")

ROLES: Mapping[str, str] = {
    "system": "a system",
    "screener": "screener",
    "chair": "chair",
    "trainer": "trainer",
    "auditor": "auditor",
    "admin": "administrator",
}
REFERRALS: Mapping[str, str] = {
    "refer": "Refer",
    "refer_elsewhere": "Refer elsewhere: it is for another area",
    "no_duty_to_refer": "No duty to refer",
    "undetermined": "Not settled yet",
    "review_though_no_duty": "Review, though there is no duty to",
}
KINDS: Mapping[Kind, str] = {
    "screening": "Screening",
    "judgement": "Judgement",
    "advice": "Advice of the panel",
    "decision": "Decision",
    "notice": "Somebody was told",
    "reply": "Reply of the national panel",
    "correction": "Correction",
    "erased": "Erased",
}
STATUSES: Mapping[str, str] = {
    "met": "Met",
    "not_met": "Not met",
    "undetermined": "Not known",
}


def day(value: date | str) -> str:
    """A day as people write it: 3 March 2019."""
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{found.day} {found:%B %Y}"


def moment(value: str) -> str:
    """A time of the register, in London: 3 March 2019 at 2:05pm."""
    local = datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(LONDON)
    hour = local.hour % 12 or 12
    return f"{day(local.date())} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def today() -> date:
    """The day it is in London."""
    return datetime.now(UTC).astimezone(LONDON).date()


def in_words(table: Mapping[Any, str]) -> Callable[[str], str]:
    """A filter that says a fixed word of the contract as people would."""
    return lambda word: table[word]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "day": day,
    "moment": moment,
    "role": in_words(ROLES),
    "referral": in_words(REFERRALS),
    "kind": in_words(KINDS),
    "status": in_words(STATUSES),
    "edition": lambda edition: shelf().volume(edition).ruleset.title,
}
