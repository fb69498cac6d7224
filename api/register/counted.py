"""Limits counted from a day that the register has and the screening had not.

That somebody was told of a duty tells the day of it: so says the vocabulary, of each date. What the
engine decided stays as it was recorded; only a last day that it could not know is put beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from api.register.rulesets import Rulesets
from api.register.stands import corrected, first_told, made_in
from criteria.clocks import Clock, Limit
from criteria.facts import Vocabulary
from criteria.rulesets import Ruleset
from criteria.shelf import shelf
from engine.dates import end

Days = Mapping[str, date]
Said = Mapping[str, Any]
"""A decision, or a part of one, as it is recorded."""


def days_of(told: Days, vocabularies: Iterable[Vocabulary]) -> dict[str, date]:
    """The dates of a case, by name, that are told by who was told of what, and when.

    Which duty tells a date is said by the facts of today, and by those that a case was decided by.
    """
    duties = [
        (name, one.told_of)
        for facts in (shelf().vocabulary, *vocabularies)
        for name, one in facts.dates.items()
    ]
    return {name: told[duty] for name, duty in duties if duty is not None and duty in told}


def days_told(entries: Iterable[Mapping[str, Any]], rulesets: Rulesets) -> dict[str, date]:
    """The dates of a case that its history tells, as it is shown."""
    made = list(entries)
    mended = corrected(made_in(made, "correction"))
    screened = [said["decision"] for _, said in made_in(made, "screening")]
    facts = [rulesets.of(one).vocabulary for one in screened]
    return days_of(first_told(made_in(made, "notice"), mended), facts)


def counted(decision: Said, days: Days, ruleset: Ruleset) -> Said:
    """A decision as recorded, with the last day of each limit that runs from one of these days.

    The ruleset is the one that made the decision.
    """
    if not days:
        return decision
    limits: dict[str, Limit | None] = {name: d.due for name, d in ruleset.determinations.items()}
    limits |= {name: notice.due for name, notice in ruleset.notices.items()}
    parts = {
        part: [dated(one, limits.get(one["id"]), days) for one in decision[part]]
        for part in ("determinations", "notices")
    }
    return {**decision, **parts}


def dated(one: Said, limit: Limit | None, days: Days) -> Said:
    """A duty or a notice with the last day of its limit, by each reading."""
    said = one["due"]
    if said is None or limit is None:
        return one
    first = reading(said, limit, days)
    if limit.also is not None and "also" in said:
        first = {**first, "also": reading(said["also"], limit.also, days)}
    return {**one, "due": first}


def reading(said: Said, clock: Clock, days: Days) -> Said:
    """One reading of a limit with its last day, unless the rules have other words for it now."""
    same = (said["text"], said["from"]) == (clock.text, clock.from_)
    last = end(clock, days) if same and said["date"] is None else None
    return {**said, "date": last.isoformat()} if last else said
