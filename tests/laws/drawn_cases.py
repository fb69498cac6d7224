"""Generated cases: answers to any facts of a vocabulary, and judgements on what they leave open."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from criteria.facts import Vocabulary
from criteria.rulesets import Ruleset
from criteria.shelf import shelf
from criteria.versions import Volume
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
    names = {
        criterion.stands_for or name: None
        for name, criterion in ruleset.criteria.items()
        if criterion.when.fact and facts[criterion.when.fact] in criterion.when.judgement
    }
    return list(names)


def still_open(volume: Volume, facts: Table, judgements: Table) -> Table:
    """The judgements that these facts leave to people, of those that were made."""
    left = left_open(volume.ruleset, told(volume.vocabulary, facts))
    return {name: judged for name, judged in judgements.items() if name in left}


def used_facts(ruleset: Ruleset) -> set[str]:
    """The facts on which criteria rest."""
    return {criterion.when.fact or "" for _, criterion in ruleset.leaves()}


def presumed_facts(ruleset: Ruleset) -> set[str]:
    """The facts that some rule presumes from while they are not known."""
    return {when.fact or "" for when in ruleset.conditions().values() if UNKNOWN in when.meets}


def asked_facts(ruleset: Ruleset) -> set[str]:
    """The facts on which some rule rests that presumes nothing from their not being known."""
    return {c.when.fact or "" for _, c in ruleset.leaves() if UNKNOWN not in c.when.meets}


@st.composite
def facts_of(draw: DrawFn, vocabulary: Vocabulary, base: Table | None = None) -> Table:
    """Answers to any of the facts, in any order; the others are absent, or said to be unknown."""
    names = list(vocabulary.facts)
    changed = draw(st.lists(st.sampled_from(names), unique=True))
    answers = {name: draw(st.sampled_from(vocabulary.facts[name].values)) for name in changed}
    return dict(draw(st.permutations(list(((base or {}) | answers).items()))))


def shelf_facts() -> st.SearchStrategy[Table]:
    """Facts of the shelf's vocabulary: any at all, or a serious case with some of it changed."""
    vocabulary = shelf().vocabulary
    full = {name: next(iter(fact.answers)) for name, fact in vocabulary.facts.items()}
    bases = st.sampled_from([{}, SERIOUS, SERIOUS | {"outcome": "harmed"}, full | SERIOUS])
    return bases.flatmap(lambda base: facts_of(vocabulary, base))


@st.composite
def judged(draw: DrawFn, volume: Volume, facts: Table) -> Case:
    """The facts with judgements on any of the criteria that they leave to people."""
    judgements = {}
    for name in left_open(volume.ruleset, told(volume.vocabulary, facts)):
        answer = draw(st.sampled_from([None, MET, NOT_MET]))
        judgements |= {name: answer} if answer else {}
    return Case(facts, judgements)


@st.composite
def cases_of(draw: DrawFn, volume: Volume) -> Case:
    """A case under a generated ruleset, judgements included."""
    return draw(judged(volume, draw(facts_of(volume.vocabulary))))


@st.composite
def shelf_cases(draw: DrawFn, editions: tuple[str, ...] = EDITIONS) -> tuple[Volume, Case]:
    """An edition of the shelf with a case under it."""
    volume = shelf().volume(draw(st.sampled_from(editions)))
    return volume, draw(judged(volume, draw(shelf_facts())))
