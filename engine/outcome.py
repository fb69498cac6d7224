"""What follows from the findings: determinations with their force, and the referral."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

from criteria.decisions import Determined, Due
from criteria.rulesets import Determination, Rows
from criteria.words import (
    MET,
    NOT_MET,
    UNDETERMINED,
    Force,
    Referral,
    Status,
    stronger,
    strongest,
)
from engine.dates import Dates, due
from engine.edition import Edition
from engine.memory import Memory, reads

Statuses = Mapping[str, Status]
Reads = Callable[[Any], tuple[Any, ...]]
Explained = tuple[tuple[Any, ...], tuple[Any, ...]]
"""What a determination is read off: statuses, and the lowest criteria that make each ground so."""
Made = Memory[Explained, Determined]


def referral(rows: Rows, statuses: Statuses) -> Referral:
    """Whether to refer: here, elsewhere, not at all, or not yet known."""
    here = statuses[rows.here]
    elsewhere = statuses[rows.elsewhere] if rows.elsewhere is not None else NOT_MET
    if here == MET:
        return "refer"
    if UNDETERMINED in (here, elsewhere):
        return "undetermined"
    return "refer_elsewhere" if elsewhere == MET else "no_duty_to_refer"


def standing(rule: Determination, statuses: Statuses) -> Status:
    """The status of a determination: met on any of its grounds."""
    grounds = [statuses[ground.criterion] for ground in rule.grounds]
    if MET in grounds:
        return MET
    return UNDETERMINED if UNDETERMINED in grounds else NOT_MET


def forces(
    rule: Determination, statuses: Statuses, status: Status
) -> tuple[Force | None, Force | None]:
    """The force of a determination, and the stronger one that it may become."""
    if status == UNDETERMINED:
        return None, None
    if status == NOT_MET:
        return force_otherwise(rule, statuses), None
    force = strongest([g.force for g in rule.grounds if statuses[g.criterion] == MET])
    pending = [g.force for g in rule.grounds if statuses[g.criterion] == UNDETERMINED]
    return force, strongest([p for p in pending if force is not None and stronger(p, force)])


def force_otherwise(rule: Determination, statuses: Statuses) -> Force:
    """The force of a determination that is not met: a power that is left, or none."""
    left = rule.otherwise
    lost = left.none_if is not None and statuses[left.none_if] == NOT_MET
    kept = left.unless is not None and statuses[left.unless] == MET
    return "none" if lost and not kept else left.force


class Outcomes:
    """The determinations of an edition, each made once for what it can be read off.

    A determination depends on the statuses of its grounds, of the criterion its power hangs on,
    and on the lowest criteria that make it what it is; the same again gives the same object.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._made = [self._making(name, r) for name, r in edition.ruleset.determinations.items()]

    def determined(self, statuses: Statuses) -> tuple[Determined, ...]:
        """Every determination with all that explains it, but for the dates of its time limit."""
        lowest = self._edition.trace.lowest(statuses)
        return tuple([made[read(statuses), trace(lowest)] for read, trace, made in self._made])

    def forget(self) -> None:
        """Forget every determination made so far."""
        for _, _, made in self._made:
            made.clear()

    def _making(self, name: str, rule: Determination) -> tuple[Reads, Reads, Made]:
        """What a determination reads of statuses and of the lowest criteria, and what it makes."""
        grounds = [ground.criterion for ground in rule.grounds]
        read = [*grounds, *rule.otherwise.gates]
        undated = due(rule.due, self._edition.ruleset.sources, {}) if rule.due else None

        def make(key: Explained) -> Determined:
            statuses, lowest = (dict(zip(read, part, strict=False)) for part in key)
            return determined(self._edition, name, statuses, lowest, undated)

        return reads(read), reads(grounds), Memory(make)


def determined(
    edition: Edition,
    name: str,
    statuses: Statuses,
    lowest: Mapping[str, int],
    undated: Due | None,
) -> Determined:
    """One determination with all that explains it, and its time limit without dates."""
    rule = edition.ruleset.determinations[name]
    status = standing(rule, statuses)
    force, may_become = forces(rule, statuses, status)
    grounds = [ground.criterion for ground in rule.grounds]
    bits = reduce(or_, [lowest[g] for g in grounds if statuses[g] == status], 0)
    making_it = edition.trace.named(bits)
    return Determined(
        id=name,
        title=rule.title,
        status=status,
        force=force,
        may_become=may_become,
        duty_holder=rule.duty_holder,
        decision_maker=rule.decision_maker,
        action=action(rule, status, force),
        grounds=tuple(ground for ground in grounds if statuses[ground] == MET),
        defeated_by=making_it if status == NOT_MET else (),
        open=making_it if status == UNDETERMINED else (),
        due=undated if runs(rule, status) else None,
        sources=edition.cited(rule.sources),
    )


def action(rule: Determination, status: Status, force: Force | None) -> str:
    """What follows, in words."""
    if status == NOT_MET and force == "none" and rule.action.none is not None:
        return rule.action.none
    told: str = getattr(rule.action, status)
    return told


def runs(rule: Determination, status: Status) -> bool:
    """Whether a determination's time limit runs: a few run whatever the answer."""
    return rule.due is not None and (status != NOT_MET or rule.due.always)


def dated(edition: Edition, one: Determined, dates: Dates) -> Determined:
    """The same determination with the dates on which its time limit ends."""
    rule = edition.ruleset.determinations[one.id]
    if one.due is None or rule.due is None:
        return one
    return replace(one, due=due(rule.due, edition.ruleset.sources, dates))
