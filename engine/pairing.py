"""Two editions drawn over the same variables, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from math import prod

from criteria.versions import Volume
from engine.diagram import Diagrams, Node
from engine.laid import REFERRALS, Laid
from engine.sketch import Sketch, variables
from engine.smallest import Smallest


class Pairing:
    """Two editions as functions of all that either can read: answers, and what people judge.

    A judgement that both leave to people under one name is made alike in both.
    """

    def __init__(self, one: Volume, other: Volume) -> None:
        vocabulary = one.vocabulary
        self.variables = variables(vocabulary, one.ruleset, other.ruleset)
        self.diagrams = Diagrams([len(v.codes) for v in self.variables])
        self.sides = tuple(
            Laid(Sketch(volume.ruleset, vocabulary, self.variables, self.diagrams))
            for volume in (one, other)
        )
        self.determinations = list(
            dict.fromkeys(name for side in self.sides for name in side.ruleset.determinations)
        )

    def shared(self, name: str) -> bool:
        """Whether both editions have a determination."""
        return all(name in side.ruleset.determinations for side in self.sides)

    def smallest(self) -> Iterator[Mapping[str, str]]:
        """The smallest sets of answers, nothing being judged, on which the editions differ."""
        silent = [variable.silent for variable in self.variables]
        differ = self.differ()
        for number, variable in enumerate(self.variables):
            if variable.is_judgement:
                differ = self.diagrams.given(differ, number, variable.silent)
        for values in Smallest(self.diagrams, silent).sets(differ):
            yield {
                variable.name: str(list(variable.codes)[value])
                for variable, value in zip(self.variables, values, strict=True)
                if value != variable.silent
            }

    def differ(self) -> Node:
        """1 where both referrals are settled and something that is settled in both differs."""
        combined = self.diagrams.combined
        one, other = (side.referral() for side in self.sides)
        both = combined(both_said, one, other)
        neither = combined(partial(both_are, REFERRALS.index("no_duty_to_refer")), one, other)
        found = combined(said_apart, one, other)
        laid = combined(said_apart, *(side.referral_force() for side in self.sides))
        found = combined(max, found, laid)
        for name in self.determinations:
            read = Laid.force if self.shared(name) else Laid.force_alone
            forces = combined(said_apart, *(read(side, name) for side in self.sides))
            counts = combined(min, forces, both if self.shared(name) else neither)
            found = combined(max, found, counts)
        return found

    def combinations(self) -> int:
        """How many combinations of answers and judgements bear on either edition's outcome."""
        return prod(self.diagrams.sizes[number] for number in self._bearing())

    def bearing(self, *, judgements: bool) -> tuple[str, ...]:
        """The facts, or the judgements, on which the outcome of either edition can depend."""
        found = (self.variables[number] for number in sorted(self._bearing()))
        return tuple(variable.name for variable in found if variable.is_judgement == judgements)

    def _bearing(self) -> set[int]:
        outcomes: list[Node] = []
        for side in self.sides:
            forces = [side.force(name) for name in side.ruleset.determinations]
            outcomes += [side.referral(), side.referral_force(), *forces]
        return set.union(*(self.diagrams.variables(node) for node in outcomes))


def both_said(one: int, other: int) -> int:
    """1 where both have something to say."""
    return int(bool(one and other))


def said_apart(one: int, other: int) -> int:
    """1 where both have something to say, and say it differently."""
    return int(bool(one and other and one != other))


def both_are(value: int, one: int, other: int) -> int:
    """1 where both are a value."""
    return int(one == other == value)
