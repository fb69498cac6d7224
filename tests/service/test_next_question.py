"""What to ask next: exactly what the decision needs, where each answer leads, and then no more."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.shelf import shelf
from criteria.versions import Volume
from engine import decide
from engine.next_question import NextQuestions, next_questions
from tests.laws.drawn_cases import EDITIONS, Case, shelf_cases
from tests.laws.profiles import few, some

each_edition = pytest.mark.parametrize("edition", EDITIONS)


def asked(drawn: tuple[Volume, Case]) -> tuple[str, Case, NextQuestions]:
    """An edition, a case under it, and what to ask next."""
    edition, case = drawn[0].ruleset.id, drawn[1]
    return edition, case, next_questions(edition, case.facts, case.judgements)


@given(shelf_cases())
@some
def test_it_asks_exactly_what_the_decision_needs(drawn: tuple[Volume, Case]):
    edition, case, found = asked(drawn)
    decision = decide(edition, case.facts, judgements=case.judgements)
    needs = [*decision.needs_facts, *decision.needs_judgement]
    settles = {one.fact: one.settles for one in needs if one.fact is not None}
    assert {one.fact: one.settles for one in found.questions} == settles
    assert len(found.questions) == len(settles)
    assert found.judgements == tuple(one for one in decision.needs_judgement if one.fact is None)
    assert (found.referral, found.ruleset) == (decision.referral, decision.ruleset)


@given(shelf_cases(), st.randoms())
@few
def test_each_answer_leads_where_a_decision_with_it_leads(drawn: tuple[Volume, Case], chance):  # type: ignore[no-untyped-def]
    edition, case, found = asked(drawn)
    for question in chance.sample(found.questions, min(3, len(found.questions))):
        answers = shelf().vocabulary.facts[question.fact].answers
        assert [one.answer for one in question.answers] == list(answers)
        for one in question.answers:
            facts = {**case.facts, question.fact: one.answer}
            then = decide(edition, facts, judgements=case.judgements)
            assert one.referral == then.referral
            assert one.left == len(then.needs_facts) + len(then.needs_judgement)


@given(shelf_cases())
@few
def test_the_first_question_is_expected_to_leave_the_least_open(drawn: tuple[Volume, Case]):
    edition, case, found = asked(drawn)
    ranks = [(one.expected_open, one.expected_left) for one in found.questions]
    assert ranks == sorted(ranks)
    again = next_questions(edition, dict(reversed(case.facts.items())), case.judgements)
    assert again == found


@given(st.sampled_from(EDITIONS), st.randoms())
@few
def test_answering_what_is_asked_ends(edition: str, chance):  # type: ignore[no-untyped-def]
    facts: dict[str, str] = {}
    for _ in shelf().vocabulary.facts:
        found = next_questions(edition, facts)
        if not found.questions:
            break
        first = found.questions[0]
        facts[first.fact] = chance.choice(first.answers).answer
    decision = decide(edition, facts)
    open_to_people = [one for one in decision.needs_judgement if one.fact is None]
    assert decision.needs_facts == ()
    assert list(next_questions(edition, facts).judgements) == open_to_people


@each_edition
def test_every_question_says_why_it_is_asked_and_who_may_know(edition: str):
    for question in next_questions(edition, {}).questions:
        fact = shelf().vocabulary.facts[question.fact]
        assert (question.question, question.help) == (fact.question, fact.help)
        assert question.who_may_know == fact.who_may_know != ()
        assert question.why
        assert all(one.title and one.sources for one in question.why)


def test_nothing_is_asked_where_all_is_settled(client: httpx.Client):
    body = {"edition": "wt-2015", "facts": {"age_group": "25_or_over"}}
    told = client.post("/v1/next-question", json=body).json()
    assert (told["questions"], told["judgements"]) == ([], [])
    assert told["referral"] == "no_duty_to_refer"


def test_what_is_left_to_people_is_told_apart(client: httpx.Client):
    facts = {"age_group": "unborn", "outcome": "died", "abuse_or_neglect": "known"}
    told = client.post("/v1/next-question", json={"edition": "wt-2018", "facts": facts}).json()
    assert [one["criterion"] for one in told["judgements"]] == ["child"]
