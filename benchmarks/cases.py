"""Cases to decide, made up by chance from the vocabulary: three mixes, every case different."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from criteria.facts import Fact, Vocabulary
from criteria.shelf import shelf
from criteria.words import UNKNOWN

Case = dict[str, str]
Facts = Mapping[str, Fact]
Make = Callable[[Facts, random.Random], Case]

LIKELY: Mapping[str, Mapping[str, int]] = {
    "age_group": {"under_16": 8, "16_or_17": 3},
    "abuse_or_neglect": {"known": 4, "suspected": 4, "not_suspected": 3},
    "abuse_or_neglect_by": {"person": 20},
    "link_to_abuse_or_neglect": {"factor": 6},
    "outcome": {"died": 4, "harmed": 6},
    "detention": {"none": 25},
    "place_of_incident": {"this_area": 20, "elsewhere_in_england": 3},
    "normal_residence": {"this_area": 20, "elsewhere_in_england": 3},
}
"""How much likelier than once an answer is, in the realistic mix."""

NO = 3
"""How much likelier than `yes` a plain `no` is, in the realistic mix."""


def uniform(facts: Facts, rng: random.Random) -> Case:
    """Every fact answered by chance, `unknown` as likely as any other answer."""
    return {name: rng.choice(fact.values) for name, fact in facts.items()}


def realistic(facts: Facts, rng: random.Random) -> Case:
    """Every fact known, as it is likely to be, but for two to four."""
    case = {name: likely(name, fact, rng) for name, fact in facts.items()}
    return case | dict.fromkeys(rng.sample(list(facts), rng.randint(2, 4)), UNKNOWN)


def likely(name: str, fact: Fact, rng: random.Random) -> str:
    """An answer, the likelier ones more often."""
    weights = LIKELY.get(name, {"no": NO})
    answers = list(fact.answers)
    return rng.choices(answers, [weights.get(answer, 1) for answer in answers])[0]


def three_known(facts: Facts, rng: random.Random) -> Case:
    """Three facts known and the rest absent."""
    return {name: rng.choice(list(facts[name].answers)) for name in rng.sample(list(facts), 3)}


MIXES: Mapping[str, Make] = {
    "uniform": uniform,
    "realistic": realistic,
    "three known": three_known,
}


def vocabulary() -> Vocabulary:
    """The facts of the shelf."""
    return shelf().vocabulary


def endless(make: Make, rng: random.Random) -> Iterator[Case]:
    """Cases without end, no two alike."""
    facts, seen = vocabulary().facts, set()
    while True:
        case = make(facts, rng)
        mark = hash(frozenset(case.items()))
        if mark not in seen:
            seen.add(mark)
            yield case


def batches(mix: str, count: int, size: int, seed: int) -> list[list[Case]]:
    """So many batches of so many cases of a mix; no two cases in any of them are alike."""
    cases = endless(MIXES[mix], random.Random(f"{mix} {seed}"))
    return [list(islice(cases, size)) for _ in range(count)]
