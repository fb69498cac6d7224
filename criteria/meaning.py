"""The meaning of a ruleset, written once and slowly; nothing that decides may import it."""

from __future__ import annotations

from collections.abc import Mapping

from criteria.conditions import Condition
from criteria.rulesets import Determination, Ruleset
from criteria.words import MET, NOT_MET, UNDETERMINED, UNKNOWN, Force, Referral, Status, strongest

Case = Mapping[str, str]
Statuses = dict[str, Status]


def statuses(ruleset: Ruleset, facts: Case, judgements: Case) -> Statuses:
    """The status of every criterion, from the facts and what people judged."""
    found: Statuses = {}

    def status(name: str) -> Status:
        when = ruleset.criteria[name].when
        if name not in found and when.how == "fact":
            found[name] = leaf(when, facts, judgements.get(ruleset.judgement_id(name)))
        elif name not in found:
            found[name] = joined(when.how, [status(part) for part in when.parts])
        return found[name]

    return {name: status(name) for name in ruleset.criteria}


def leaf(when: Condition, facts: Case, judgement: str | None) -> Status:
    """A condition on one fact: silence is not an answer, unless the rule says so."""
    answer = facts[when.fact or ""]
    if answer in when.meets or (answer in when.judgement and judgement == MET):
        return MET
    still_open = answer == UNKNOWN or (answer in when.judgement and judgement is None)
    return UNDETERMINED if still_open else NOT_MET


def joined(how: str, parts: list[Status]) -> Status:
    """All or any of the parts, in three values."""
    decisive: Status = NOT_MET if how == "all" else MET
    if decisive in parts:
        return decisive
    return UNDETERMINED if UNDETERMINED in parts else MET if how == "all" else NOT_MET


def outcome(rule: Determination, found: Statuses) -> tuple[Status, Force | None, Force | None]:
    """The status of a determination, its force, and the stronger force it may yet become."""
    overall = joined("any", [found[ground.criterion] for ground in rule.grounds])
    if overall == UNDETERMINED:
        return overall, None, None
    if overall == NOT_MET:
        left = rule.otherwise
        lost = left.none_if is not None and found[left.none_if] == NOT_MET
        kept = left.unless is not None and found[left.unless] == MET
        return overall, "none" if lost and not kept else left.force, None
    force = strongest([g.force for g in rule.grounds if found[g.criterion] == MET])
    reachable = strongest([g.force for g in rule.grounds if found[g.criterion] != NOT_MET])
    return overall, force, reachable if reachable != force else None


def referral(ruleset: Ruleset, found: Statuses) -> Referral:
    """Whether to refer: here, elsewhere, not at all, or not yet known."""
    rows = ruleset.referral
    here = found[rows.here]
    elsewhere = found[rows.elsewhere] if rows.elsewhere else NOT_MET
    if here == MET:
        return "refer"
    if UNDETERMINED in (here, elsewhere):
        return "undetermined"
    return "refer_elsewhere" if elsewhere == MET else "no_duty_to_refer"
