"""A made-up case as one sentence of plain English, from its answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.wording import begun
from criteria.facts import Fact
from criteria.words import UNKNOWN

WHO: Final = "age_group"
"""The fact whose answer says who the sentence is about."""

WHAT: Final = "outcome"
"""The fact whose answer says what happened to them."""


def sentence(facts: Mapping[str, Fact], answers: Mapping[str, str]) -> str:
    """The answers as one sentence, in the order of the facts; what is not known is not said."""
    known = {name: answers[name] for name in facts if answers.get(name, UNKNOWN) != UNKNOWN}
    who = clause(facts, WHO, known.pop(WHO)) if WHO in known else "somebody"
    what = clause(facts, WHAT, known.pop(WHAT)) if WHAT in known else "is spoken of"
    rest = [clause(facts, name, answer) for name, answer in known.items()]
    return begun(f"{who} {what}{': ' if rest else ''}{joined(rest)}.")


def clause(facts: Mapping[str, Fact], name: str, answer: str) -> str:
    """An answer as a part of a sentence."""
    return facts[name].clauses[answer]


def joined(clauses: list[str]) -> str:
    """Clauses as a sentence has them; those that hold a comma are told apart by semicolons."""
    if len(clauses) < 2:
        return "".join(clauses)
    mark = ";" if any("," in one for one in clauses) else ","
    *others, last = clauses
    return f"{f'{mark} '.join(others)}{mark} and {last}"
