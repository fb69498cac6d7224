"""What is still open in an edition, drawn as functions of everything that can be learnt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, reduce

from criteria.facts import Vocabulary
from criteria.rulesets import Determination, Ruleset
from criteria.words import DUTIES, FORCES, MET, NOT_MET, UNKNOWN
from engine.diagram import Diagrams, Node

NOT, OPEN, YES = 0, 1, 2
JUDGED: Mapping[str | None, int] = {None: 0, MET: 1, NOT_MET: 2}


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that can be learnt: the answer to a fact, or a judgement."""

    name: str
    is_judgement: bool
    codes: Mapping[str | None, int]
    silent: int
    """The value of a fact that is not known, or of a judgement that is not made."""


class Openness:
    """The targets of an edition as functions that are 1 where the target is open.

    A target is the referral, a determination that would be a duty, or its force where it may
    become stronger. `presuming` names a fact whose presuming rules are held to what they presume
    while it is not known: seen so, learning it is no more than what the other rules ask of it.
    """

    def __init__(
        self,
        ruleset: Ruleset,
        vocabulary: Vocabulary,
        variables: list[Variable],
        diagrams: Diagrams,
    ) -> None:
        self._ruleset = ruleset
        self._vocabulary = vocabulary
        self._diagrams = diagrams
        self._place = {(v.name, v.is_judgement): n for n, v in enumerate(variables)}

    def targets(self, presuming: str | None = None) -> dict[str, Node]:
        """Each target as a function that is 1 where it is open and 0 where it is settled."""
        drawn: dict[str, Node] = {}
        for name in self._ruleset.criteria:
            self._draw(name, presuming, drawn)
        rows = self._ruleset.referral
        away = drawn[rows.elsewhere] if rows.elsewhere else self._diagrams.constant(NOT)
        found = {"referral": self._diagrams.combined(referral_is_open, drawn[rows.here], away)}
        for name, determination in self._ruleset.determinations.items():
            standing = self._standing(determination, drawn)
            found[name] = self._diagrams.mapped(duty_is_open, standing)
            if len({ground.force for ground in determination.grounds}) > 1:
                found[f"{name}.may_become"] = self._diagrams.mapped(force_is_open, standing)
        return found

    def asked_and_presumed(self) -> set[str]:
        """The facts that one rule asks for and another presumes from."""
        leaves = [criterion.when for _, criterion in self._ruleset.leaves()]
        presumed = {when.fact for when in leaves if UNKNOWN in when.meets}
        return {when.fact or "" for when in leaves if UNKNOWN not in when.meets} & presumed

    def _draw(self, name: str, presuming: str | None, drawn: dict[str, Node]) -> Node:
        """The status of a criterion, drawn after its parts."""
        if name not in drawn:
            when = self._ruleset.criteria[name].when
            if when.how == "fact":
                drawn[name] = self._leaf(name, presuming)
            else:
                join: Callable[[int, int], int] = min if when.how == "all" else max
                parts = [self._draw(part, presuming, drawn) for part in when.parts]
                drawn[name] = reduce(partial(self._diagrams.combined, join), parts)
        return drawn[name]

    def _leaf(self, name: str, presuming: str | None) -> Node:
        """The status of a criterion that rests on a fact."""
        when = self._ruleset.criteria[name].when
        fact = when.fact or ""
        if fact == presuming and UNKNOWN in when.meets:
            return self._diagrams.constant(YES)
        children = [
            self._judged(name)
            if value in when.judgement
            else self._diagrams.constant(
                YES if value in when.meets else OPEN if value == UNKNOWN else NOT
            )
            for value in self._vocabulary.facts[fact].values
        ]
        return self._diagrams.node(self._place[fact, False], children)

    def _judged(self, name: str) -> Node:
        place = self._place[self._ruleset.judgement_id(name), True]
        return self._diagrams.node(place, [self._diagrams.constant(v) for v in (OPEN, YES, NOT)])

    def _standing(self, determination: Determination, drawn: Mapping[str, Node]) -> Node:
        """How far a determination is met: the strongest force met and the strongest open, as one.

        Two digits to the base of the number of forces, each 0 where no ground has that status.
        """
        found = self._diagrams.constant(0)
        for ground in determination.grounds:
            join = partial(with_ground, FORCES.index(ground.force))
            found = self._diagrams.combined(join, found, drawn[ground.criterion])
        return found


def variables(ruleset: Ruleset, vocabulary: Vocabulary) -> list[Variable]:
    """Everything that bears on the criteria, each fact beside the judgements it leads to."""
    found: list[Variable] = []
    for name, fact in vocabulary.facts.items():
        on_it = [(leaf, c.when) for leaf, c in ruleset.leaves() if c.when.fact == name]
        judged = {ruleset.judgement_id(leaf): None for leaf, when in on_it if when.judgement}
        if on_it:
            codes: dict[str | None, int] = {v: n for n, v in enumerate(fact.values)}
            found.append(Variable(name, False, codes, codes[UNKNOWN]))
        found += [Variable(judgement, True, JUDGED, JUDGED[None]) for judgement in judged]
    return found


def with_ground(rank: int, standing: int, status: int) -> int:
    """A determination's standing with one more ground, of a force's rank and a status, taken in."""
    met, pending = divmod(standing, len(FORCES))
    if status == YES:
        met = max(met, rank)
    elif status == OPEN:
        pending = max(pending, rank)
    return met * len(FORCES) + pending


def referral_is_open(here: int, away: int) -> int:
    """1 where the referral is undetermined, from here and elsewhere."""
    return int(here != YES and OPEN in (here, away))


def duty_is_open(standing: int) -> int:
    """1 where a determination is undetermined that would be a duty if met."""
    met, pending = divmod(standing, len(FORCES))
    return int(not met and FORCES[pending] in DUTIES)


def force_is_open(standing: int) -> int:
    """1 where a determination that is met may yet become stronger."""
    met, pending = divmod(standing, len(FORCES))
    return int(0 < met < pending)
