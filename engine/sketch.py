"""The criteria of an edition, drawn as functions of everything that can be learnt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce

from criteria.facts import Vocabulary
from criteria.rulesets import Determination, Ruleset
from criteria.words import FORCES, MET, NOT_MET, UNKNOWN
from engine.diagram import Diagrams, Node
from engine.holding import chosen
from engine.spans import ground_ranks

NOT, OPEN, YES = 0, 1, 2
BITS = 1 << len(FORCES)
JUDGED: Mapping[str | None, int] = {None: 0, MET: 1, NOT_MET: 2}

Drawn = Mapping[str, Node]
"""Each criterion as a function that is NOT, OPEN or YES."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that can be learnt: the answer to a fact, or a judgement."""

    name: str
    is_judgement: bool
    codes: Mapping[str | None, int]
    silent: int
    """The value of a fact that is not known, or of a judgement that is not made."""


def variables(vocabulary: Vocabulary, *rulesets: Ruleset) -> list[Variable]:
    """Everything that bears on the criteria of any ruleset, each fact beside its judgements."""
    found: list[Variable] = []
    for name, fact in vocabulary.facts.items():
        on_it = [
            (ruleset.judgement_id(leaf), criterion.when)
            for ruleset in rulesets
            for leaf, criterion in ruleset.leaves()
            if criterion.when.fact == name
        ]
        judged = {judgement: None for judgement, when in on_it if when.judgement}
        if on_it:
            codes: dict[str | None, int] = {v: n for n, v in enumerate(fact.values)}
            found.append(Variable(name, False, codes, codes[UNKNOWN]))
        found += [Variable(judgement, True, JUDGED, JUDGED[None]) for judgement in judged]
    return found


class Sketch:
    """One edition over variables that it may share with another, in one store of diagrams."""

    def __init__(
        self,
        ruleset: Ruleset,
        vocabulary: Vocabulary,
        variables: Sequence[Variable],
        diagrams: Diagrams,
    ) -> None:
        self.ruleset = ruleset
        self.diagrams = diagrams
        self._vocabulary = vocabulary
        self._place = {(v.name, v.is_judgement): n for n, v in enumerate(variables)}

    def criteria(self, presuming: str | None = None) -> dict[str, Node]:
        """Every criterion as a function of what is known.

        `presuming` names a fact whose presuming rules are held to what they presume.
        """
        drawn: dict[str, Node] = {}
        for name in self.ruleset.criteria:
            self._draw(name, presuming, drawn)
        return drawn

    def standing(self, determination: Determination, drawn: Drawn) -> Node:
        """How far a determination is met: the strongest force met and those open, as one number.

        The rank of the strongest force met, 0 if none is, and a bit for the rank of each that is
        open: `met` and `pending` read them.
        """
        found = self.diagrams.constant(0)
        for criterion, rank in ground_ranks(determination).items():
            found = self.diagrams.combined(partial(with_ground, rank), found, drawn[criterion])
        return found

    def _draw(self, name: str, presuming: str | None, drawn: dict[str, Node]) -> Node:
        """The status of a criterion, drawn after its parts."""
        if name not in drawn:
            when = self.ruleset.criteria[name].when
            if when.how == "fact":
                drawn[name] = self._leaf(name, presuming)
            else:
                join: Callable[[int, int], int] = min if when.how == "all" else max
                parts = [self._draw(part, presuming, drawn) for part in when.parts]
                drawn[name] = reduce(partial(self.diagrams.combined, join), parts)
        return drawn[name]

    def _leaf(self, name: str, presuming: str | None) -> Node:
        """The status of a criterion that rests on a fact."""
        when = self.ruleset.criteria[name].when
        fact = when.fact or ""
        if fact == presuming and UNKNOWN in when.meets:
            return self.diagrams.constant(YES)
        children = [
            self._judged(name)
            if value in when.judgement
            else self.diagrams.constant(
                YES if value in when.meets else OPEN if value == UNKNOWN else NOT
            )
            for value in self._vocabulary.facts[fact].values
        ]
        return self.diagrams.node(self._place[fact, False], children)

    def _judged(self, name: str) -> Node:
        place = self._place[self.ruleset.judgement_id(name), True]
        return self.diagrams.node(place, [self.diagrams.constant(v) for v in (OPEN, YES, NOT)])


def with_ground(rank: int, standing: int, status: int) -> int:
    """A determination's standing with one more ground, of a force's rank and a status, taken in."""
    strongest, open_ = divmod(standing, BITS)
    if status == YES:
        strongest = max(strongest, rank)
    elif status == OPEN:
        open_ |= 1 << rank
    return strongest * BITS + open_


def met(standing: int) -> int:
    """The rank of the strongest force met; 0 if no ground is met."""
    return standing // BITS


def pending(standing: int) -> list[int]:
    """The ranks of the forces whose grounds are open, the weakest first."""
    return chosen(standing % BITS)


def referral_is_open(here: int, away: int) -> int:
    """1 where the referral is undetermined, from here and elsewhere."""
    return int(here != YES and OPEN in (here, away))
