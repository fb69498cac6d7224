"""Words: roles, answers, days and times, as a page says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from api.register.chain import Kind
from api.register.times import in_london
from api.wording import FORCES, begun, title_of
from criteria.writing import day as written

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

ADDED: Mapping[str, str] = {
    "screening": "The case was screened.",
    "judgement": "The judgement is recorded, and the case was screened again with it.",
    "advice": "The advice is recorded.",
    "decision": "The decision is recorded.",
    "notice": "It is recorded that they were told.",
    "reply": "The reply is recorded.",
    "correction": "The correction is recorded. The entry itself stays as it was. If it was a"
    " decision, or that somebody was told, it is waited for again until you record what is so.",
}
"""What is said after something was recorded, by its kind."""

NOT_SCREENED_AGAIN = (
    "The judgement is recorded. The rules have changed since the case was screened, so it was not"
    " screened again. Open the decision, see what the rules say today, and record that."
)

ADD: Mapping[Kind, str] = {
    "judgement": "Record a judgement",
    "advice": "Record the panel's advice",
    "decision": "Record the decision",
    "notice": "Record that somebody was told",
    "reply": "Record a reply of the national panel",
    "correction": "Correct an entry",
}
"""What a form that records something is called."""

CODES: Mapping[str, str] = {
    "facts-learnt-since": "Facts were learnt since the screening",
    "judgement-of-the-panel": "It is the judgement of the panel",
    "settles-what-was-open": "It settles what the engine left open",
    "power-though-no-duty": "A power is used, though there is no duty",
    "advice-followed": "The panel's advice is followed",
    "other": "Another reason",
}


def with_quotation_marks(text: str, said: Callable[[str], str] = str) -> str:
    """Text in which a term stands as people quote it, where programs mark it with backticks."""
    parts = text.split("`")
    return "".join(part if n % 2 == 0 else f"“{said(part)}”" for n, part in enumerate(parts))


def beyond(summary: str) -> str:
    """What a summary says after the referral, which stands beside it already."""
    lead, _, rest = summary.partition(": ")
    return f"{rest[:1].upper()}{rest[1:]}" if rest and len(lead) < 20 else summary


def day(value: date | str) -> str:
    """A day as people write it: 3 March 2019."""
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return written(found)


def moment(value: str) -> str:
    """A time of the register, in London: 3 March 2019 at 2:05pm."""
    local = in_london(value)
    hour = local.hour % 12 or 12
    return f"{day(local.date())} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


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
    "add": in_words(ADD),
    "beyond": beyond,
    "begun": begun,
    "code": in_words(CODES),
    "edition": title_of,
    "force": in_words(FORCES),
}
