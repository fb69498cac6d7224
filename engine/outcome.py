"""What follows from the findings: determinations with their force, and the referral."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from criteria.decisions import Determined
from criteria.rulesets import Determination
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
from engine.trace import lowest

Statuses = Mapping[str, Status]


def referral(edition: Edition, statuses: Statuses) -> Referral:
    """Whether to refer: here, elsewhere, not at all, or not yet known."""
    rows = edition.ruleset.referral
    here = statuses[rows.here]
    elsewhere = statuses[rows.elsewhere] if rows.elsewhere is not None else NOT_MET
    if here == MET:
        return "refer"
    if UNDETERMINED in (here, elsewhere):
        return "undetermined"
    return "refer_elsewhere" if elsewhere == MET else "no_duty_to_refer"


def standing(statuses: Statuses, determination: Determination) -> Status:
    """The status of a determination: met on any of its grounds."""
    grounds = [statuses[ground.criterion] for ground in determination.grounds]
    if MET in grounds:
        return MET
    return UNDETERMINED if UNDETERMINED in grounds else NOT_MET


def forces(
    statuses: Statuses, determination: Determination, status: Status
) -> tuple[Force | None, Force | None]:
    """The force of a determination, and the stronger one that it may become."""
    if status == UNDETERMINED:
        return None, None
    if status == NOT_MET:
        return force_otherwise(statuses, determination), None
    grounds = determination.grounds
    force = strongest([g.force for g in grounds if statuses[g.criterion] == MET])
    pending = [g.force for g in grounds if statuses[g.criterion] == UNDETERMINED]
    return force, strongest([p for p in pending if force is not None and stronger(p, force)])


def force_otherwise(statuses: Statuses, determination: Determination) -> Force:
    """The force of a determination that is not met: a power that is left, or none."""
    otherwise = determination.otherwise
    if otherwise.none_if is not None and statuses[otherwise.none_if] == NOT_MET:
        return "none"
    return otherwise.force


def determined(edition: Edition, statuses: Statuses, name: str) -> Determined:
    """One determination with all that explains it; its due date is added for each call."""
    rule = edition.ruleset.determinations[name]
    status = standing(statuses, rule)
    force, may_become = forces(statuses, rule, status)
    grounds = [ground.criterion for ground in rule.grounds]
    return Determined(
        id=name,
        title=rule.title,
        status=status,
        force=force,
        may_become=may_become,
        duty_holder=rule.duty_holder,
        decision_maker=rule.decision_maker,
        action=getattr(rule.action, status),
        grounds=tuple(ground for ground in grounds if statuses[ground] == MET),
        defeated_by=lowest_if(edition, statuses, grounds, status, NOT_MET),
        open=lowest_if(edition, statuses, grounds, status, UNDETERMINED),
        due=due(rule.due, edition.ruleset.sources, {}) if runs(rule, status) else None,
        sources=edition.cited(rule.sources),
    )


def lowest_if(
    edition: Edition, statuses: Statuses, grounds: list[str], status: Status, wanted: Status
) -> tuple[str, ...]:
    """The lowest criteria that give a determination this status, if it is the one wanted."""
    return lowest(edition.ruleset, statuses, grounds, wanted) if status == wanted else ()


def runs(rule: Determination, status: Status) -> bool:
    """Whether a determination's time limit runs: a few run whatever the answer."""
    return rule.due is not None and (status != NOT_MET or rule.due.always)


def dated(edition: Edition, one: Determined, dates: Dates) -> Determined:
    """The same determination with the dates on which its time limit ends."""
    rule = edition.ruleset.determinations[one.id]
    if one.due is None or rule.due is None:
        return one
    return replace(one, due=due(rule.due, edition.ruleset.sources, dates))
