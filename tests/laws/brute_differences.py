"""Where two editions are settled and differ, by brute force: from decisions alone, no diagram.

What a force may still become is tried out: each criterion that is open is taken as met and as not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from itertools import combinations, product

from criteria import meaning
from criteria.decisions import Decision
from criteria.rulesets import Determination, Ruleset
from criteria.words import FORCES, MET, NOT_MET, UNDETERMINED, UNKNOWN, Force, Status

Facts = dict[str, str]
Found = frozenset[tuple[str, str]]
Decided = tuple[Ruleset, Decision]
Decide = Callable[[Facts], tuple[Decided, Decided]]


def ways(decision: Decision, rule: Determination) -> Iterator[dict[str, Status]]:
    """Every way that the open criteria of a determination may come out."""
    names = dict.fromkeys([*(g.criterion for g in rule.grounds), *rule.otherwise.gates])
    statuses = {finding.id: finding.status for finding in decision.criteria}
    choices = [
        (MET, NOT_MET) if statuses[name] == UNDETERMINED else (statuses[name],) for name in names
    ]
    for chosen in product(*choices):
        yield dict(zip(names, chosen, strict=True))


def forces(decision: Decision, rule: Determination, *, powers: bool = False) -> set[Force]:
    """The forces that a determination may come to have; its powers alone, a duty being none."""
    found: set[Force] = set()
    for statuses in ways(decision, rule):
        force = meaning.outcome(rule, statuses)[1]
        assert force is not None
        found.add("none" if powers and force in ("must", "should") else force)
    return found


def strongest_of(one: set[Force], other: set[Force]) -> set[Force]:
    """The forces that the stronger of two may come to be."""
    return {max(pair, key=FORCES.index) for pair in product(one, other)}


def only(found: set[Force]) -> Force | None:
    """The one force there is, or None of several."""
    return next(iter(found)) if len(found) == 1 else None


def referral_force(decided: Decided) -> Force | None:
    """The one force that the referral can have, or None."""
    ruleset, decision = decided
    powers = decision.referral == "no_duty_to_refer"
    names: Iterable[str] = ruleset.determinations if powers else ruleset.referral.rests_on
    if decision.referral == "refer_elsewhere":
        names = ruleset.turning_elsewhere()
    rules = [ruleset.determinations[name] for name in names]
    if decision.referral == UNDETERMINED or not rules:
        return None
    return only(reduce(strongest_of, (forces(decision, rule, powers=powers) for rule in rules)))


def force(decided: Decided, name: str) -> Force | None:
    """The one force that a determination can have, or None while it is open."""
    ruleset, decision = decided
    if decision.determination(name).status == UNDETERMINED:
        return None
    return only(forces(decision, ruleset.determinations[name]))


def duty(decided: Decided, name: str) -> Force | None:
    """The same of a determination that the other edition has not; a power is none."""
    ruleset, decision = decided
    if name not in ruleset.determinations or decision.determination(name).status == NOT_MET:
        return "none"
    return force(decided, name)


def pairs(one: Decided, other: Decided) -> Iterator[tuple[object, object]]:
    """Everything that two decisions are compared in; None where it is not settled."""
    yield one[1].referral, other[1].referral
    yield referral_force(one), referral_force(other)
    ours, theirs = one[0].determinations, other[0].determinations
    neither = one[1].referral == other[1].referral == "no_duty_to_refer"
    for name in {**ours, **theirs}:
        if name in ours and name in theirs:
            yield force(one, name), force(other, name)
        elif neither:
            yield duty(one, name), duty(other, name)


def settled_apart(one: Decided, other: Decided) -> bool:
    """Whether two decisions are settled in their referrals and differ in something settled."""
    if UNDETERMINED in (one[1].referral, other[1].referral):
        return False
    return any(a != b and None not in (a, b) for a, b in pairs(one, other))


def subsets(facts: Mapping[str, str]) -> Iterator[Facts]:
    """Every proper subset of a set of answers."""
    for size in range(len(facts)):
        yield from (dict(chosen) for chosen in combinations(facts.items(), size))


def domain(answers: Mapping[str, Iterable[str]]) -> Iterator[Facts]:
    """Every set of answers, of these facts with these answers."""
    for chosen in product(*((*each, UNKNOWN) for each in answers.values())):
        told = zip(answers, chosen, strict=True)
        yield {fact: answer for fact, answer in told if answer != UNKNOWN}


def smallest_in(answers: Mapping[str, Iterable[str]], decide: Decide) -> set[Found]:
    """The smallest sets of answers in a domain on which the editions are settled and differ."""
    differ = {as_found(facts) for facts in domain(answers) if settled_apart(*decide(facts))}
    return {one for one in differ if not any(other < one for other in differ)}


def as_found(facts: Mapping[str, str]) -> Found:
    """A set of answers as a set."""
    return frozenset(facts.items())
