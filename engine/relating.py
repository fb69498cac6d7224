"""What holds between two editions for every combination of answers and judgements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from engine.diagram import Node
from engine.pairing import Pairing, said_apart

Word = Literal["equivalent", "stricter", "laxer"]
TURNED: dict[Word | None, Word | None] = {"stricter": "laxer", "laxer": "stricter"}


@dataclass(frozen=True, slots=True)
class Relation:
    """How the first edition stands to the second in the force of one thing.

    `of` is the referral or a determination that both have. Equivalent: the same on every
    combination of answers and judgements, open where the other is open. Stricter, or laxer: on
    every combination on which both are settled at least, or at most, as strong, and on some it is
    another. None where none of these holds.
    """

    of: str
    relation: Word | None

    def turned(self) -> Relation:
        """The same, seen from the second edition."""
        return replace(self, relation=TURNED.get(self.relation, self.relation))


def relations(pairing: Pairing) -> tuple[Relation, ...]:
    """How the editions stand to each other, in the referral and in each determination both have."""
    return tuple(found(pairing))


def found(pairing: Pairing) -> Iterator[Relation]:
    """The referral first, whose force alone does not make it the same."""
    one, other = pairing.sides
    never = pairing.diagrams.constant(0)
    same = pairing.diagrams.combined(unlike, one.referral(), other.referral()) == never
    word = relation(pairing, one.referral_force(), other.referral_force())
    yield Relation("referral", word if same or word != "equivalent" else None)
    for name in pairing.determinations:
        if pairing.shared(name):
            yield Relation(name, relation(pairing, one.force(name), other.force(name)))


def relation(pairing: Pairing, one: Node, other: Node) -> Word | None:
    """How one force stands to another, everywhere."""
    combined, never = pairing.diagrams.combined, pairing.diagrams.constant(0)
    if one == other:
        return "equivalent"
    if combined(said_apart, one, other) == never:
        return None
    if combined(weaker, one, other) == never:
        return "stricter"
    return "laxer" if combined(weaker, other, one) == never else None


def weaker(one: int, other: int) -> int:
    """1 where both forces are settled and the first is the weaker."""
    return int(bool(one and one < other))


def unlike(one: int, other: int) -> int:
    """1 where two referrals are not the same, undetermined among them."""
    return int(one != other)
