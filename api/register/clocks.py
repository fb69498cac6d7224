"""The clocks of a case that run, by what the engine said and what people decided since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from criteria.decisions import Due, Reading
from criteria.read_back import part_from
from criteria.rulesets import Ruleset
from engine.dates import find_awareness

TO_DECIDE: Final = "Decide"
"""How the text of a limit begins that runs to the decision, and ends with it."""

BY_REVIEW: Final = "review_decided"
"""The date from which a limit runs that may never begin: without it, nothing runs."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A duty with a limit that runs: which, whether it is certain, and its last day if known.

    `since` is the date of the case from which it runs; `corrected` is the entry that corrects what
    was recorded as done.
    """

    id: str
    title: str
    certain: bool
    text: str
    since: str
    last: date | None
    corrected: int | None = None


def running(
    decision: Mapping[str, Any], decided: str | None, ruleset: Ruleset, dates: Mapping[str, Any]
) -> Iterator[Clock]:
    """The clocks that run by a decision under a ruleset; fewer once people have decided."""
    aware = find_awareness(dates)
    over = () if decided in (None, decision["referral"]) else overruled(decision, ruleset)
    for one in decision["determinations"]:
        if one["due"] is None or one["id"] in over or (decided and ended(one)):
            continue
        due = part_from(Due, one["due"]).find_warning(aware)
        if due is not None and is_running(due, one["status"]):
            certain = one["status"] == "met"
            yield Clock(one["id"], one["title"], certain, due.text, due.from_, due.date)


def is_running(due: Reading, status: str) -> bool:
    """Whether a limit runs: without its last day, not where it may never begin."""
    return due.date is not None or (status != "not_met" and due.from_ != BY_REVIEW)


def joined(clocks: Iterable[Clock]) -> list[Clock]:
    """The clocks of several answers, the stricter where two have one duty."""
    found: dict[str, Clock] = {}
    for one in clocks:
        found[one.id] = stricter(found[one.id], one) if one.id in found else one
    return list(found.values())


def stricter(one: Clock, other: Clock) -> Clock:
    """The clock that runs out first, certain if either is."""
    first = min(one, other, key=lambda clock: clock.last or date.max)
    return replace(first, certain=one.certain or other.certain)


def ended(determination: Mapping[str, Any]) -> bool:
    """Whether a clock ends with the decision of people, whatever it is."""
    text: str = determination["due"]["text"]
    return determination["status"] != "met" or text.startswith(TO_DECIDE)


def overruled(decision: Mapping[str, Any], ruleset: Ruleset) -> set[str]:
    """What follows from the referral, and does not if people decided otherwise than the engine."""
    determined = {one["id"]: set(one["grounds"]) for one in decision["determinations"]}
    grounds = set[str]().union(*(determined[name] for name in ruleset.referral.rests_on))
    return {name for name, own in determined.items() if own and own <= grounds}
