"""What makes a ruleset unsound; each finding names the rule and, where it can, the nearest word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from criteria.errors import RulesetError, nearest
from criteria.facts import Trigger, Vocabulary
from criteria.rulesets import Clock, Condition, Criterion, Note, Notice, Ruleset, Source
from criteria.words import UNKNOWN, Referral, Status

Findings = Iterator[str]


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
    if findings:
        raise RulesetError("\n".join(f"{ruleset.id}: {finding}" for finding in findings))


def known(rule: str, kind: str, names: Iterable[str], choices: Mapping[str, object]) -> Findings:
    """A finding for each name that is not among the choices."""
    for name in names:
        if name not in choices:
            near = nearest(name, choices)
            hint = f" (did you mean `{near}`?)" if near else ""
            yield f"{rule}: `{name}` is not a {kind}{hint}"


def criteria(ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """Criteria: what they rest on, what they leave to people, and their sources."""
    for name, criterion in ruleset.criteria.items():
        rule = f"criterion `{name}`"
        yield from condition(rule, criterion.when, vocabulary)
        yield from known(rule, "criterion", criterion.when.parts, ruleset.criteria)
        yield from known(rule, "source", criterion.sources, ruleset.sources)
        yield from questions(rule, criterion)


def condition(rule: str, when: Condition, vocabulary: Vocabulary) -> Findings:
    """A condition: known facts and answers, no answer counted twice, no part named twice."""
    if len(set(when.parts)) != len(when.parts):
        yield f"{rule}: names the same part twice"
    if when.fact is None:
        return
    yield from known(rule, "fact", [when.fact], vocabulary.facts)
    if when.fact not in vocabulary.facts:
        return
    answers = dict.fromkeys(vocabulary.facts[when.fact].values)
    for answer in (*when.meets, *when.judgement):
        if answer not in answers:
            yield f"{rule}: {not_an_answer(answer, when.fact, answers)}"
    for answer in sorted(set(when.meets) & set(when.judgement)):
        yield f"{rule}: `{answer}` both meets it and is left to judgement"
    if UNKNOWN in when.judgement:
        yield f"{rule}: `unknown` cannot be left to judgement, there is nothing to judge yet"


def not_an_answer(answer: str, fact: str, answers: Iterable[str]) -> str:
    """What to say of an answer that its fact does not have."""
    return f"`{answer}` is not an answer to `{fact}` (did you mean `{nearest(answer, answers)}`?)"


def questions(rule: str, criterion: Criterion) -> Findings:
    """A judgement question stands where something is left to judgement, and only there."""
    if criterion.when.judgement and not criterion.judgement_question:
        yield f"{rule}: leaves answers to judgement but asks no judgement question"
    if criterion.judgement_question and not criterion.when.judgement:
        yield f"{rule}: asks a judgement question but leaves nothing to judgement"


def determinations(ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """Determinations: their grounds, what their force hangs on, and their clocks."""
    for name, determination in ruleset.determinations.items():
        rule = f"determination `{name}`"
        grounds = [ground.criterion for ground in determination.grounds]
        yield from known(rule, "criterion", grounds, ruleset.criteria)
        if determination.otherwise.none_if is not None:
            yield from known(rule, "criterion", [determination.otherwise.none_if], ruleset.criteria)
        yield from known(rule, "source", determination.sources, ruleset.sources)
        if determination.due is not None:
            clocks = [determination.due, determination.due.also]
            for one in filter(None, clocks):
                yield from clock(rule, one, ruleset, vocabulary)


def clock(rule: str, one: Clock, ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """A clock: what it runs from and where it comes from."""
    yield from known(rule, "date", [one.from_], vocabulary.dates)
    yield from known(rule, "source", one.sources, ruleset.sources)


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


def notes(ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """Notes and notices: what they hang on, their sources and clocks."""
    both: list[tuple[str, Note]] = [
        *((f"note `{name}`", note) for name, note in ruleset.notes.items()),
        *((f"notice `{name}`", notice) for name, notice in ruleset.notices.items()),
    ]
    for rule, note in both:
        yield from known(rule, "source", note.sources, ruleset.sources)
        yield from triggers(rule, note.when, ruleset, vocabulary)
        if isinstance(note, Notice) and note.due is not None:
            yield from clock(rule, note.due, ruleset, vocabulary)


def triggers(
    rule: str, when: Iterable[Trigger], ruleset: Ruleset, vocabulary: Vocabulary
) -> Findings:
    """Triggers: each names one known thing and values that it can have."""
    for one in when:
        named = [n for n in (one.criterion, one.determination, one.fact) if n is not None]
        if len(named) != 1:
            yield f"{rule}: a trigger names exactly one of `criterion`, `determination`, `fact`"
        elif one.fact is not None:
            yield from known(rule, "fact", named, vocabulary.facts)
            fact = vocabulary.facts.get(one.fact)
            values = dict.fromkeys(fact.values if fact else one.status)
            yield from (
                f"{rule}: {not_an_answer(answer, one.fact, values)}"
                for answer in one.status
                if answer not in values
            )
        else:
            kind = "criterion" if one.criterion is not None else "determination"
            choices = ruleset.criteria if one.criterion is not None else ruleset.determinations
            yield from known(rule, kind, named, choices)
            yield from known(rule, "status", one.status, dict.fromkeys(get_args(Status)))


def referral(ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """The referral: known criteria, and for every answer a summary that always applies."""
    rows = ruleset.referral
    named = [rows.here] if rows.elsewhere is None else [rows.here, rows.elsewhere]
    yield from known("referral", "criterion", named, ruleset.criteria)
    yield from known("referral", "determination", rows.rests_on, ruleset.determinations)
    answers = dict.fromkeys(get_args(Referral))
    yield from known("referral", "referral", [s.referral for s in rows.summaries], answers)
    for answer in answers if rows.elsewhere else set(answers) - {"refer_elsewhere"}:
        ends = [s for s in rows.summaries if s.referral == answer and not s.when]
        if not ends:
            yield f"referral: `{answer}` has no summary that always applies"
    for summary in rows.summaries:
        yield from triggers("referral", summary.when, ruleset, vocabulary)


def sources(ruleset: Ruleset) -> Findings:
    """Sources: none without an instrument."""
    named: Iterator[tuple[str, Source]] = iter(ruleset.sources.items())
    yield from (f"source `{n}`: names no instrument" for n, s in named if not s.instrument.strip())


def unencoded(ruleset: Ruleset) -> Findings:
    """What is not encoded still has its sources."""
    for name, item in ruleset.not_encoded.items():
        yield from known(f"not_encoded `{name}`", "source", item.sources, ruleset.sources)


def structure(ruleset: Ruleset) -> list[str]:
    """Cycles, and criteria on which nothing rests."""
    found = [f"criterion `{name}`: rests on itself" for name in on_a_cycle(ruleset)]
    if found:
        return found
    bearing = cone(ruleset, roots(ruleset))
    return [f"criterion `{c}`: bears on nothing" for c in ruleset.criteria if c not in bearing]


def on_a_cycle(ruleset: Ruleset) -> list[str]:
    """The criteria from which one comes back to them."""
    return [
        name
        for name, criterion in ruleset.criteria.items()
        if name in cone(ruleset, criterion.when.parts)
    ]


def roots(ruleset: Ruleset) -> list[str]:
    """The criteria that determinations and the referral rest on directly."""
    grounds = [g.criterion for d in ruleset.determinations.values() for g in d.grounds]
    elsewhere = ruleset.referral.elsewhere
    return [*grounds, ruleset.referral.here, *([elsewhere] if elsewhere else [])]


def cone(ruleset: Ruleset, tops: Iterable[str]) -> set[str]:
    """The criteria named, and all that they rest on."""
    seen: set[str] = set()
    waiting = list(tops)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(ruleset.criteria[name].when.parts)
    return seen
