"""Questions to send: what each agency may know, as a text to copy, with no child's name in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from api.pages.question import PEOPLE, helped
from api.wording import begun
from criteria.decisions import Decision
from criteria.facts import Fact


@dataclass(frozen=True, slots=True)
class Letter:
    """A list of questions for one agency, ready to send."""

    agency: str
    text: str


def letters(
    reference: str, decisions: Iterable[tuple[Decision, Mapping[str, Fact]]]
) -> list[Letter]:
    """What is still needed, agency by agency; a question stands with each that may know.

    Each decision comes with the facts that its rules ask for.
    """
    asked: dict[str, dict[str, Fact]] = {}
    for decision, facts in decisions:
        for need in decision.needs_facts:
            for agency in need.who_may_know:
                asked.setdefault(agency, {})[need.fact] = facts[need.fact]
    return [Letter(begun(one), written(reference, facts.values()))
            for one, facts in asked.items() if one != PEOPLE]  # fmt: skip


def written(reference: str, facts: Iterable[Fact]) -> str:
    """The text for one agency."""
    asked = [f"{n}. {question(fact)}" for n, fact in enumerate(facts, 1)]
    head = (
        f"Our reference: {reference}\n\n"
        "We are screening a referral and need what you may know. Please answer each question, say "
        "who told you and when, and say if you do not know: not known is an answer. "
        "Reply under our reference, without names."
    )
    return "\n\n".join([head, *asked])


def question(fact: Fact) -> str:
    """A question with its help and the answers there are."""
    lines = [
        fact.question,
        helped(fact),
        f"Answers: {'; '.join(fact.answers.values())}; not known.",
    ]
    return "\n   ".join(line for line in lines if line)
