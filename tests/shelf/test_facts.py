"""The vocabulary: every fact is used, can be asked, and no contradiction is idle."""

from __future__ import annotations

import pytest

from criteria.shelf import shelf
from tests.shelf.tables import named

FACTS = shelf().vocabulary.facts
CONTRADICTIONS = shelf().vocabulary.contradictions
each_fact = pytest.mark.parametrize("name", FACTS)


def test_every_fact_is_used_by_some_edition():
    tables = [shelf().volume(edition).ruleset.model_dump() for edition in shelf().timeline.editions]
    assert {fact for fact in named(tables, "fact") if fact is not None} == set(FACTS)


def test_every_date_is_what_a_clock_runs_from_or_an_order_names():
    tables = [
        shelf().volume(edition).ruleset.model_dump(by_alias=True, exclude={"in_force"})
        for edition in shelf().timeline.editions
    ]
    orders = {name for order in shelf().timeline.orders for name in (order.first, order.then)}
    used = {*named(tables, "from"), *orders, "decision", "area_switch"}
    assert used == set(shelf().vocabulary.dates)


@each_fact
def test_every_answer_has_its_clause_in_a_sentence(name: str):
    fact = FACTS[name]
    assert list(fact.clauses) == list(fact.answers)
    for clause in fact.clauses.values():
        assert clause == clause.strip(" .;:")
        assert clause[0].islower()


@each_fact
def test_a_fact_can_be_asked_of_somebody_in_plain_words(name: str):
    fact = FACTS[name]
    assert fact.question.endswith("?")
    assert fact.help.strip()
    assert fact.who_may_know
    assert all(words.strip() for words in fact.answers.values())
    assert "unknown" not in fact.answers


@each_fact
def test_no_two_answers_to_a_fact_have_the_same_words(name: str):
    words = [FACTS[name].words(answer) for answer in FACTS[name].values]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_between_answers_that_can_be_given_together(name: str):
    facts = [trigger.fact for trigger in CONTRADICTIONS[name].when]
    assert len(set(facts)) == len(facts)
    for trigger in CONTRADICTIONS[name].when:
        assert (trigger.criterion, trigger.determination) == (None, None)
        assert trigger.fact is not None
        assert set(trigger.status) <= set(FACTS[trigger.fact].answers)


LEARNING = (
    "joint_working",
    "local_importance",
    "improvements_needed",
    "recurrent_themes",
    "single_agency_concern",
    "national_importance",
    "complex_issues",
    "legislative_change",
    "wider_learning",
)


@pytest.mark.parametrize("name", LEARNING)
def test_a_question_about_learning_is_asked_as_the_law_asks(name: str):
    assert ", or may " in FACTS[name].question
