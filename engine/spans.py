"""What a force may still become: the least and the most that it can be when all is known.

Ranks are places in FORCES. What a rule presumes while a fact is not known counts as known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from criteria.decisions import Decision, Determined
from criteria.rulesets import Determination, Otherwise, Ruleset
from criteria.words import DUTIES, FORCES, MET, NOT_MET, UNDETERMINED, Force, Status

Span = tuple[int, int]
Counted = Callable[[Force], Force]
Statuses = Mapping[str, Status]


def as_it_is(force: Force) -> Force:
    """A force, counted as what it is."""
    return force


def as_power(force: Force) -> Force:
    """A force counted as a power: a duty is none."""
    return "none" if force in DUTIES else force


def span(rule: Determination, statuses: Statuses, counted: Counted = as_it_is) -> Span:
    """The ranks between which the force of a determination will come to be."""
    ranks = {status: [0] for status in (MET, UNDETERMINED, NOT_MET)}
    for criterion, rank in ground_ranks(rule).items():
        ranks[statuses[criterion]].append(rank)
    left = otherwise(rule.otherwise, gate_of(rule, statuses))
    return spanned(max(ranks[MET]), ranks[UNDETERMINED], left, counted)


def ground_ranks(rule: Determination) -> dict[str, int]:
    """The rank that each criterion among the grounds brings: of several forces the strongest."""
    ranked = sorted((FORCES.index(ground.force), ground.criterion) for ground in rule.grounds)
    return {criterion: rank for rank, criterion in ranked}


def gate_of(rule: Determination, statuses: Statuses) -> Status:
    """Whether, where no ground is met, what the power that is left hangs on is met."""
    if rule.otherwise.none_if is None:
        return MET
    found = {statuses[gate] for gate in gates_of(rule)}
    return next((one for one in (MET, UNDETERMINED) if one in found), NOT_MET)


def gates_of(rule: Determination) -> tuple[str, ...]:
    """The criteria of which any keeps a power, where no ground is met."""
    return tuple(gate for gate in rule.otherwise.gates if gate not in ground_ranks(rule))


def spanned(met: int, pending: Iterable[int], left: Span, counted: Counted) -> Span:
    """The same, from the rank of the strongest force met (0 if none is), of those that are open.

    `left` are the ranks where no ground is met.
    """
    least, most = left if met == 0 else (counts(met, counted),) * 2
    reached = [counts(rank, counted) for rank in pending if rank > met]
    return min([least, *reached]), max([most, *reached])


def counts(rank: int, counted: Counted) -> int:
    """The rank as which a force counts."""
    return FORCES.index(counted(FORCES[rank]))


def otherwise(rule: Otherwise, gate: Status) -> Span:
    """The ranks of the force where no ground is met, by the criterion that the force hangs on."""
    left = FORCES.index(rule.force)
    return 0 if gate in (NOT_MET, UNDETERMINED) else left, 0 if gate == NOT_MET else left


def together(spans: Iterable[Span]) -> Span:
    """The ranks between which the strongest of several forces will come to be."""
    leasts, mosts = zip(*spans, strict=True)
    return max(leasts), max(mosts)


def settled(found: Span) -> Force | None:
    """The one force that it can be, or None where it may be another."""
    return FORCES[found[0]] if found[0] == found[1] else None


def resting_on(ruleset: Ruleset, referral: str) -> tuple[tuple[str, ...], Counted]:
    """The determinations whose forces a referral has, and as what they count.

    A referral has the force of the duties that it rests on; where nothing need be referred, that of
    the strongest power that is left. Nothing, if it is undetermined.
    """
    rests_on = {
        "refer": (ruleset.referral.rests_on, as_it_is),
        "refer_elsewhere": (ruleset.turning_elsewhere(), as_it_is),
        "no_duty_to_refer": (tuple(ruleset.determinations), as_power),
    }
    return rests_on.get(referral, ((), as_it_is))


def settled_referral_force(decision: Decision, ruleset: Ruleset) -> Force | None:
    """The force of the referral, or None where it is open or may yet be another."""
    names, counted = resting_on(ruleset, decision.referral)
    statuses = {finding.id: finding.status for finding in decision.criteria}
    found = [span(ruleset.determinations[name], statuses, counted) for name in names]
    return settled(together(found)) if found else None


def settled_force(decision: Decision, determined: Determined, ruleset: Ruleset) -> Force | None:
    """The force of a determination, or None where it is open or may yet be another."""
    statuses = {finding.id: finding.status for finding in decision.criteria}
    if determined.status == UNDETERMINED:
        return None
    return settled(span(ruleset.determinations[determined.id], statuses))
