"""What changed since the last screening that was recorded, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.pages.named import dates_changed, duties_in, judgement_asked, rules_changed
from api.pages.question import in_words
from api.pages.wording import REFERRALS
from api.register.changes import changed_since
from api.wording import FORCES, STATUSES
from criteria.decisions import Decision, as_json
from criteria.facts import Fact
from criteria.rulesets import Ruleset
from criteria.shelf import shelf
from criteria.versions import Volume
from criteria.words import UNKNOWN

Last = Mapping[str, Any]


def last_screening(entries: list[dict[str, Any]], edition: str) -> Last | None:
    """The last screening of a case that was recorded: under this edition, if any was."""
    screened = [one for one in entries if one["kind"] == "screening"]
    same = [one for one in screened if one["content"]["decision"]["edition"] == edition]
    found = same or screened
    return found[-1] if found else None


def changes(last: Last, then: Volume, decision: Decision, dates: Mapping[str, Any]) -> list[str]:
    """What is not as it was when a screening was recorded, one sentence each.

    `then` are the rules by which that screening was decided.
    """
    before = last["content"]["decision"]
    found = changed_since(before, decision)
    now = shelf().volume(decision.edition)
    return [
        *whole(found, then.ruleset, now.ruleset),
        *filter(None, [rules_changed(before, as_json(decision))]),
        *determinations(found["determinations"], {**duties_in(before), **list_titles(decision)}),
        *facts(found["facts"], {**then.vocabulary.facts, **now.vocabulary.facts}),
        *judgements(found["judgements"], (now.ruleset, then.ruleset)),
        *dates_changed(last["content"]["dates"], dates),
    ]


def whole(found: Mapping[str, Any], before: Ruleset, after: Ruleset) -> Iterator[str]:
    """How the edition and the referral changed."""
    if found["edition"] is not None:
        yield f"Guidance: {before.title} before, {after.title} now."
    if (pair := found["referral"]) is not None:
        was, now = REFERRALS[pair["from"]], REFERRALS[pair["to"]]
        yield f"Referral: “{was}” before, “{now}” now."


def list_titles(decision: Decision) -> dict[str, str]:
    """The title of each determination."""
    return {one.id: one.title for one in decision.determinations}


def determinations(found: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[str]:
    """How what must, should or may be done changed."""
    for name, pair in found.items():
        was, now = (stands(pair[side]) for side in ("from", "to"))
        yield f"{titles.get(name, name.replace('-', ' '))}: {was} before, {now} now."


def stands(side: list[str | None] | None) -> str:
    """How a determination stood or stands."""
    if side is None:
        return "not looked at"
    status, force = side
    return f"{STATUSES[status or '']} ({FORCES[force]})"


def facts(found: Mapping[str, Any], asked: Mapping[str, Fact]) -> Iterator[str]:
    """How the answers changed. A fact that was not asked before, and is not known, did not."""
    for name, pair in found.items():
        if {pair["from"], pair["to"]} <= {None, UNKNOWN}:
            continue
        fact = asked[name]
        was, now = (word_answer(fact, pair[side]) for side in ("from", "to"))
        yield f"{fact.question} “{was}” before, “{now}” now."


def word_answer(fact: Fact, answer: str | None) -> str:
    """An answer in words, if the fact has it, or as it was recorded."""
    return answer if answer and answer not in fact.values else in_words(fact, answer or "")


def judgements(found: Mapping[str, Any], rulesets: Sequence[Ruleset]) -> Iterator[str]:
    """How what people judged changed."""
    for name, pair in found.items():
        was, now = (STATUSES.get(pair[side], "not judged") for side in ("from", "to"))
        yield f"{judgement_asked(rulesets, name)} “{was}” before, “{now}” now."
