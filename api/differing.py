"""The differences between two editions, as lines for a reader and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.lines import Line, Section
from api.listing import duty, sources_of
from api.vignette import clause, sentence
from api.wording import FORCES, REFERRALS, STATUSES
from criteria.decisions import as_json
from criteria.shelf import shelf
from criteria.words import Force, Referral
from engine.differences import Differences, Family, Group
from engine.relating import Relation
from engine.separate import Side

HOLDS: Mapping[str | None, str] = {
    "equivalent": "{of}: the same under both, on every combination of answers and judgements",
    "stricter": "{of}: under {one} at least as strong as under {other} wherever both are settled, "
    "and somewhere stronger",
    "laxer": "{of}: under {one} at most as strong as under {other} wherever both are settled, "
    "and somewhere weaker",
    None: "{of}: neither edition is the stricter everywhere, and they are not the same",
}
"""What holds between two editions, in words."""


def summary(found: Differences) -> str:
    """How many differences there are, and among how many combinations they were looked for."""
    judged = f" and {number_of(len(found.judgements), 'judgement')}" if found.judgements else ""
    return (
        f"{number_of(found.count, 'smallest set')} of answers on which both editions are settled "
        f"and differ, and no other, among {found.combinations:,} combinations of the answers to "
        f"{number_of(len(found.facts), 'fact')}{judged}, “not known” among them. "
        f"What is not said in an example is not known.{not_listed(found)}"
    )


def not_listed(found: Differences) -> str:
    """That what only a judgement makes differ is not listed, and on what one may be made."""
    if not found.judgements:
        return ""
    rulesets = [shelf().volume(edition).ruleset for edition in found.editions]
    titles = [
        next(one.criteria[name].title for one in rulesets if name in one.criteria)
        for name in found.judgements
    ]
    return f" What only a judgement makes differ is not listed: one on {either(titles)}."


def either(titles: Sequence[str]) -> str:
    """One of some titles, in quotation marks."""
    *first, last = (f"“{title}”" for title in titles)
    return f"{', '.join(first)} or {last}" if first else last


def number_of(count: int, noun: str) -> str:
    """So many of a thing."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def sections(found: Differences) -> list[Section]:
    """What holds between the editions everywhere, then what each criterion makes differ."""
    held = Section("What holds everywhere", tuple(holding(found)))
    return [
        held,
        *(Section(heading(group), tuple(grouped(found, group))) for group in found.groups),
    ]


def holding(found: Differences) -> Iterator[Line]:
    """What holds between the editions on every combination, the referral first."""
    for one in found.relations:
        yield Line(f"{held(found, one)}.", one.relation or "neither")
    yield Line("A judgement that both editions leave to people is taken to be made alike.", depth=1)


def held(found: Differences, relation: Relation) -> str:
    """What holds in one thing, in words."""
    one, other = found.editions
    ruleset = shelf().volume(one).ruleset
    rule = ruleset.determinations.get(relation.of)
    of = f"{rule.title} ({relation.of})" if rule else "The referral and its force"
    return HOLDS[relation.relation].format(of=of, one=one, other=other)


def heading(group: Group) -> str:
    """What separates the editions: the criterion, as the edition that asks it calls it."""
    return next(side.title for side in group.sides if side.criterion == group.criterion)


def grouped(found: Differences, group: Group) -> Iterator[Line]:
    """What each edition says on a criterion, then the cases that it makes differ."""
    for side in group.sides:
        yield from sided(side)
    for family in group.families:
        yield from exemplified(example(found, family))


def sided(side: Side) -> Iterator[Line]:
    """What one edition says, with the words and the place of its sources."""
    yield Line(side.title, side.edition)
    for source in sources_of(side):
        yield Line(source, depth=1)


@dataclass(frozen=True, slots=True)
class Example:
    """One case of a family in a sentence, what each edition says of it, and the other cases.

    `others` are the other answers that any case of the family may have, `sets` how many it has.
    """

    sentence: str
    outcomes: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    sets: int
    contradicts: tuple[str, ...]


def example(found: Differences, family: Family) -> Example:
    """The first case of a family."""
    facts = shelf().vocabulary.facts
    return Example(
        sentence=sentence(facts, family.sets[0]),
        outcomes=tuple((e, outcome(family, n)) for n, e in enumerate(found.editions)),
        others=tuple(
            clause(facts, name, answer)
            for name, answers in family.answers.items()
            for answer in answers[1:]
        ),
        sets=len(family.sets),
        contradicts=family.contradicts,
    )


def exemplified(one: Example) -> Iterator[Line]:
    """An example, line by line."""
    yield Line(one.sentence, "for example")
    for edition, said in one.outcomes:
        yield Line(said, edition, 1)
    if one.others:
        yield Line(f"{'; '.join(one.others)}: {one.sets} sets in all.", "so too, where", 1)
    for text in one.contradicts:
        yield Line(text, "note", 1)


def outcome(family: Family, number: int) -> str:
    """What one edition says of the cases of a family: the referral, and the forces that differ."""
    said = [referred(family.referrals[number], family.referral_forces[number])]
    if family.statuses[number] is not None:
        said.append(f"the criterion is {STATUSES[family.statuses[number] or '']}")
    for one in family.forces:
        title = duty(one.determination, shelf().timeline.editions)
        said.append(f"{title}: {FORCES[one.forces[number]]}")
    return "; ".join(said)


def referred(referral: Referral, force: Force | None) -> str:
    """A referral with its force, where there is one and it is settled under both editions."""
    said = REFERRALS[referral]
    return said if force in (None, "none") else f"{said}, {FORCES[force]}"


def data(found: Differences) -> dict[str, Any]:
    """The differences as plain JSON values, each family with an example.

    What only a judgement makes differ is not among them; `judgements` names the criteria.
    """
    told: dict[str, Any] = as_json(found)
    groups = [group_data(group) for group in found.groups]
    return told | {"count": found.count, "groups": groups}


def group_data(group: Group) -> dict[str, Any]:
    """What one criterion makes differ."""
    told: dict[str, Any] = as_json(group)
    sides = [
        {k: v for k, v in side.items() if k not in ("status", "open")} for side in told["sides"]
    ]
    return told | {"sides": sides, "families": [family_data(one) for one in group.families]}


def family_data(family: Family) -> dict[str, Any]:
    """One family, with how many sets it holds and one of them in a sentence."""
    first = family.sets[0]
    example = {"facts": dict(first), "sentence": sentence(shelf().vocabulary.facts, first)}
    told: dict[str, Any] = as_json(family)
    return told | {"sets": len(family.sets), "example": example}
