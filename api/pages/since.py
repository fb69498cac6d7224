"""What changed since the last screening that was recorded, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.pages.named import dates_changed, judgement_asked
from api.pages.question import in_words
from api.pages.wording import REFERRALS
from api.register.changes import changed_since
from api.wording import FORCES, STATUSES, title_of
from criteria.decisions import Decision
from criteria.shelf import shelf

Last = Mapping[str, Any]


def last_screening(entries: list[dict[str, Any]], edition: str) -> Last | None:
    """The last screening of a case that was recorded: under this edition, if any was."""
    screened = [one for one in entries if one["kind"] == "screening"]
    same = [one for one in screened if one["content"]["decision"]["edition"] == edition]
    found = same or screened
    return found[-1] if found else None


def changes(last: Last, decision: Decision, dates: Mapping[str, Any]) -> list[str]:
    """What is not as it was when a screening was recorded, one sentence each."""
    before = last["content"]["decision"]
    found = changed_since(before, decision)
    return [
        *whole(found),
        *determinations(found["determinations"], decision),
        *facts(found["facts"]),
        *judgements(found["judgements"], (decision.edition, before["edition"])),
        *dates_changed(last["content"]["dates"], dates),
    ]


def whole(found: Mapping[str, Any]) -> Iterator[str]:
    """How the edition and the referral changed."""
    if (pair := found["edition"]) is not None:
        yield f"Guidance: {title_of(pair['from'])} before, {title_of(pair['to'])} now."
    if (pair := found["referral"]) is not None:
        was, now = REFERRALS[pair["from"]], REFERRALS[pair["to"]]
        yield f"Referral: “{was}” before, “{now}” now."


def determinations(found: Mapping[str, Any], decision: Decision) -> Iterator[str]:
    """How what must, should or may be done changed."""
    titles = {one.id: one.title for one in decision.determinations}
    for name, pair in found.items():
        was, now = (stands(pair[side]) for side in ("from", "to"))
        yield f"{titles.get(name, name.replace('-', ' '))}: {was} before, {now} now."


def stands(side: list[str | None] | None) -> str:
    """How a determination stood or stands."""
    if side is None:
        return "not looked at"
    status, force = side
    return f"{STATUSES[status or '']} ({FORCES[force]})"


def facts(found: Mapping[str, Any]) -> Iterator[str]:
    """How the answers changed."""
    for name, pair in found.items():
        fact = shelf().vocabulary.facts[name]
        was, now = (in_words(fact, pair[side] or "") for side in ("from", "to"))
        yield f"{fact.question} “{was}” before, “{now}” now."


def judgements(found: Mapping[str, Any], editions: Sequence[str]) -> Iterator[str]:
    """How what people judged changed."""
    for name, pair in found.items():
        was, now = (STATUSES.get(pair[side], "not judged") for side in ("from", "to"))
        yield f"{judgement_asked(editions, name)} “{was}” before, “{now}” now."
