"""What separates two editions on a case, to be chosen among what does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from api.drills.cases import Editions, found
from api.drills.drawing import Lot
from api.drills.model import Asked, Choice
from criteria.decisions import Decision
from criteria.rulesets import Ruleset
from criteria.shelf import shelf
from engine.compare import Difference, separators

REASON = "reason"
"""The name of what is asked."""

NOTHING = Choice("nothing", "Nothing: both answer alike, with the same force")
CRITERIA = 4
"""How many criteria there are to choose among, if there are so many."""


def reason(
    editions: Editions, decisions: Sequence[Decision], told: Difference | None, lot: Lot
) -> Asked:
    """What separates the two, among other criteria that do not separate them here."""
    rulesets = [shelf().volume(edition).ruleset for edition in editions]
    rights = [] if told is None else [told.criterion]
    barred = separators(*decisions).union(rights)
    chosen = {name: titled(rulesets, name) for name in rights}
    for name in others(editions, rulesets, lot):
        if len(chosen) < CRITERIA and not touches(rulesets, name, barred):
            title = titled(rulesets, name)
            if title.casefold() not in {one.casefold() for one in chosen.values()}:
                chosen[name] = title
    choices = [Choice(name, chosen[name]) for name in lot.mixed(chosen)]
    prompt = "What separates the two editions here?"
    return Asked(REASON, prompt, (*choices, NOTHING), rights[0] if rights else NOTHING.name)


def others(editions: Editions, rulesets: list[Ruleset], lot: Lot) -> Iterator[str]:
    """The criteria that separate these two elsewhere, then the others that either asks."""
    elsewhere = dict.fromkeys(group.criterion for group in found(editions).groups)
    yield from lot.mixed(elsewhere)
    asked = dict.fromkeys(name for ruleset in rulesets for name, _ in ruleset.leaves())
    yield from lot.mixed(name for name in asked if name not in elsewhere)


def titled(rulesets: list[Ruleset], criterion: str) -> str:
    """A criterion as the first edition that has it calls it."""
    found = (one.criteria[criterion].title for one in rulesets if criterion in one.criteria)
    return next(found)


def touches(rulesets: list[Ruleset], criterion: str, barred: Iterable[str]) -> bool:
    """Whether a criterion rests on a fact that one of some others rests on."""
    mine = facts_under(rulesets, criterion)
    return any(mine & facts_under(rulesets, name) for name in barred)


def facts_under(rulesets: list[Ruleset], criterion: str) -> set[str]:
    """The facts that a criterion rests on, in any of some rulesets."""
    return {
        fact
        for ruleset in rulesets
        if criterion in ruleset.criteria
        for fact in leaf_facts(ruleset, criterion)
    }


def leaf_facts(ruleset: Ruleset, criterion: str) -> Iterator[str]:
    """The facts that a criterion rests on in one ruleset, directly or by its parts."""
    when = ruleset.criteria[criterion].when
    if when.fact is not None:
        yield when.fact
    for part in when.parts:
        yield from leaf_facts(ruleset, part)
