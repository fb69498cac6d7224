"""A made-up case as a link states it: facts and their answers, and no other word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlencode

from criteria.errors import InputError, Problem, nearest, quoted
from criteria.facts import problems_in
from criteria.shelf import shelf
from criteria.words import UNKNOWN

TRANSITIONAL: Final = "transitional"
"""Whether the transitional edition is compared along with the five."""

WAS: Final = "was"
"""What a fact was answered before it was changed, as `fact.answer`; once for each."""

SHOWN: Final = "shown"
"""What a form was filled with when it was shown, in the same way."""

SCENARIO: Final = "scenario"
"""The scenario of the library that the facts were taken from."""

PARTS: Final = (TRANSITIONAL, WAS, SHOWN, SCENARIO)


@dataclass(frozen=True, slots=True)
class Stated:
    """A case that somebody made up: what is known, and what it was before it was changed.

    A fact that is not here is not known.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    transitional: bool = False
    was: Mapping[str, str] = field(default_factory=dict)
    scenario: str | None = None

    @property
    def before(self) -> dict[str, str]:
        """The facts as they were before some were changed."""
        return known({**self.facts, **self.was})

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions that are compared, the oldest first."""
        timeline = shelf().timeline
        return timeline.editions if self.transitional else timeline.compared

    def query(self) -> str:
        """The same as the query of a link, always in the same order."""
        told = list(self.facts.items())
        told += [(TRANSITIONAL, "yes")] if self.transitional else []
        told += [(WAS, one) for one in paired(self.was)]
        told += [(SCENARIO, self.scenario)] if self.scenario is not None else []
        return urlencode(told)

    def settled(self) -> Stated:
        """The same without what it was before: the link to send."""
        return replace(self, was={})


def stated(pairs: Iterable[tuple[str, str]]) -> Stated:
    """The case that the query of a link, or a form that was sent, states.

    Raises InputError with every mistake: what is no fact, no answer to one, or said twice. A form
    that says how it was filled when it was shown states what was changed.
    """
    told = [(name, value.strip()) for name, value in pairs]
    answers = [(name, value) for name, value in told if name not in PARTS]
    facts = {name: value for name, value in answers if value}
    problems = [*twice(told), *wrong_in(facts)]
    was, mistakes = earlier(told, WAS)
    shown, more = earlier(told, SHOWN)
    problems += [*mistakes, *more, *misput(told)]
    if problems:
        raise InputError(problems)
    if any(name == SHOWN for name, _ in told):
        was = changed(known(shown), known(facts))
    said = dict(told)
    vocabulary = shelf().vocabulary.facts
    ordered = known({name: facts[name] for name in vocabulary if name in facts})
    return Stated(ordered, said.get(TRANSITIONAL) == "yes", was, said.get(SCENARIO) or None)


def known(facts: Mapping[str, str]) -> dict[str, str]:
    """The facts that are known."""
    return {name: answer for name, answer in facts.items() if answer != UNKNOWN}


def paired(answers: Mapping[str, str]) -> list[str]:
    """Facts with their answers, each as one word."""
    return [f"{name}.{answer}" for name, answer in answers.items()]


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """What each fact was that is answered otherwise now."""
    names = [name for name in shelf().vocabulary.facts if name in before or name in after]
    found = {name: before.get(name, UNKNOWN) for name in names}
    return {name: was for name, was in found.items() if after.get(name, UNKNOWN) != was}


def earlier(told: Iterable[tuple[str, str]], part: str) -> tuple[dict[str, str], list[Problem]]:
    """The answers that a part of the query states, and what is wrong with them."""
    facts = dict(value.partition(".")[::2] for name, value in told if name == part and value)
    return facts, [
        Problem((part, *one.where[1:]), one.message, one.nearest) for one in wrong_in(facts)
    ]


def wrong_in(facts: Mapping[str, str]) -> list[Problem]:
    """What is no fact, or no answer to one. A case here has no reference, and no words."""
    found = problems_in(shelf().vocabulary, dict(facts.items()))
    return [replace(one, where=one.where[1:]) for one in found]


def twice(told: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """What is said more than once and may not be."""
    for name, times in Counter(name for name, _ in told).items():
        if times > 1 and name not in (WAS, SHOWN):
            yield Problem((name,), f"{quoted(name)} is given {times} times")


def misput(told: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """What is wrong with the other parts of the query."""
    for name, value in told:
        if name == TRANSITIONAL and value not in ("", "yes", "no"):
            near = nearest(value, ("yes", "no"))
            yield Problem((name,), f"{quoted(value)} is not `yes` or `no`", near)
