"""A recorded answer as the decision page shows it: by the rules that decided it, not by today's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from api.governing import select_known_dates
from api.pages.casework import Told
from api.pages.opening import Opened
from api.register.counted import counted, days_told
from api.register.rulesets import Rulesets
from api.register.stands import answering, made_in
from criteria.decisions import Decision
from criteria.read_back import decision_from
from criteria.shelf import is_current
from criteria.versions import Volume
from criteria.words import UNKNOWN


def find_outdated(case: Opened, entries: Sequence[Told], rulesets: Rulesets) -> list[Told]:
    """The screenings that stand, oldest first, where the rules changed since and nothing else did.

    The list is empty where the rules of today decided them all, or something was answered since.
    """
    stand = answering(reversed(made_in(entries, "screening")))
    placed = {one["n"]: one for one in entries}
    found = [placed[n] for n in sorted(n for n, _ in stand)]
    if not all(is_unchanged(case, one["content"], rulesets) for one in found):
        return []
    return [] if all(is_as_today(case, one["content"], rulesets) for one in found) else found


def is_as_today(case: Opened, said: Mapping[str, Any], rulesets: Rulesets) -> bool:
    """Whether a screening was decided by rules that are in use, and its edition governs as then.

    An edition that was named though the dates told another was never said to govern.
    """
    volume = rulesets.of(said["decision"])
    edition = volume.ruleset.id
    named = edition not in said.get("arguable", case.editions)
    return is_current(volume) and (named or edition in case.editions)


def is_unchanged(case: Opened, said: Mapping[str, Any], rulesets: Rulesets) -> bool:
    """Whether the working copy says what a screening recorded."""
    decision = said["decision"]
    known = {name: how for name, how in case.all_answers.items() if how != UNKNOWN}
    recorded = {name: how for name, how in decision["facts"].items() if how != UNKNOWN}
    volume = rulesets.of(decision)
    left = {
        volume.ruleset.judgement_id(one["id"])
        for one in decision["criteria"]
        if one["open"] == "judgement"
    }
    judged = case.given.judged
    return (
        known == recorded
        and dict(case.working.dates) == select_known_dates(said.get("dates", {}))
        and all(judged.get(name) == how for name, how in decision["judgements"].items())
        and not left & set(judged)
    )


def read_recorded(
    screening: Told, entries: Sequence[Told], rulesets: Rulesets
) -> tuple[Decision, Volume]:
    """What a screening decided, with the last days that only later records tell; and its rules."""
    told = screening["content"]["decision"]
    volume = rulesets.of(told)
    return decision_from(counted(told, days_told(entries, rulesets), volume.ruleset)), volume
