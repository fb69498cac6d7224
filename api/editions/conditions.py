"""A condition in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from api.wording import begun
from criteria.conditions import Condition
from criteria.facts import Fact
from criteria.words import UNKNOWN


def in_words(when: Condition, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """A condition in a few sentences; that of a join leads to its parts, which follow."""
    if when.fact is None:
        joined = "all of these are" if when.how == "all" else "any of these is"
        return (f"Met where {joined}:",)
    return tuple(on_fact(when, facts[when.fact]))


def on_fact(when: Condition, fact: Fact) -> Iterator[str]:
    """A condition on a fact: what meets it, what is left to people, and what not knowing does."""
    yield f"Asked: {fact.question}"
    met = [answer for answer in when.meets if answer != UNKNOWN]
    yield f"Met by: {said(fact, met)}." if met else "No answer meets it by itself."
    if when.judgement:
        yield f"Left to people: {said(fact, when.judgement)}."
    if others := [a for a in fact.answers if a not in (*when.meets, *when.judgement)]:
        yield f"Not met by: {said(fact, others)}."
    if UNKNOWN in when.meets:
        yield "While it is not known, it is presumed to be met."


def in_brief(when: Condition, facts: Mapping[str, Fact]) -> str:
    """What meets a condition on a fact, in a few words; nothing for a join."""
    if when.fact is None:
        return ""
    fact = facts[when.fact]
    met = [fact.words(answer) for answer in when.meets if answer != UNKNOWN]
    left = [fact.words(answer) for answer in when.judgement]
    parts = [
        *([f"met by: {'; '.join(met)}"] if met else []),
        *([f"left to people: {'; '.join(left)}"] if left else []),
        *(["presumed while not known"] if UNKNOWN in when.meets else []),
    ]
    return " – ".join(parts)


def said(fact: Fact, answers: Iterable[str]) -> str:
    """Answers in words, one after the other."""
    return "; ".join(f"“{begun(fact.words(answer))}”" for answer in answers)
