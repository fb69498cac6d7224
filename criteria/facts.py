"""The facts a case may state, what they may answer, and reading them without guessing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict, Field

from criteria.errors import InputError, Problem, nearest, quoted
from criteria.words import UNKNOWN


class Plain(BaseModel):
    """A frozen model that refuses a key it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Fact(Plain):
    """One question about a case, with its possible answers in words."""

    question: str
    help: str
    who_may_know: tuple[str, ...] = Field(min_length=1, strict=False)
    judgement: bool = False
    answers: dict[str, str] = Field(min_length=2, max_length=20)

    @property
    def values(self) -> tuple[str, ...]:
        """Every answer that may be given, `unknown` last."""
        return (*self.answers, UNKNOWN)

    def words(self, answer: str) -> str:
        """The answer as a person would say it."""
        return "not known" if answer == UNKNOWN else self.answers[answer]


class DateName(Plain):
    """A date that a clock may run from. Only those that are `asked` may stand in a case."""

    words: str
    asked: bool = True


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


class Answers(Mapping[str, str]):
    """An immutable set of answers, one for each fact of the vocabulary, in its order."""

    __slots__ = ("_answers",)

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = dict(answers)

    def __getitem__(self, fact: str) -> str:
        return self._answers[fact]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def __hash__(self) -> int:
        return hash(frozenset(self._answers.items()))

    def __repr__(self) -> str:
        return f"Answers({self._answers!r})"

    def changed(self, changes: Mapping[str, str]) -> Answers:
        """The same answers with some replaced."""
        return Answers(self._answers | dict(changes))


def read_facts(vocabulary: Vocabulary, facts: object) -> Answers:
    """Every fact of the vocabulary with its answer; a fact that is absent is `unknown`.

    Raises InputError that names every fact or answer which is not in the vocabulary.
    """
    if not isinstance(facts, Mapping):
        raise InputError([Problem(("facts",), f"{quoted(facts)} is not a table of facts")])
    read = dict.fromkeys(vocabulary.facts, UNKNOWN)
    problems = [
        problem
        for name, answer in facts.items()
        if (problem := problem_with(vocabulary, name, answer)) is not None
    ]
    if problems:
        raise InputError(problems)
    read.update(facts)
    return Answers(read)


def problem_with(vocabulary: Vocabulary, name: object, answer: object) -> Problem | None:
    """What is wrong with one fact and its answer, if anything."""
    if not isinstance(name, str) or name not in vocabulary.facts:
        near = nearest(name, vocabulary.facts)
        return Problem(("facts", str(name)), f"{quoted(name)} is not a fact", near)
    fact = vocabulary.facts[name]
    if isinstance(answer, str) and answer in fact.values:
        return None
    return Problem(
        ("facts", name),
        f"{quoted(answer)} is not an answer to {quoted(name)}",
        nearest(answer, fact.values),
    )
