"""A whole ruleset, printed for a person: every rule with its reasons, sources and grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.listing import indented
from api.wording import FORCES, WEIGHTS
from criteria.clocks import Clock, Limit
from criteria.conditions import Condition
from criteria.facts import Fact, Trigger
from criteria.rulesets import Changeable, Message, Note, Notice, Ruleset, Source
from criteria.versions import Volume
from criteria.words import UNKNOWN
from criteria.writing import day


def explained(volume: Volume) -> str:
    """The ruleset as text, section by section."""
    ruleset, facts = volume.ruleset, volume.vocabulary.facts
    rows = [
        *indented(f"{ruleset.id} – {ruleset.title}", 0),
        *indented(f"{ruleset.publisher}. {ruleset.in_force.text}."),
        *indented(ruleset.about),
        *indented(f"Version {ruleset.version}, digest {volume.digest}"),
    ]
    rows += [*headed("Determinations"), *determinations(ruleset)]
    rows += [*headed("Criteria"), *criteria(ruleset, facts)]
    if ruleset.considerations:
        rows += [*headed("Considerations"), *considerations(ruleset, facts)]
    rows += [*headed("Referral"), *referral(ruleset)]
    rows += [*headed("Notes"), *notes(ruleset, ruleset.notes)]
    rows += [*headed("Notices"), *notes(ruleset, ruleset.notices)]
    rows += [*headed("Known, and not decided here"), *unencoded(ruleset)]
    rows += [*headed("Sources"), *sources(ruleset.sources)]
    return "\n".join(rows)


def headed(title: str) -> list[str]:
    """A heading with space above it."""
    return ["", title.upper()]


def determinations(ruleset: Ruleset) -> Iterator[str]:
    """Each determination with its grounds, who acts, what follows, and by when."""
    for name, one in ruleset.determinations.items():
        yield ""
        yield f"{name}: {one.title}"
        for ground in one.grounds:
            yield from indented(f"{FORCES[ground.force]} where {ground.criterion} is met")
        gates = " or ".join(one.otherwise.gates)
        gate = f", none unless {gates} is met" if gates else ""
        yield from indented(f"otherwise {one.otherwise.force}{gate}")
        yield from indented(f"who: {one.duty_holder}; decided by: {one.decision_maker}")
        told = ((status, action) for status, action in one.action if action)
        for status, action in told:
            yield from indented(f"{status.replace('_', ' ')}: {action}")
        if one.due is not None:
            yield from limit(one.due)
        yield from cited(one.sources, one)


def criteria(ruleset: Ruleset, facts: Mapping[str, Fact]) -> Iterator[str]:
    """Each criterion with its question, its condition in words and its sources."""
    for name, one in ruleset.criteria.items():
        yield ""
        yield from indented(f"{name}: {one.title}", 0)
        yield from indented(one.question)
        yield from condition(one.when, facts)
        if one.judgement_question:
            yield from indented(f"asked of people: {one.judgement_question}")
        if one.stands_for:
            yield from indented(f"in this test what {one.stands_for} is in the other")
        yield from cited(one.sources, one)


def condition(when: Condition, facts: Mapping[str, Fact]) -> Iterator[str]:
    """A condition in words."""
    if when.fact is None:
        yield from indented(f"{when.how} of: {', '.join(when.parts)}")
        return
    fact = facts[when.fact]
    met = "; ".join(fact.words(answer) for answer in when.meets) or "no answer by itself"
    yield from indented(f"met by {when.fact}: {met}")
    if when.judgement:
        left = "; ".join(fact.words(answer) for answer in when.judgement)
        yield from indented(f"left to people: {left}")
    if UNKNOWN in when.meets:
        yield from indented("presumed while it is not known")


def considerations(ruleset: Ruleset, facts: Mapping[str, Fact]) -> Iterator[str]:
    """Each consideration with its weight."""
    for name, one in ruleset.considerations.items():
        yield ""
        yield from indented(f"{name}: {one.title} (for {one.for_}; {WEIGHTS[one.weight]})", 0)
        yield from condition(one.when, facts)
        yield from cited(one.sources, one)


def referral(ruleset: Ruleset) -> Iterator[str]:
    """Where a case is referred, and the words for each answer."""
    rows = ruleset.referral
    yield from indented(f"here: {rows.here}; elsewhere: {rows.elsewhere or 'never'}")
    for summary in rows.summaries:
        yield from indented(f"{summary.referral}{triggers(summary.when)}: {summary.text}")


def notes(ruleset: Ruleset, told: Mapping[str, Message]) -> Iterator[str]:
    """Notes or notices, with what they hang on."""
    for name, one in told.items():
        yield ""
        yield from indented(f"{name}{triggers(one.when)}", 0)
        if isinstance(one, Notice):
            follows = f"after the decision on {one.of}" if one.of else "after the decision"
            yield from indented(f"{FORCES[one.force]}, {follows}, {one.whether}: {one.to}")
        if isinstance(one, Note):
            yield from indented(place_note(one))
        yield from indented(one.text)
        if isinstance(one, Notice) and one.due is not None:
            yield from limit(one.due)
        yield from cited(one.sources, one)


def place_note(note: Note) -> str:
    """Where a note stands, and the days of the decisions it is about."""
    days = [
        f"{word} {day(found)}"
        for word, found in (("from", note.decided_from), ("until", note.decided_until))
        if found is not None
    ]
    about = f"of decisions {' '.join(days)}" if days else ""
    return "; ".join(said for said in ("stands first" if note.first else "", about) if said)


def triggers(when: tuple[Trigger, ...]) -> str:
    """What a note hangs on, in words."""
    if not when:
        return ""
    said = [
        f"{one.fact or one.criterion or one.determination} is {' or '.join(one.status)}"
        for one in when
    ]
    return f" (where {' and '.join(said)})"


def limit(due: Limit) -> Iterator[str]:
    """A time limit, in each of its readings."""
    yield from clock(due)
    yield from clock(due.also) if due.also else ()


def clock(one: Clock) -> Iterator[str]:
    """A time limit, what it runs from and its sources."""
    yield from indented(f"by when: {one.text} From: {one.from_}. ({', '.join(one.sources)})")


def cited(names: tuple[str, ...], rule: Changeable) -> Iterator[str]:
    """The sources of a rule by name, and what it changed in the one it replaces."""
    if rule.changed:
        yield from indented(f"changed: {rule.changed}")
    yield from indented(f"sources: {', '.join(names)}")


def unencoded(ruleset: Ruleset) -> Iterator[str]:
    """What is known of the law and not decided."""
    for one in ruleset.not_encoded.values():
        yield from indented(f"{one.text} ({', '.join(one.sources)})")


def sources(named: Mapping[str, Source]) -> Iterator[str]:
    """Every source with its grade and the words that matter."""
    for name, one in named.items():
        place = f", {one.pinpoint}" if one.pinpoint else ""
        words = f": “{one.words}”" if one.words else ""
        remark = f". {one.remark}" if one.remark else ""
        yield from indented(f"{name} [{one.grade}] {one.instrument}{place}{words}{remark}")
