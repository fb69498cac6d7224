"""A vignette says every known fact once and reads as English: over 10,000, held to that by rule."""

from __future__ import annotations

import re

import pytest

from api.drills.story import told
from criteria.words import UNKNOWN
from engine import decide
from engine.differences import contradictions
from tests.drills.drawn import FACTS, anything, cases, questions
from tests.drills.phrases import PHRASES, times

SEEDS = range(10)
EACH = 1_100
NAMES = {"England", "Mental", "Health", "Act", "Panel"}
"""The only words that may begin with a capital within a sentence."""


def test_every_answer_has_a_phrase_that_no_other_answer_has():
    assert {name: list(some) for name, some in PHRASES.items()} == {
        name: list(fact.answers) for name, fact in FACTS.items()
    }
    for name, fact in FACTS.items():
        for answer in fact.answers:
            said = " ".join(told(FACTS, {name: answer}))
            found = [(f, a) for f, some in PHRASES.items() for a in some if times(f, a, said)]
            assert found == [(name, answer)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_generated_vignette_says_every_known_fact_once_and_reads_as_english(seed: int):
    for facts in cases(EACH, seed):
        says_all_once(facts)
        reads_well(told(FACTS, facts))


def test_so_does_every_vignette_of_a_drill():
    for question in questions():
        assert question.sentences == told(FACTS, question.facts)
        says_all_once(dict(question.facts))
        reads_well(question.sentences)


def test_whatever_the_answers_nothing_is_left_out_or_said_twice():
    for facts in anything(3_000, 0):
        says_all_once(facts)
        reads_well(told(FACTS, facts))


def test_no_vignette_contradicts_itself():
    for question in questions():
        for edition in question.editions:
            assert contradictions(decide(edition, question.facts)) == ()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ["Something happened to someone."]),
        ({"outcome": "died"}, ["Someone died."]),
        ({"age_group": "unborn", "outcome": "harmed"}, ["An unborn child was harmed."]),
        (
            {
                "age_group": "25_or_over",
                "outcome": "not_harmed",
                "place_of_incident": "this_area",
                "abuse_or_neglect": "known",
                "abuse_or_neglect_by": "service_only_child_in_its_care",
                "link_to_abuse_or_neglect": "unrelated",
            },
            [
                "An adult of 25 or over was in an incident in this area, but was not harmed.",
                "Abuse or neglect is known, but only that of a service, which had the person in "
                "its own care, and what happened was unrelated to it.",
            ],
        ),
        (
            {"looked_after": "no", "regulated_setting": "yes", "joint_working": "concern"},
            [
                "Something happened to someone.",
                "They were not looked after by a local authority, but were in a regulated setting "
                "or service.",
                "There is, or may be, concern about how the agencies worked together.",
            ],
        ),
    ],
)
def test_a_case_is_told_in_sentences(facts: dict[str, str], said: list[str]):
    assert list(told(FACTS, facts)) == said


def says_all_once(facts: dict[str, str]) -> None:
    """Each known answer stands once in the vignette, and no other answer does."""
    said = " ".join(told(FACTS, facts))
    for fact, some in PHRASES.items():
        for answer in some:
            known = facts.get(fact, UNKNOWN) == answer
            assert times(fact, answer, said) == known, (fact, answer, said)


def reads_well(sentences: tuple[str, ...]) -> None:
    """Sentences that begin and end as such, none twice, no clause twice, and nobody named."""
    assert len(set(sentences)) == len(sentences)
    for one in sentences:
        assert re.fullmatch(r"[A-Z][^.]*[a-z0-9]\.", one), one
        assert not re.search(r"  | [,.;]|,[,.]|\b(\w+) \1\b", one), one
        assert set(re.findall(r"(?<!^)\b[A-Z]\w*", one)) <= NAMES, one
    clauses = [part for one in sentences for part in re.split(r", (?:and|but) ", one[:-1].lower())]
    assert len(set(clauses)) == len(clauses), sentences
