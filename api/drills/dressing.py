"""A boundary case among other facts that decide nothing, or a single answer away from itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from api.drills.cases import REFERRAL, Case, Editions, Facts, decided, differing, found, parted
from api.drills.drawing import Lot
from api.drills.sense import sensible
from criteria.decisions import Decision
from criteria.shelf import shelf
from criteria.words import UNDETERMINED, UNKNOWN
from engine.differ import force_of_referral

FEWEST, MOST = 2, 4
"""How many further facts a case is told among."""

SAME, ALIKE, OPEN, APART, ASIDE = "same", "alike", "open", "apart", "aside"
"""What changing one answer leads to.

Nothing other; no difference; a referral that is open; another answer to the same thing or to the
referral; or a difference in something aside, of which nobody would think.
"""

Holds = Callable[[Facts], bool]

IN_STEP = ("panel_suggested_local_review",)
"""Facts that are spoken of only where one of the editions knows them."""


def dressed(editions: Editions, facts: Facts, kept: frozenset[str], lot: Lot) -> Facts:
    """The case among two to four further facts, none of those `kept`, that change no answer."""
    said, by = laid(editions, facts), separated_by(editions, facts)

    def unmoved(told: Facts) -> bool:
        return laid(editions, told) == said

    def as_before(told: Facts) -> bool:
        return unmoved(told) and separated_by(editions, told) == by

    speakable = [one for one in may_be_told(editions) if one not in facts and one not in kept]
    told = among_others(facts, speakable, unmoved, lot)
    if as_before(told):
        return told
    return among_others(facts, speakable, as_before, lot)  # slower, so only where it must be


def among_others(facts: Facts, speakable: list[str], unmoved: Holds, lot: Lot) -> Facts:
    """The case among two to four further facts, as long as it stays as it is in some way."""
    told, wanted = dict(facts), FEWEST + lot.below(MOST - FEWEST + 1)
    for fact in lot.mixed(speakable):
        for answer in lot.mixed(shelf().vocabulary.facts[fact].answers):
            further = told | {fact: answer}
            if sensible(further) and unmoved(further):
                told = further
                break
        if len(told) == len(facts) + wanted:
            break
    return told


def may_be_told(editions: Editions) -> list[str]:
    """The facts that may be spoken of beside a case."""
    rulesets = [shelf().volume(edition).ruleset for edition in editions]
    asked = {one.when.fact for ruleset in rulesets for _, one in ruleset.leaves()}
    return [fact for fact in shelf().vocabulary.facts if fact in asked or fact not in IN_STEP]


def laid(editions: Editions, facts: Facts) -> tuple[object, ...]:
    """All that both editions say of a case."""
    return tuple(forces(one) for one in decided(editions, facts))


def separated_by(editions: Editions, facts: Facts) -> str | None:
    """The criterion that separates the editions on a case; None if nothing does."""
    told = differing(editions, facts)
    return None if told is None else told.criterion


def forces(decision: Decision) -> tuple[object, ...]:
    """The referral, its force, and the force of every determination."""
    laid = tuple((one.id, one.force) for one in decision.determinations)
    return decision.referral, force_of_referral(decision), laid


def altered(case: Case, lot: Lot) -> tuple[Facts, frozenset[str]]:
    """The case with one answer changed or withheld, and that fact; where it leads to is drawn."""
    leading: dict[str, list[tuple[Facts, str]]] = {}
    for facts, fact in changes(case.facts):
        if sensible(facts):
            leading.setdefault(leads_to(case, facts), []).append((facts, fact))
    for none_to_tell in (SAME, ASIDE):
        leading.pop(none_to_tell, None)
    drawn = lot.mixed(leading[lot.one(sorted(leading))]) if leading else []
    for facts, fact in drawn:
        if nameable(case.editions, facts):
            return facts, frozenset([fact])
    return case.facts, frozenset()


def nameable(editions: Editions, facts: Facts) -> bool:
    """Whether what separates the editions, if anything, is a point that can be named.

    It rests on a fact, or is one of those that separate them elsewhere: not a whole test.
    """
    by = separated_by(editions, facts)
    leaves = {name for e in editions for name, _ in shelf().volume(e).ruleset.leaves()}
    return by is None or by in leaves.union(one.criterion for one in found(editions).groups)


def changes(facts: Facts) -> Iterator[tuple[Facts, str]]:
    """The facts with each answer changed or withheld in turn, and which one it is."""
    for fact, answer in facts.items():
        others = chain(shelf().vocabulary.facts[fact].answers, [UNKNOWN])
        for other in others:
            if other != answer:
                told = {**facts, fact: other}
                yield {name: one for name, one in told.items() if one != UNKNOWN}, fact


def leads_to(case: Case, facts: Facts) -> str:
    """What changed answers lead to."""
    one, other = decided(case.editions, facts)
    what = parted(one, other)
    if what is None:
        return ALIKE
    if UNDETERMINED in (one.referral, other.referral):
        return OPEN
    if what not in (case.about, REFERRAL):
        return ASIDE
    return SAME if laid(case.editions, facts) == laid(case.editions, case.facts) else APART
