"""The boundary cases of two editions: the smallest sets of answers on which they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

from api.drills.drawing import Lot
from api.drills.sense import sensible
from criteria.decisions import Decision
from engine.compare import Difference, compare
from engine.decide import decide
from engine.differ import agree, force_differences, force_of_referral
from engine.differences import Differences, Family, differences

Editions = tuple[str, str]
Facts = Mapping[str, str]

REFERRAL, FORCE = "referral", "force"
"""What two editions may differ in, beside the force of a determination, which goes by its name."""

FINDING = Lock()
"""Differences are found once, however many ask for them at the same time."""


@dataclass(frozen=True, slots=True)
class Case:
    """Answers on which two editions differ: in what, and by which criterion."""

    editions: Editions
    criterion: str
    about: str
    facts: Facts


def found(editions: Editions) -> Differences:
    """All differences between two editions, found once in the life of the process."""
    with FINDING:
        return _found(editions)


@cache
def _found(editions: Editions) -> Differences:
    return differences(*editions)


def cases(editions: Editions, lot: Lot) -> dict[str, Iterator[Case]]:
    """The boundary cases of two editions by what separates them, in an order that is drawn.

    Of each criterion one of every family comes before a second of any.
    """
    families: dict[str, list[Family]] = {}
    for group in found(editions).groups:
        sound = [one for one in group.families if not one.contradicts]
        families.setdefault(group.criterion, []).extend(sound)
    return {
        criterion: drawn(editions, criterion, lot.mixed(some), lot)
        for criterion, some in families.items()
    }


def drawn(editions: Editions, criterion: str, families: list[Family], lot: Lot) -> Iterator[Case]:
    """The cases that one criterion makes, a family at a time."""
    waiting = [(about(one), lot.mixed(one.sets)) for one in families]
    ordered = [
        Case(editions, criterion, differs_in, sets[place])
        for place in range(max((len(sets) for _, sets in waiting), default=0))
        for differs_in, sets in waiting
        if place < len(sets)
    ]
    return (case for case in ordered if tellable(case))


def tellable(case: Case) -> bool:
    """Whether a case reads sensibly, and is compared as it was found.

    A comparison counts what is open too, and may turn on something else.
    """
    if not sensible(case.facts):
        return False
    told = differing(case.editions, case.facts)
    return told is not None and (about(told), told.criterion) == (case.about, case.criterion)


def differing(editions: Editions, facts: Facts) -> Difference | None:
    """How two editions differ on a case, or None if they do not."""
    return remembered(editions, tuple(sorted(facts.items())))


@lru_cache(maxsize=2048)
def remembered(editions: Editions, facts: tuple[tuple[str, str], ...]) -> Difference | None:
    """The same, once for the same facts: what a case is drawn, dressed and asked by."""
    return next(iter(compare(dict(facts), editions).differences), None)


def decided(editions: Editions, facts: Facts) -> tuple[Decision, ...]:
    """The decision of each edition."""
    return tuple(decide(edition, facts) for edition in editions)


def parted(one: Decision, other: Decision) -> str | None:
    """What two decisions differ in first, or None if they do not: quicker than by which words."""
    if agree(one, other):
        return None
    if one.referral != other.referral:
        return REFERRAL
    if force_of_referral(one) != force_of_referral(other):
        return FORCE
    return next(force_differences(one, other)).determination


def about(one: Family | Difference) -> str:
    """What two editions differ in first: the referral, its force, or one determination's."""
    if one.referrals[0] != one.referrals[1]:
        return REFERRAL
    if one.referral_forces[0] != one.referral_forces[1]:
        return FORCE
    return one.forces[0].determination
