"""The next question: which unknown fact would settle most, and where each answer would lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean

from criteria.decisions import Cited, Decision, NeedsFact, NeedsJudgement, RulesetRef
from criteria.words import Referral
from engine.decider import Decider
from engine.ready import ready


@dataclass(frozen=True, slots=True)
class LeadsTo:
    """One answer to a question: in words, the referral then, and how many questions are left."""

    answer: str
    words: str
    referral: Referral
    left: int


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A criterion for whose sake a question is asked, with its sources."""

    criterion: str
    title: str
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is not known and could still settle something."""

    fact: str
    question: str
    help: str
    judgement: bool
    who_may_know: tuple[str, ...]
    settles: tuple[str, ...]
    why: tuple[AskedFor, ...]
    answers: tuple[LeadsTo, ...]
    expected_open: float
    expected_left: float


@dataclass(frozen=True, slots=True)
class NextQuestions:
    """The questions still open, the one expected to settle most first; none when all is settled.

    `judgements` are what the answers given so far leave to people.
    """

    edition: str
    ruleset: RulesetRef
    referral: Referral
    questions: tuple[Question, ...]
    judgements: tuple[NeedsJudgement, ...]


def next_questions(
    edition: str, facts: Mapping[str, str], judgements: Mapping[str, str] | None = None
) -> NextQuestions:
    """What to ask next: the unknown facts that could still settle something, ranked.

    Each answer is taken to be as likely as the next; the question after which the fewest things
    are expected to be open, and then the fewest questions to be left, comes first. Costs a
    decision for each answer to each question. Raises as `decide` does.
    """
    decider = ready(edition)
    now = decider.decide(facts, judgements)
    found = sorted(questions(decider, now), key=lambda one: (one.expected_open, one.expected_left))
    left_to_people = tuple(one for one in now.needs_judgement if one.fact is None)
    return NextQuestions(now.edition, now.ruleset, now.referral, tuple(found), left_to_people)


def questions(decider: Decider, now: Decision) -> Iterator[Question]:
    """Every question still open, in the order of the facts."""
    needs: dict[str, NeedsFact | NeedsJudgement] = {
        one.fact: one for one in needed(now) if one.fact is not None
    }
    for name in decider.edition.vocabulary.facts:
        if name in needs:
            yield question(decider, now, name, needs[name].settles)


def question(decider: Decider, now: Decision, name: str, settles: tuple[str, ...]) -> Question:
    """One question, with where each of its answers would lead."""
    fact = decider.edition.vocabulary.facts[name]
    after = {
        answer: decider.decide(now.facts.changed({name: answer}), now.judgements)
        for answer in fact.answers
    }
    return Question(
        fact=name,
        question=fact.question,
        help=fact.help,
        judgement=fact.judgement,
        who_may_know=fact.who_may_know,
        settles=settles,
        why=tuple(asked_for(decider, now, name)),
        answers=tuple(
            LeadsTo(answer, fact.words(answer), then.referral, left(then))
            for answer, then in after.items()
        ),
        expected_open=average([still_open(then) for then in after.values()]),
        expected_left=average([left(then) for then in after.values()]),
    )


def asked_for(decider: Decider, now: Decision, fact: str) -> Iterator[AskedFor]:
    """The criteria that are open because this fact is not known."""
    for finding in now.criteria:
        if (
            finding.open == "fact"
            and decider.edition.ruleset.criteria[finding.id].when.fact == fact
        ):
            yield AskedFor(finding.id, finding.title, finding.sources)


def needed(decision: Decision) -> list[NeedsFact | NeedsJudgement]:
    """Everything that could still settle something."""
    return [*decision.needs_facts, *decision.needs_judgement]


def still_open(decision: Decision) -> int:
    """How many things – the referral, determinations, forces – could still be settled."""
    return len({target for need in needed(decision) for target in need.settles})


def left(decision: Decision) -> int:
    """How many questions are left."""
    return len(needed(decision))


def average(counts: list[int]) -> float:
    """The mean of some counts, to three places."""
    return round(float(mean(map(Fraction, counts))), 3)
