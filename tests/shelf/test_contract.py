"""The rulesets say what the contract says: names, leaves, weights, clocks, and every case tried."""

from __future__ import annotations

import pytest

from criteria import meaning
from criteria.clocks import Clock
from criteria.shelf import shelf
from criteria.words import UNKNOWN
from tests.shelf.cases import cases
from tests.shelf.contract import (
    ALWAYS_RUNS,
    CLOCKS,
    CONSIDERED,
    EDITIONS,
    FACTS,
    JUDGED,
    LEAVES,
    PARTNERS,
    Leaf,
)
from tests.shelf.oracle import Contract

each_edition = pytest.mark.parametrize("edition", EDITIONS)


def test_the_editions_are_those_of_the_contract_in_its_order():
    assert shelf().timeline.editions == EDITIONS
    six = tuple(edition for edition in EDITIONS if edition != "wt-2015-transitional")
    assert shelf().timeline.compared == six


def test_the_facts_and_their_answers_are_exactly_those_of_the_contract():
    said = {name: tuple(fact.values) for name, fact in shelf().vocabulary.facts.items()}
    assert said == {name: (*answers.split(), UNKNOWN) for name, answers in FACTS.items()}


def test_the_judgements_of_people_are_marked_and_nothing_else_is():
    assert {name for name, fact in shelf().vocabulary.facts.items() if fact.judgement} == JUDGED


@each_edition
@pytest.mark.parametrize("criterion", LEAVES)
def test_a_criterion_with_a_fixed_name_rests_on_what_the_contract_lists(
    criterion: str, edition: str
):
    ruleset = shelf().volume(edition).ruleset
    found = [c.when for name, c in ruleset.leaves() if ruleset.judgement_id(name) == criterion]
    said = [(w.fact, set(w.meets), set(w.judgement)) for w in found]
    assert said == [as_sets(leaf) for leaf in LEAVES[criterion].get(edition, [])]


def as_sets(leaf: Leaf) -> tuple[str, set[str], set[str]]:
    """A leaf of the contract without the order of its answers."""
    fact, meets, judgement = leaf
    return fact, set(meets.split()), set(judgement.split())


@each_edition
def test_nothing_else_is_left_to_people(edition: str):
    ruleset = shelf().volume(edition).ruleset
    left = {ruleset.judgement_id(name) for name, c in ruleset.leaves() if c.when.judgement}
    fixed = {
        name
        for name, by_edition in LEAVES.items()
        if any(judgement for _, _, judgement in by_edition.get(edition, []))
    }
    assert left == fixed


@each_edition
def test_what_is_weighed_has_the_weight_of_the_contract(edition: str):
    found: dict[str, dict[str, str]] = {}
    for one in shelf().volume(edition).ruleset.considerations.values():
        met_by = {"joint_working": ("concern",)}.get(one.when.fact or "", ("yes",))
        assert one.when.meets == met_by
        assert one.when.judgement == (("none_apparent",) if met_by == ("concern",) else ())
        found.setdefault(one.for_, {})[one.when.fact or ""] = one.weight
    assert found == (CONSIDERED if edition in PARTNERS else {})


@each_edition
def test_every_time_limit_is_one_of_the_contract(edition: str):
    limits = {name: d.due for name, d in shelf().volume(edition).ruleset.determinations.items()}
    found = {
        name: [length(clock) for clock in (due, due.also) if clock is not None]
        for name, due in limits.items()
        if due is not None
    }
    assert found == {name: by[edition] for name, by in CLOCKS.items() if edition in by}
    assert {n for n, due in limits.items() if due and due.always} == ALWAYS_RUNS & set(found)


def length(clock: Clock) -> tuple[str, int, str]:
    """A time limit as the contract's table gives it."""
    units = {"working_days": clock.working_days, "days": clock.days, "months": clock.months}
    unit, count = next((unit, count) for unit, count in units.items() if count is not None)
    return unit, count, clock.from_


@each_edition
def test_every_case_tried_is_decided_as_the_contract_says(edition: str):
    ruleset = shelf().volume(edition).ruleset
    for facts, judged in cases(edition):
        contract, found = Contract(edition, facts, judged), meaning.statuses(ruleset, facts, judged)
        rules = ruleset.determinations.items()
        said = {name: meaning.outcome(rule, found) for name, rule in rules}
        assert said == contract.determinations(), (facts, judged)
        assert meaning.referral(ruleset, found) == contract.referral(), (facts, judged)
