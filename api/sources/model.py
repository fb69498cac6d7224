"""A source to check, and the statements that rest on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from criteria.decisions import Cited
from criteria.words import FORCES, Force, Weight

Kind = Literal[
    "determination",
    "criterion",
    "clock",
    "notice",
    "notice_clock",
    "consideration",
    "note",
    "in_force",
    "not_encoded",
    "newer_law",
]
"""What a statement is, the most consequential first."""

KINDS: tuple[Kind, ...] = get_args(Kind)

TO_CHECK = frozenset({"single", "unconfirmed"})
"""The grades of a source that somebody who has the text can still check."""

READ = frozenset({"official", "confirmed"})
"""The grades of a source that needs no more checking."""

WEIGHTS: tuple[Weight, ...] = get_args(Weight)


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the rules say, and the sources it rests on.

    Of a criterion, `force` is the strongest force of what is to be done where it is met.
    """

    kind: Kind
    id: str
    title: str
    sentence: str
    sources: tuple[Cited, ...]
    force: Force | None = None
    weight: Weight | None = None
    for_referral: bool = False

    @property
    def backing(self) -> tuple[Cited, ...]:
        """The better sources it rests on, each place once."""
        read = (one for one in self.sources if one.grade in READ)
        return tuple(dict.fromkeys(replace(one, words=None) for one in read))

    @property
    def order(self) -> tuple[bool, bool, int, int]:
        """Where it stands: what decides first, of that what rests on nothing better, then the rest.

        Among these by consequence.
        """
        place = KINDS.index(self.kind)
        rank = -1 if self.for_referral else place
        return place >= KINDS.index("note"), bool(self.backing), rank, -self.strength

    @property
    def strength(self) -> int:
        """How hard it binds, among statements of its kind."""
        if self.weight is not None:
            return -WEIGHTS.index(self.weight)
        return -1 if self.force is None else FORCES.index(self.force)


@dataclass(frozen=True, slots=True)
class SourceToCheck:
    """A source that was read once or not at all; newer law has no edition."""

    edition: str | None
    also_in: tuple[str, ...]
    source: Cited
    remark: str | None
    statements: tuple[Statement, ...]

    @property
    def look_for(self) -> tuple[str, ...]:
        """The sentences to look for in the text, each once."""
        return tuple(dict.fromkeys(one.sentence for one in self.statements))

    @property
    def rests_also_on(self) -> tuple[Cited, ...]:
        """The better sources that some of its statements rest on too."""
        return tuple(dict.fromkeys(one for each in self.statements for one in each.backing))


def sort_statements(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements, the most consequential first, in their own order where none is."""
    return tuple(sorted(statements, key=lambda one: one.order))
