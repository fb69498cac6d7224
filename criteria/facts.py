"""The facts a case may state, what they may answer, and reading them without guessing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from criteria.errors import InputError, Problem, nearest, quoted
from criteria.words import UNKNOWN


class Plain(BaseModel):
    """A frozen model that refuses a key it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Fact(Plain):
    """One question about a case, with its possible answers in words.

    `of_incident` says that the answer is one for every child in an incident; `clauses` are answers
    as parts of a sentence about a case. They decide nothing, so no digest covers them.
    """

    question: str
    help: str
    who_may_know: tuple[str, ...] = Field(min_length=1, strict=False)
    judgement: bool = False
    of_incident: bool = Field(False, exclude=True)
    answers: dict[str, str] = Field(min_length=2, max_length=20)
    clauses: dict[str, str] = Field({}, exclude=True)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Every answer that may be given, `unknown` last."""
        return (*self.answers, UNKNOWN)

    def words(self, answer: str) -> str:
        """The answer as a person would say it."""
        return "not known" if answer == UNKNOWN else self.answers[answer]


class DateName(Plain):
    """A date that a clock may run from. Only those that are `asked` may stand in a case.

    `told_of` is the duty of which somebody is told on that day. It decides nothing, so no digest
    covers it.
    """

    words: str
    asked: bool = True
    told_of: str | None = Field(None, exclude=True)


class Trigger(Plain):
    """A test that a note or notice hangs on: the status of a rule, or the answer to a fact."""

    criterion: str | None = None
    determination: str | None = None
    fact: str | None = None
    status: tuple[str, ...] = Field(alias="is", min_length=1, strict=False)


class Contradiction(Plain):
    """Answers that cannot all be true; the case is decided as it stands, with this note."""

    when: tuple[Trigger, ...] = Field(min_length=2, strict=False)
    text: str


class Vocabulary(Plain):
    """Every fact, date and contradiction the product knows, once."""

    facts: dict[str, Fact]
    dates: dict[str, DateName]
    contradictions: dict[str, Contradiction]

    @cached_property
    def valid(self) -> frozenset[tuple[str, str]]:
        """Every fact with every answer it may have, as pairs."""
        return frozenset((name, value) for name, f in self.facts.items() for value in f.values)

    @cached_property
    def silence(self) -> dict[str, str]:
        """Every fact, not known."""
        return dict.fromkeys(self.facts, UNKNOWN)


class Answers(Mapping[str, str]):
    """An immutable set of answers, one for each fact of the vocabulary, in its order."""

    __slots__ = ("_answers", "_table")

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = dict(answers)
        self._table = MappingProxyType(self._answers)

    def __reduce__(self) -> tuple[type[Answers], tuple[dict[str, str]]]:
        return type(self), (dict(self._answers),)

    def __getitem__(self, fact: str) -> str:
        return self._answers[fact]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def __hash__(self) -> int:
        return hash(frozenset(self._answers.items()))

    @property
    def table(self) -> Mapping[str, str]:
        """The answers as a table that cannot be written to: quicker to look up in."""
        return self._table

    def __repr__(self) -> str:
        return f"Answers({self._answers!r})"

    def changed(self, changes: Mapping[str, str]) -> Answers:
        """The same answers with some replaced."""
        return Answers({**self._answers, **changes})


def read_facts(vocabulary: Vocabulary, facts: object) -> Answers:
    """Every fact of the vocabulary with its answer; a fact that is absent is `unknown`.

    Raises InputError that names every fact or answer which is not in the vocabulary.
    """
    if not isinstance(facts, Mapping):
        raise InputError([Problem(("facts",), f"{quoted(facts)} is not a table of facts")])
    if problems := problems_in(vocabulary, facts):
        raise InputError(problems)
    return Answers(vocabulary.silence | dict(facts))


def problems_in(vocabulary: Vocabulary, facts: Mapping[object, object]) -> list[Problem]:
    """Every fact or answer that is not in the vocabulary."""
    try:
        if vocabulary.valid.issuperset(facts.items()):
            return []
    except TypeError:  # a list or a table is no answer; each fact is looked at to say which
        pass
    return [
        problem_with(vocabulary, name, answer)
        for name, answer in facts.items()
        if not (isinstance(name, str) and name in vocabulary.facts)
        or not (isinstance(answer, str) and answer in vocabulary.facts[name].values)
    ]


def problem_with(vocabulary: Vocabulary, name: object, answer: object) -> Problem:
    """What is wrong with one fact or its answer."""
    if not isinstance(name, str) or name not in vocabulary.facts:
        near = nearest(name, vocabulary.facts)
        return Problem(("facts", str(name)), f"{quoted(name)} is not a fact", near)
    message = f"{quoted(answer)} is not an answer to {quoted(name)}"
    return Problem(("facts", name), message, nearest(answer, vocabulary.facts[name].values))
