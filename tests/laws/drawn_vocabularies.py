"""Generated vocabularies: a few facts with odd words for answers, or now and then the real one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from criteria.facts import Vocabulary
from criteria.shelf import shelf

ODD = ("c", "a'b", 'q"q', "back\\slash", "$ex", "sid", "12+", "always", "é–", "x" * 80, "$and", "m")
"""Names that would mean something to durable_rules or break its parser, were they handed to it."""

WORDS = ("yes", "no", *(f"{odd}." for odd in ODD), *(f"word-{n}" for n in range(20)))


@dataclass(frozen=True)
class Shape:
    """How large a generated ruleset may be, and what it may do."""

    leaves: int = 8
    joins: int = 6
    facts: int = 5
    answers: int = 4
    mixed: bool = True
    """Whether one fact may be presumed from in one rule and asked for in another."""


MIXED = Shape()
SMALL = Shape(leaves=6, joins=5, facts=3, answers=3, mixed=False)
SMALL_MIXED = Shape(leaves=6, joins=5, facts=3, answers=3)
WIDE = Shape(leaves=24, joins=3, facts=4, answers=20)
DEEP = Shape(leaves=3, joins=30, facts=3)


@st.composite
def vocabularies(draw: DrawFn, shape: Shape = MIXED) -> Vocabulary:
    """A vocabulary of a few facts, some of them judgements."""
    facts = {
        f"fact_{n}": draw(fact(shape.answers)) for n in range(draw(st.integers(1, shape.facts)))
    }
    dates = {"decision": {"words": "the decision"}}
    return Vocabulary.model_validate({"facts": facts, "dates": dates, "contradictions": {}})


@st.composite
def fact(draw: DrawFn, answers: int) -> dict[str, Any]:
    """A fact with two answers or more."""
    size = draw(st.integers(2, answers))
    start = draw(st.integers(0, len(WORDS) - size))
    return {
        "question": "?",
        "help": "",
        "who_may_know": ["anyone"],
        "judgement": draw(st.booleans()),
        "answers": {word: word for word in WORDS[start : start + size]},
    }


def any_vocabulary(shape: Shape = MIXED) -> st.SearchStrategy[Vocabulary]:
    """A generated vocabulary, or now and then the real one."""
    return st.one_of(vocabularies(shape), vocabularies(shape), st.just(shelf().vocabulary))
