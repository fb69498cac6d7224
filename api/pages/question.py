"""What a page shows of one question: the answers in words, who may know, and why it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.answering import Answer, answer_in, must_say_why
from api.pages.dated import Mistake, typed_as
from api.pages.guide import list_noted_facts
from api.pages.wording import with_quotation_marks
from api.register.working import Working
from api.wording import begun, listed, quoted_place
from criteria.decisions import Cited
from criteria.facts import Fact
from criteria.rulesets import Rule
from criteria.shelf import shelf
from criteria.words import UNKNOWN
from engine.dates import cited

PEOPLE = "the people deciding"


@dataclass(frozen=True, slots=True)
class Why:
    """A rule for whose sake something is asked, with its sources and their grades."""

    title: str
    sources: tuple[str, ...]


def why_asked(editions: Sequence[str], fact: str) -> list[Why]:
    """The criteria and considerations that rest on a fact, or the note that asks to find it out."""
    found = [one for edition in editions for one in resting_on(edition, fact)]
    return list(dict.fromkeys(found))


def resting_on(edition: str, fact: str) -> Iterator[Why]:
    """What rests on a fact in one edition."""
    ruleset = shelf().volume(edition).ruleset
    rules: tuple[Rule, ...] = (*ruleset.criteria.values(), *ruleset.considerations.values())
    for rule in rules:
        if rule.when.fact == fact:
            sources = cited(ruleset.sources, rule.sources)
            yield Why(rule.title, tuple(told(one) for one in sources))
    if note := ruleset.notes.get(list_noted_facts(edition).get(fact, "")):
        yield Why(note.text, tuple(told(one) for one in cited(ruleset.sources, note.sources)))


def told(source: Cited) -> str:
    """A source in a line, with its grade."""
    return f"{quoted_place(source)} [{source.grade}]"


def not_known(fact: Fact) -> str:
    """Not knowing yet, as an answer: whom to ask, or that people have not judged."""
    asked = tuple(one for one in fact.who_may_know if one != PEOPLE)
    head = "Not judged yet" if fact.judgement else "Not known yet"
    return f"{head} – ask {listed(asked)}" if asked else head


def in_words(fact: Fact, answer: str) -> str:
    """An answer as a page says it."""
    if not answer:
        return "Not answered"
    if answer == UNKNOWN:
        return "Not judged yet" if fact.judgement else "Not known yet"
    return begun(fact.words(answer))


def helped(fact: Fact) -> str:
    """Plain help, with answers quoted as people do; none where it only says the question again."""
    if fact.help == fact.question:
        return ""
    return with_quotation_marks(fact.help, lambda term: named(fact, term))


def named(fact: Fact, term: str) -> str:
    """An answer that help names: in the words it has among the answers, as far as a colon."""
    answer = fact.answers.get(term.lower().replace(" ", "_"), term)
    return answer.partition(":")[0]


def asked(
    working: Working,
    name: str,
    answer: Answer,
    day: Mapping[str, str] | None = None,
    mistakes: Sequence[Mistake] = (),
) -> dict[str, Any]:
    """What a template needs to ask for a fact: as it was answered, or as it was just typed."""
    fact = shelf().vocabulary.facts[name]
    return {
        "name": name,
        "question": fact.question,
        "help": helped(fact),
        "judgement": fact.judgement,
        "choices": choices(fact, answer),
        "must": [f"“{fact.words(one)}”" for one in must_say_why(name)],
        "reason": answer.reason,
        "agency": answer.agency,
        "day": day or typed_as(answer.on),
        "mark": answer_in(working, name).mark,
        "mistakes": {one.href: one.text for one in mistakes},
        "told": working.told.get(name),
    }


def choices(fact: Fact, answer: Answer) -> list[dict[str, Any]]:
    """The answers to choose from, in words; the last is not to know yet."""
    words = {value: begun(fact.words(value)) for value in fact.answers} | {UNKNOWN: not_known(fact)}
    return [
        {"value": value, "text": text, "checked": value == answer.answer}
        for value, text in words.items()
    ]
