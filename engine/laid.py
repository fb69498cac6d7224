"""The referral of an edition and the forces it lays, drawn as functions of what is known."""

from __future__ import annotations

from functools import partial, reduce

from criteria.rulesets import Determination, Otherwise
from criteria.words import FORCES, MET, NOT_MET, UNDETERMINED, Referral, Status
from engine.diagram import Node
from engine.sketch import NOT, YES, Sketch, met, pending, referral_is_open
from engine.spans import Counted, as_it_is, gates_of, otherwise, resting_on, spanned

REFERRALS: tuple[Referral, ...] = ("undetermined", "refer", "refer_elsewhere", "no_duty_to_refer")
STATUSES: tuple[Status, ...] = (NOT_MET, UNDETERMINED, MET)
BASE = len(FORCES)


class Laid:
    """One edition's outcome. A force is 0 where it is not settled, else one more than its rank."""

    def __init__(self, sketch: Sketch) -> None:
        self.ruleset = sketch.ruleset
        self._sketch = sketch
        self._diagrams = sketch.diagrams
        self._drawn = sketch.criteria()

    def referral(self) -> Node:
        """The referral, as its place in REFERRALS."""
        rows = self.ruleset.referral
        away = self._drawn[rows.elsewhere] if rows.elsewhere else self._diagrams.constant(NOT)
        return self._diagrams.combined(referred, self._drawn[rows.here], away)

    def referral_force(self) -> Node:
        """The force that the referral has, where it can have no other."""
        referral = self.referral()
        found = self._diagrams.constant(0)
        for place, name in enumerate(REFERRALS):
            names, counted = resting_on(self.ruleset, name)
            if names:
                spans = [self._span(self.ruleset.determinations[n], counted) for n in names]
                strongest = reduce(partial(self._diagrams.combined, stronger_span), spans)
                force = self._diagrams.mapped(settled_code, strongest)
                here = self._diagrams.combined(partial(where, place), referral, force)
                found = self._diagrams.combined(max, found, here)
        return found

    def force(self, name: str) -> Node:
        """The force of a determination, where it is settled; an edition without it lays none."""
        if name not in self.ruleset.determinations:
            return self._diagrams.constant(1)
        rule = self.ruleset.determinations[name]
        force = self._diagrams.mapped(settled_code, self._span(rule, as_it_is))
        standing = self._sketch.standing(rule, self._drawn)
        return self._diagrams.combined(unless_open, standing, force)

    def force_alone(self, name: str) -> Node:
        """The same, where a power that is left counts as none."""
        if name not in self.ruleset.determinations:
            return self._diagrams.constant(1)
        standing = self._sketch.standing(self.ruleset.determinations[name], self._drawn)
        return self._diagrams.combined(none_unless_met, standing, self.force(name))

    def _span(self, rule: Determination, counted: Counted) -> Node:
        """The least and the most that a force will come to be, as two digits."""
        standing = self._sketch.standing(rule, self._drawn)
        held = self._diagrams.constant(NOT if rule.otherwise.none_if else YES)
        for gate in gates_of(rule):
            held = self._diagrams.combined(max, held, self._drawn[gate])
        return self._diagrams.combined(partial(span_code, rule.otherwise, counted), standing, held)


def referred(here: int, away: int) -> int:
    """The place of the referral in REFERRALS, by the statuses of here and elsewhere."""
    if here == YES:
        return REFERRALS.index("refer")
    if referral_is_open(here, away):
        return REFERRALS.index("undetermined")
    return REFERRALS.index("refer_elsewhere" if away == YES else "no_duty_to_refer")


def span_code(rule: Otherwise, counted: Counted, standing: int, gate: int) -> int:
    """The span of a determination's force, from its standing and what its power hangs on."""
    left = otherwise(rule, STATUSES[gate])
    least, most = spanned(met(standing), pending(standing), left, counted)
    return least * BASE + most


def stronger_span(one: int, other: int) -> int:
    """The span of the stronger of two forces."""
    leasts, mosts = zip(divmod(one, BASE), divmod(other, BASE), strict=True)
    return max(leasts) * BASE + max(mosts)


def settled_code(span: int) -> int:
    """One more than the rank of a span that is of one rank, else 0."""
    least, most = divmod(span, BASE)
    return least + 1 if least == most else 0


def unless_open(standing: int, force: int) -> int:
    """The force, but 0 where no ground is met and one is open."""
    return 0 if pending(standing) and not met(standing) else force


def none_unless_met(standing: int, force: int) -> int:
    """The force where a ground is met or open; where none can be, none."""
    return force if standing else 1


def where(place: int, referral: int, force: int) -> int:
    """The force where the referral is the one at a place, else 0."""
    return force if referral == place else 0
