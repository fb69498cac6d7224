"""Rulesets at the edge of what the model allows: wide joins, deep chains, long lists of answers."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from criteria import meaning
from criteria.conditions import MOST_PARTS, Condition
from criteria.errors import RulesetError
from criteria.facts import Answers
from engine.decider import Decider
from engine.edition import Edition
from tests.laws.built import leaves, volume
from tests.laws.drawn_rulesets import criterion

MOST_ANSWERS = 20


@pytest.mark.parametrize("how", ["all", "any"])
def test_a_join_of_as_many_parts_as_the_model_allows_is_decided_by_each_of_them(how):
    parts = leaves(MOST_PARTS)
    top = {"top": criterion({how: list(parts)})}
    decider = Decider(Edition(volume(parts | top, "top", MOST_PARTS)))
    same, decisive = ("a0", "a1") if how == "all" else ("a1", "a0")
    settled = {f"f{n}": same for n in range(MOST_PARTS)}
    assert decider.decide(settled).finding("top").status == ("met" if how == "all" else "not_met")
    for name in settled:
        open_in_one = {fact: answer for fact, answer in settled.items() if fact != name}
        assert decider.decide(open_in_one).finding("top").status == "undetermined"
        changed = decider.decide(settled | {name: decisive})
        assert changed.finding("top").status == ("not_met" if how == "all" else "met")


@pytest.mark.parametrize("how", ["all", "any"])
def test_a_join_of_one_part_more_is_refused(how):
    with pytest.raises(ValidationError, match="24"):
        Condition.model_validate({how: [f"c{n}" for n in range(MOST_PARTS + 1)]})


@pytest.mark.parametrize("how", ["all", "any"])
def test_a_part_named_twice_is_refused(how):
    criteria = leaves(1) | {"top": criterion({how: ["c0", "c0"]})}
    with pytest.raises(RulesetError, match="names the same part twice"):
        volume(criteria, "top", 1)


@pytest.mark.parametrize("met", [0, 1, 10, MOST_ANSWERS])
def test_every_answer_of_as_many_as_a_fact_may_have_is_told_apart(met):
    answers = [f"a{number}" for number in range(MOST_ANSWERS)]
    only = {"c0": criterion({"fact": "f0", "is": answers[:met]})}
    decider = Decider(Edition(volume(only, "c0", 1, MOST_ANSWERS)))
    for number, answer in enumerate(answers):
        status = decider.decide({"f0": answer}).finding("c0").status
        assert status == ("met" if number < met else "not_met")


def test_a_chain_of_two_hundred_criteria_is_decided_to_its_end():
    chain = leaves(1) | {
        f"c{n}": criterion({"all" if n % 2 else "any": [f"c{n - 1}"]}) for n in range(1, 201)
    }
    decider = Decider(Edition(volume(chain, "c200", 1)))
    assert decider.decide({"f0": "a0"}).referral == "refer"
    assert decider.decide({"f0": "a1"}).referral == "no_duty_to_refer"
    assert [need.fact for need in decider.decide({}).needs_facts] == ["f0"]


def test_one_fact_in_as_many_leaves_as_there_are_parts_is_read_the_same_in_each():
    answers = [f"a{number}" for number in range(MOST_ANSWERS)]
    parts = {
        f"c{n}": criterion({"fact": "f0", "is": [a for a in answers if a != answers[n]]})
        for n in range(MOST_ANSWERS)
    }
    top = {"top": criterion({"all": list(parts)})}
    decider = Decider(Edition(volume(parts | top, "top", 1, MOST_ANSWERS)))
    for answer in answers:
        decision = decider.decide({"f0": answer})
        assert decision.determination("d").defeated_by == (f"c{answers.index(answer)}",)


def test_a_ruleset_of_five_hundred_criteria_is_decided_as_it_means():
    parts = leaves(480)
    tops = {f"t{n}": criterion({"any": [f"c{24 * n + k}" for k in range(24)]}) for n in range(20)}
    large = volume(parts | tops | {"top": criterion({"all": list(tops)})}, "top", 480)
    facts = {f"f{n}": "a0" if n % 24 == 23 else "a1" for n in range(480)}
    derived = Edition(large).derive(Answers(facts), {})
    assert derived == meaning.statuses(large.ruleset, facts, {})
