"""Questions to send: what each agency may know, as a text to copy, with no child's name in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.question import PEOPLE, helped
from api.wording import begun
from criteria.decisions import Decision
from criteria.shelf import shelf


@dataclass(frozen=True, slots=True)
class Letter:
    """A list of questions for one agency, ready to send."""

    agency: str
    text: str


def letters(reference: str, decisions: Iterable[Decision]) -> list[Letter]:
    """What is still needed, agency by agency; a question stands with each that may know."""
    asked: dict[str, dict[str, None]] = {}
    for decision in decisions:
        for need in decision.needs_facts:
            for agency in need.who_may_know:
                asked.setdefault(agency, {})[need.fact] = None
    return [Letter(begun(one), written(reference, facts)) for one, facts in asked.items()
            if one != PEOPLE]  # fmt: skip


def written(reference: str, names: Iterable[str]) -> str:
    """The text for one agency."""
    asked = [f"{n}. {question(name)}" for n, name in enumerate(names, 1)]
    head = (
        f"Our reference: {reference}\n\n"
        "We are screening a referral and need what you may know. Please answer each question, say "
        "who told you and when, and say if you do not know: not known is an answer. "
        "Reply under our reference, without names."
    )
    return "\n\n".join([head, *asked])


def question(name: str) -> str:
    """A question with its help and the answers there are."""
    fact = shelf().vocabulary.facts[name]
    lines = [
        fact.question,
        helped(fact),
        f"Answers: {'; '.join(fact.answers.values())}; not known.",
    ]
    return "\n   ".join(line for line in lines if line)
