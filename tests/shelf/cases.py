"""Many cases of an edition, always the same ones: some drawn by chance, some near a plain case."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product

from criteria.decisions import Decision
from criteria.rulesets import Ruleset
from criteria.shelf import shelf
from criteria.words import UNKNOWN
from engine import decide

DRAWN = 1500
FACTS = shelf().vocabulary.facts
PLAIN = {
    **{name: fact.values[-2] for name, fact in FACTS.items()},
    "age_group": "under_16",
    "abuse_or_neglect": "known",
    "abuse_or_neglect_by": "person",
    "link_to_abuse_or_neglect": "factor",
    "joint_working": "concern",
    "detention": "none",
    "place_of_incident": "this_area",
    "normal_residence": "this_area",
}
"""Known abuse by a person in this area; whatever is answered yes or no is answered no."""

Facts = dict[str, str]
Case = tuple[Facts, dict[str, str]]


@cache
def cases(edition: str) -> tuple[Case, ...]:
    """Facts with judgements on some of what they leave to people."""
    ruleset, chance = shelf().volume(edition).ruleset, random.Random(edition)
    told = [*near(ruleset), *drawn(ruleset, chance)]
    return tuple((facts, judged(ruleset, facts, chance)) for facts in told)


@cache
def decisions(edition: str) -> tuple[Decision, ...]:
    """The decisions on those cases."""
    return tuple(decide(edition, facts, judgements=given) for facts, given in cases(edition))


def answers_named(ruleset: Ruleset) -> dict[str, list[str]]:
    """The answers to each fact that some criterion counts or leaves to people."""
    named: dict[str, list[str]] = {}
    for _, criterion in ruleset.leaves():
        when = criterion.when
        said = [a for a in (*when.meets, *when.judgement) if a != UNKNOWN]
        named.setdefault(when.fact or "", []).extend(said)
    return named


WHOSE = ("abuse_or_neglect_by", "place_of_incident", "normal_residence")
"""The facts that tell whose abuse it is and whose case, which some summaries tell together."""


def near(ruleset: Ruleset) -> Iterator[Facts]:
    """A plain death and a plain harm, with every two facts that count answered every way."""
    for one, other in combinations(sorted(answers_named(ruleset)), 2):
        for outcome in ("died", "harmed"):
            for pair in product(FACTS[one].values, FACTS[other].values):
                yield {**PLAIN, "outcome": outcome, one: pair[0], other: pair[1]}
    for whose in product(*(FACTS[name].values for name in WHOSE)):
        for looked_after in FACTS["looked_after"].values:
            case = {**PLAIN, "outcome": "died", "looked_after": looked_after}
            yield case | dict(zip(WHOSE, whose, strict=True))
    proved = {
        "outcome": "harmed",
        "long_term_impairment": "yes",
        "joint_working": "definitively_none",
    }
    for place, home in product(FACTS["place_of_incident"].values, FACTS["normal_residence"].values):
        yield {**PLAIN, **proved, "place_of_incident": place, "normal_residence": home}


def drawn(ruleset: Ruleset, chance: random.Random) -> Iterator[Facts]:
    """Cases by chance: two answers in three are ones that the rules name."""
    named = answers_named(ruleset)
    for _ in range(DRAWN):
        yield {
            name: chance.choice(
                named[name] if name in named and chance.random() < 0.67 else fact.values
            )
            for name, fact in FACTS.items()
        }


def judged(ruleset: Ruleset, facts: Facts, chance: random.Random) -> dict[str, str]:
    """Judgements on half of what the facts leave to people."""
    left = {
        ruleset.judgement_id(name): None
        for name, criterion in ruleset.leaves()
        if facts[criterion.when.fact or ""] in criterion.when.judgement
    }
    return {name: chance.choice(["met", "not_met"]) for name in left if chance.random() < 0.5}
