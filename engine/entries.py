"""Every entry held to its meaning: what the rules of a node can read, and what they derive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations_with_replacement, product
from typing import Any, TypeVar

from criteria import meaning
from criteria.conditions import Condition
from criteria.errors import EngineFault
from criteria.facts import Vocabulary
from criteria.words import Status
from engine.drawn import JUDGED, STATUSES
from engine.edition import Edition

MOST_FINDINGS = 20
WIDEST = 8
"""Up to how many parts a criterion has every combination of their statuses tried."""

Said = TypeVar("Said")


class Findings:
    """What is found against an edition: many, but not without end."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, finding: str) -> None:
        """One more, while there are not too many to read."""
        if len(self.found) < MOST_FINDINGS:
            self.found.append(finding)

    def tried(self, ask: Callable[[], Said]) -> Said | None:
        """What the engine says; a fault of its own is a finding too."""
        try:
            return ask()
        except EngineFault as fault:
            self.add(str(fault))
            return None


def entries_hold(edition: Edition, findings: Findings) -> int:
    """Put every combination that the rules of a node can read to engine and meaning; count them."""
    count = 0
    for name, when in edition.ruleset.conditions().items():
        for key in readable(when, edition.vocabulary):
            count += 1
            meant, ask = entry(edition, name, when, key)
            said = findings.tried(ask)
            if said not in (meant, None):
                findings.add(f"{name}: the engine says {said}, not {meant}, of {key}")
    return count


def entry(
    edition: Edition, name: str, when: Condition, key: tuple[Any, ...]
) -> tuple[Status, Callable[[], Status]]:
    """What is meant of a node that reads this, and how to ask the engine."""
    if when.fact is None:
        ask = partial(edition.deriver.asked_of_parts, name, key)
        return meaning.joined(when.how, list(key)), ask
    answer, judged = key
    return meaning.leaf(when, {when.fact: answer}, judged), partial(
        edition.deriver.asked_of_fact, name, answer, judged
    )


def readable(when: Condition, vocabulary: Vocabulary) -> Iterator[tuple[Any, ...]]:
    """What the rules of one condition can read: answers with judgements, or statuses."""
    if when.fact is None:
        count = len(when.parts)
        yield from product(STATUSES, repeat=count) if count <= WIDEST else nearly_even(count)
        return
    for answer in vocabulary.facts[when.fact].values:
        for judged in JUDGED if answer in when.judgement else (None,):
            yield answer, judged


def nearly_even(count: int) -> Iterator[tuple[Status, ...]]:
    """For a very wide criterion: every part alike, but for up to two of them."""
    for common in STATUSES:
        even = (common,) * count
        yield even
        for one, other in combinations_with_replacement(range(count), 2):
            for first, second in product(STATUSES, repeat=2):
                parts = list(even)
                parts[one], parts[other] = first, second
                yield tuple(parts)
