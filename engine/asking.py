"""What is needed and from whom: the questions whose answers could still settle something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from criteria.decisions import NeedsFact, NeedsJudgement
from criteria.facts import Answers
from criteria.words import Settled
from engine.edition import Edition
from engine.judging import left_to_people


def needed(
    edition: Edition, answers: Answers, judgements: Mapping[str, Settled]
) -> tuple[tuple[NeedsFact, ...], tuple[NeedsJudgement, ...]]:
    """The facts and the judgements that could still settle something, and what they settle."""
    facts, judged = edition.reach.needs(answers, judgements)
    return (
        tuple(facts_needed(edition, facts)),
        (*facts_to_judge(edition, facts), *criteria_to_judge(edition, answers, judged)),
    )


def facts_needed(edition: Edition, needs: Mapping[str, list[str]]) -> Iterator[NeedsFact]:
    """The findings of fact, with the people who may know."""
    for name, settles in needs.items():
        fact = edition.vocabulary.facts[name]
        if not fact.judgement:
            yield NeedsFact(name, fact.question, fact.who_may_know, tuple(settles))


def facts_to_judge(edition: Edition, needs: Mapping[str, list[str]]) -> Iterator[NeedsJudgement]:
    """The facts that are themselves a judgement of the people deciding."""
    for name, settles in needs.items():
        fact = edition.vocabulary.facts[name]
        if fact.judgement:
            yield NeedsJudgement(fact.question, tuple(settles), fact=name)


def criteria_to_judge(
    edition: Edition, answers: Answers, needs: Mapping[str, list[str]]
) -> Iterator[NeedsJudgement]:
    """The criteria that the answers leave to people."""
    for name, settles in needs.items():
        leaves = left_to_people(edition.ruleset, answers, name)
        if leaves:
            question = edition.ruleset.criteria[leaves[0]].judgement_question or ""
            yield NeedsJudgement(question, tuple(settles), criterion=name)
