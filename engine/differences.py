"""Every difference between two editions: the smallest sets of answers on which they differ.

The sets are read off the diagrams of both editions and each is then decided by both: a difference
is never said without two decisions that show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from criteria.decisions import Decision
from criteria.errors import EngineFault, UnknownEdition
from criteria.shelf import shelf
from criteria.words import Force, Referral, Status
from engine.decide import decide
from engine.differ import ForceDiffers
from engine.naming import told_apart
from engine.pairing import Pairing
from engine.relating import Relation, relations
from engine.separate import Side
from engine.settled import Apart, apart

Facts = Mapping[str, str]
Key = tuple[object, ...]
Sides = tuple[Side, Side]
Statuses = tuple[Status | None, Status | None]
Alike = tuple[Apart, Statuses, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Family:
    """Smallest sets of answers that differ alike: any of the answers to each fact, with any other.

    `statuses` are those of the criterion that separates the editions; None where it is not asked.
    A force of the referral is None where it, or that of the other edition, may yet be another.
    `contradicts` says which of the answers cannot all be true; they are decided as they stand.
    """

    answers: Mapping[str, tuple[str, ...]]
    referrals: tuple[Referral, Referral]
    referral_forces: tuple[Force | None, Force | None]
    forces: tuple[ForceDiffers, ...]
    statuses: Statuses
    contradicts: tuple[str, ...]

    @property
    def sets(self) -> tuple[Facts, ...]:
        """The sets of answers, one by one."""
        ways = product(*self.answers.values())
        return tuple(dict(zip(self.answers, way, strict=True)) for way in ways)


@dataclass(frozen=True, slots=True)
class Group:
    """The differences that one criterion makes, with what each edition says on it."""

    criterion: str
    sides: Sides
    families: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """All differences between two editions, and what holds between them everywhere.

    `combinations` is how many combinations of answers and judgements they were looked for in: of
    all `facts` on which the referral or a force of either edition can depend, not known among
    their answers, and of all `judgements` on them.
    """

    editions: tuple[str, str]
    combinations: int
    facts: tuple[str, ...]
    judgements: tuple[str, ...]
    relations: tuple[Relation, ...]
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many smallest sets of answers there are."""
        return sum(len(f.sets) for group in self.groups for f in group.families)


def differences(one: str, other: str) -> Differences:
    """All differences between two editions, everything that is not in a set being not known.

    A set is listed if both referrals are settled on it, something that is settled in both differs,
    and neither is so of any proper subset. Facts alone: judgements belong to one edition. Takes
    about a second. Raises UnknownEdition; EngineFault if the engine decides a set otherwise.
    """
    if problems := [*shelf().misnamed(one), *shelf().misnamed(other)]:
        raise UnknownEdition(problems)
    order = list(shelf().timeline.editions)
    if order.index(one) > order.index(other):
        return turned(differences(other, one))
    pairing = Pairing(shelf().volume(one), shelf().volume(other))
    return Differences(
        editions=(one, other),
        combinations=pairing.combinations(),
        facts=pairing.bearing(judgements=False),
        judgements=pairing.bearing(judgements=True),
        relations=relations(pairing),
        groups=tuple(grouped(pairing.smallest(), (one, other))),
    )


def grouped(sets: Iterable[Facts], editions: tuple[str, str]) -> Iterator[Group]:
    """The sets by the criterion that separates the editions on them, in the order first met."""
    groups: dict[str, dict[Sides, dict[Alike, list[Facts]]]] = {}
    for facts in sets:
        criterion, sides, alike = shown(facts, editions)
        by_side = groups.setdefault(criterion, {})
        by_side.setdefault(sides, {}).setdefault(alike, []).append(facts)
    for criterion, by_side in groups.items():
        for sides, families in by_side.items():
            yield Group(criterion, sides, tuple(families_of(families)))


def families_of(alike: Mapping[Alike, list[Facts]]) -> Iterator[Family]:
    """The families of the sets that differ alike."""
    for (found, statuses, contradicts), sets in alike.items():
        for answers in merged(sets):
            yield Family(
                answers,
                found.referrals,
                found.referral_forces,
                found.forces,
                statuses,
                contradicts,
            )


def shown(facts: Facts, editions: tuple[str, str]) -> tuple[str, Sides, Alike]:
    """What separates both decisions on a set, and how they differ.

    Raises EngineFault if they do not.
    """
    one, other = (decide(edition, facts) for edition in editions)
    found = apart(one, other)
    if found is None:
        raise EngineFault(f"{editions[0]} and {editions[1]} were drawn apart on {dict(facts)}")
    criterion, sides = told_apart(one, other, found, facts)
    statuses = (sides[0].status, sides[1].status)
    return criterion, (bare(sides[0]), bare(sides[1])), (found, statuses, contradictions(one))


def contradictions(decision: Decision) -> tuple[str, ...]:
    """What the decision notes of answers that cannot all be true."""
    known = shelf().vocabulary.contradictions
    return tuple(note.text for note in decision.notes if note.id in known)


def bare(side: Side) -> Side:
    """What one edition says on a criterion, whatever its status."""
    return replace(side, status=None, open=None)


def merged(sets: Iterable[Facts]) -> list[Mapping[str, tuple[str, ...]]]:
    """The sets as few families: those that differ in the answer to one fact become one."""
    families: list[dict[str, tuple[str, ...]]] = [
        {fact: (answer,) for fact, answer in one.items()} for one in sets
    ]
    for fact in dict.fromkeys(name for family in families for name in family):
        alike: dict[Key, dict[str, tuple[str, ...]]] = {}
        for family in families:
            others = tuple(item for item in family.items() if item[0] != fact)
            if fact in family and (known := alike.get((True, *others))):
                known[fact] = (*known[fact], *family[fact])
            else:
                alike[(fact in family, *others)] = family
        families = list(alike.values())
    return list(families)


def turned(found: Differences) -> Differences:
    """The same differences, seen from the other edition."""
    return replace(
        found,
        editions=found.editions[::-1],
        relations=tuple(one.turned() for one in found.relations),
        groups=tuple(turned_group(group) for group in found.groups),
    )


def turned_group(group: Group) -> Group:
    """The same group, seen from the other edition."""
    families = (
        replace(
            family,
            referrals=family.referrals[::-1],
            referral_forces=family.referral_forces[::-1],
            forces=tuple(replace(one, forces=one.forces[::-1]) for one in family.forces),
            statuses=family.statuses[::-1],
        )
        for family in group.families
    )
    return replace(group, sides=group.sides[::-1], families=tuple(families))
