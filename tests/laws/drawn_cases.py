"""Generated cases: answers to any facts of a vocabulary, and judgements on what they leave open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from criteria.facts import Vocabulary
from criteria.rulesets import Ruleset
from criteria.shelf import shelf
from criteria.words import MET, NOT_MET, UNKNOWN

EDITIONS = shelf().timeline.editions
SERIOUS = {
    "age_group": "under_16",
    "abuse_or_neglect": "known",
    "abuse_or_neglect_by": "person",
    "link_to_abuse_or_neglect": "factor",
    "outcome": "died",
    "joint_working": "concern",
    "normal_residence": "this_area",
    "place_of_incident": "this_area",
}
"""A case that meets most tests, so that changing a little in it tells them apart."""

Table = dict[str, str]


@dataclass(frozen=True)
class Case:
    """What is handed to `decide`: facts and judgements."""

    facts: Table
    judgements: Table = field(default_factory=dict)


def told(vocabulary: Vocabulary, facts: Table) -> Table:
    """Every fact of the vocabulary with its answer; what is absent is not known."""
    return dict.fromkeys(vocabulary.facts, UNKNOWN) | facts


def left_open(ruleset: Ruleset, facts: Table) -> list[str]:
    """The judgements that a full table of facts leaves to people."""
    return list(
        dict.fromkeys(
            criterion.stands_for or name
            for name, criterion in ruleset.criteria.items()
            if criterion.when.fact and facts[criterion.when.fact] in criterion.when.judgement
        )
    )


@st.composite
def facts_of(draw: Any, vocabulary: Vocabulary, base: Table | None = None) -> Table:
    """Answers to any of the facts, in any order; the others are absent, or said to be unknown."""
    names = list(vocabulary.facts)
    changed = draw(st.lists(st.sampled_from(names), unique=True, max_size=len(names)))
    answers = {name: draw(st.sampled_from(vocabulary.facts[name].values)) for name in changed}
    left = {name: answer for name, answer in (base or {}).items() if name not in answers}
    return dict(draw(st.permutations(list((left | answers).items()))))


def shelf_facts() -> st.SearchStrategy[Table]:
    """Facts of the shelf's vocabulary: any at all, or a serious case with some of it changed."""
    vocabulary = shelf().vocabulary
    full = {name: next(iter(fact.answers)) for name, fact in vocabulary.facts.items()}
    bases = st.sampled_from([{}, SERIOUS, SERIOUS | {"outcome": "harmed"}, full | SERIOUS])
    return bases.flatmap(lambda base: facts_of(vocabulary, base))


@st.composite
def judged(draw: Any, ruleset: Ruleset, vocabulary: Vocabulary, facts: Table) -> Case:
    """The facts with judgements on any of the criteria that they leave to people."""
    judgements = {}
    for name in left_open(ruleset, told(vocabulary, facts)):
        answer = draw(st.sampled_from([None, MET, NOT_MET]))
        judgements |= {name: answer} if answer else {}
    return Case(facts, judgements)


@st.composite
def cases_of(draw: Any, ruleset: Ruleset, vocabulary: Vocabulary) -> Case:
    """A case under a ruleset, judgements included."""
    return draw(judged(ruleset, vocabulary, draw(facts_of(vocabulary))))


@st.composite
def shelf_cases(draw: Any, editions: tuple[str, ...] = EDITIONS) -> tuple[str, Case]:
    """An edition of the shelf with a case under it."""
    edition = draw(st.sampled_from(editions))
    volume = shelf().volume(edition)
    return edition, draw(judged(volume.ruleset, volume.vocabulary, draw(shelf_facts())))
