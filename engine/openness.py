"""What is still open in an edition, drawn as functions of everything that can be learnt."""

from __future__ import annotations

from criteria.rulesets import Ruleset
from criteria.words import DUTIES, FORCES, UNKNOWN
from engine.diagram import Node
from engine.sketch import NOT, Sketch, met, pending, referral_is_open


class Openness:
    """The targets of an edition as functions that are 1 where the target is open.

    A target is the referral, a determination that would be a duty, or its force where it may
    become stronger. `presuming` names a fact whose presuming rules are held to what they presume
    while it is not known: seen so, learning it is no more than what the other rules ask of it.
    """

    def __init__(self, sketch: Sketch) -> None:
        self._sketch = sketch
        self._diagrams = sketch.diagrams
        self._ruleset: Ruleset = sketch.ruleset

    def targets(self, presuming: str | None = None) -> dict[str, Node]:
        """Each target as a function that is 1 where it is open and 0 where it is settled."""
        drawn = self._sketch.criteria(presuming)
        rows = self._ruleset.referral
        away = drawn[rows.elsewhere] if rows.elsewhere else self._diagrams.constant(NOT)
        found = {"referral": self._diagrams.combined(referral_is_open, drawn[rows.here], away)}
        for name, determination in self._ruleset.determinations.items():
            standing = self._sketch.standing(determination, drawn)
            found[name] = self._diagrams.mapped(duty_is_open, standing)
            if len({ground.force for ground in determination.grounds}) > 1:
                found[f"{name}.may_become"] = self._diagrams.mapped(force_is_open, standing)
        return found

    def asked_and_presumed(self) -> set[str]:
        """The facts that one rule asks for and another presumes from."""
        leaves = [criterion.when for _, criterion in self._ruleset.leaves()]
        presumed = {when.fact for when in leaves if UNKNOWN in when.meets}
        return {when.fact or "" for when in leaves if UNKNOWN not in when.meets} & presumed


def duty_is_open(standing: int) -> int:
    """1 where a determination is undetermined that would be a duty if met."""
    return int(not met(standing) and any(FORCES[rank] in DUTIES for rank in pending(standing)))


def force_is_open(standing: int) -> int:
    """1 where a determination that is met may yet become stronger."""
    return int(0 < met(standing) < max(pending(standing), default=0))
