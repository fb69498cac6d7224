"""What makes a ruleset unsound; each finding names the rule and, where it can, the nearest word."""

from __future__ import annotations

from collections.abc import Iterable

from criteria.bearing import structure
from criteria.conditions import Condition
from criteria.errors import RulesetError
from criteria.facts import Contradiction, Vocabulary
from criteria.names import Findings, answers, known
from criteria.rulesets import Criterion, Ruleset
from criteria.timeline import Order, Timeline
from criteria.wording import braces, clauses, clock, notes, referral
from criteria.words import UNKNOWN


def check(ruleset: Ruleset, vocabulary: Vocabulary) -> None:
    """Raise RulesetError with every finding, or return if there is none."""
    findings = [
        *criteria(ruleset, vocabulary),
        *determinations(ruleset, vocabulary),
        *considerations(ruleset, vocabulary),
        *notes(ruleset, vocabulary),
        *referral(ruleset, vocabulary),
        *sources(ruleset),
        *unencoded(ruleset),
        *known("in_force", "source", ruleset.in_force.sources, ruleset.sources),
    ]
    findings += structure(ruleset) if not findings else ()
    refuse(ruleset.id, findings)


def check_shared(vocabulary: Vocabulary, timeline: Timeline) -> None:
    """Raise RulesetError with every finding against what all editions share."""
    said = vocabulary.contradictions.items()
    refuse("facts", [f for name, one in said for f in contradiction(name, one, vocabulary)])
    found = [f for one in timeline.orders for f in order(one, vocabulary)]
    found += braces("out_of_force", timeline.out_of_force, ("edition", "on"))
    found += braces("looked_for_note", timeline.looked_for_note, ("day",))
    refuse("timeline", found)


def refuse(name: str, findings: Iterable[str]) -> None:
    """Raise RulesetError with all findings, if there are any."""
    if lines := [f"{name}: {finding}" for finding in findings]:
        raise RulesetError("\n".join(lines))


def contradiction(name: str, one: Contradiction, vocabulary: Vocabulary) -> Findings:
    """A contradiction is between answers alone: every edition has it, whatever its rules are."""
    rule = f"contradiction `{name}`"
    for trigger in one.when:
        if trigger.fact is None or trigger.criterion or trigger.determination:
            yield f"{rule}: hangs on more than facts"
        else:
            yield from answers(rule, trigger.fact, trigger.status, vocabulary)


def order(one: Order, vocabulary: Vocabulary) -> Findings:
    """An order is of dates that there are."""
    rule = f"the order of `{one.first}` and `{one.then}`"
    yield from known(rule, "date", [one.first, one.then], vocabulary.dates)


def criteria(ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """Criteria: what they rest on, what they leave to people, and their sources."""
    for name, criterion in ruleset.criteria.items():
        rule = f"criterion `{name}`"
        yield from condition(rule, criterion.when, vocabulary)
        yield from known(rule, "criterion", criterion.when.parts, ruleset.criteria)
        yield from known(rule, "source", criterion.sources, ruleset.sources)
        yield from questions(rule, criterion)
        yield from standing(rule, criterion, ruleset)


def condition(rule: str, when: Condition, vocabulary: Vocabulary) -> Findings:
    """A condition: known facts and answers, no answer counted twice, no part named twice."""
    if len(set(when.parts)) != len(when.parts):
        yield f"{rule}: names the same part twice"
    if when.fact is None:
        return
    yield from answers(rule, when.fact, (*when.meets, *when.judgement), vocabulary)
    for answer in sorted(set(when.meets) & set(when.judgement)):
        yield f"{rule}: `{answer}` both meets it and is left to judgement"
    if UNKNOWN in when.judgement:
        yield f"{rule}: `unknown` cannot be left to judgement, there is nothing to judge yet"


def questions(rule: str, criterion: Criterion) -> Findings:
    """A judgement question stands where something is left to judgement, and only there."""
    if criterion.when.judgement and not criterion.judgement_question:
        yield f"{rule}: leaves answers to judgement but asks no judgement question"
    if criterion.judgement_question and not criterion.when.judgement:
        yield f"{rule}: asks a judgement question but leaves nothing to judgement"


def standing(rule: str, criterion: Criterion, ruleset: Ruleset) -> Findings:
    """What a criterion stands for is there; if people judge the one, they judge the other."""
    first = criterion.stands_for
    if first is None:
        return
    yield from known(rule, "criterion to stand for", [first], ruleset.criteria)
    judged = first not in ruleset.criteria or ruleset.criteria[first].when.judgement
    if criterion.when.judgement and not judged:
        yield f"{rule}: stands for `{first}`, which leaves nothing to judgement"


def determinations(ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """Determinations: their grounds, what their force hangs on, and their clocks."""
    for name, determination in ruleset.determinations.items():
        rule = f"determination `{name}`"
        grounds = [ground.criterion for ground in determination.grounds]
        yield from known(rule, "criterion", grounds, ruleset.criteria)
        yield from known(rule, "criterion", determination.otherwise.gates, ruleset.criteria)
        if determination.otherwise.unless and not determination.otherwise.none_if:
            yield f"{rule}: `unless` says nothing without `none_if`"
        yield from known(rule, "source", determination.sources, ruleset.sources)
        yield from clauses(rule, determination)
        if determination.due is not None:
            for one in determination.due.readings:
                yield from clock(rule, one, ruleset, vocabulary)
                if one.length < 0:
                    yield f"{rule}: a time limit of {one.length} ends before it begins"


def considerations(ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """Considerations: each rests on one fact and belongs to a determination."""
    for name, consideration in ruleset.considerations.items():
        rule = f"consideration `{name}`"
        yield from condition(rule, consideration.when, vocabulary)
        if consideration.when.fact is None:
            yield f"{rule}: must rest on a fact"
        if name in ruleset.criteria:
            yield f"{rule}: has the name of a criterion"
        yield from known(rule, "determination", [consideration.for_], ruleset.determinations)
        yield from known(rule, "source", consideration.sources, ruleset.sources)


def sources(ruleset: Ruleset) -> Findings:
    """Sources: none without an instrument."""
    for name, source in ruleset.sources.items():
        if not source.instrument.strip():
            yield f"source `{name}`: names no instrument"


def unencoded(ruleset: Ruleset) -> Findings:
    """What is not encoded still has its sources."""
    for name, item in ruleset.not_encoded.items():
        yield from known(f"not_encoded `{name}`", "source", item.sources, ruleset.sources)
