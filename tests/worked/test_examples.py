"""Every worked example, decided by the library; and what the examples must be, taken together."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from criteria.shelf import shelf
from engine import decide
from tests.worked.examples import PLACED, REFERRALS, Placed, read_off, worked

EDITIONS = shelf().timeline.editions
each_example = pytest.mark.parametrize("placed", PLACED, ids=str)
each_edition = pytest.mark.parametrize("edition", EDITIONS)


@each_example
def test_it_is_decided_as_it_was_worked_out(placed: Placed):
    example = placed.example
    decision = decide(placed.edition, example.facts, judgements=example.judgements)
    assert decision.referral == example.referral
    assert {d.id: read_off(d) for d in decision.determinations} == placed.expected
    weighed = {w.id: (w.status, w.weight) for w in decision.considerations}
    for name, one in example.considerations.items():
        assert weighed[name] == (one.status, one.weight)


@each_example
def test_it_is_one_or_two_plain_sentences(placed: Placed):
    example = placed.example
    assert re.fullmatch(r"[A-Z][^.]+\.( [A-Z][^.]+\.)?", example.sentence)
    assert len(example.teaches) <= 120
    assert not example.teaches.endswith(".")
    assert "/" not in f"{example.sentence}{example.teaches}"


@each_example
def test_every_fact_it_states_is_known(placed: Placed):
    assert "unknown" not in placed.example.facts.values(), "a fact that is not known is left out"


@each_edition
def test_an_edition_has_at_least_ten_examples_and_three_on_its_boundaries(edition: str):
    examples = worked(edition)
    assert len(examples) >= 10
    assert sum(example.boundary for example in examples) >= 3


@each_edition
def test_no_two_examples_of_an_edition_are_the_same(edition: str):
    examples = worked(edition)
    cases = [(sorted(e.facts.items()), sorted(e.judgements.items())) for e in examples]
    for said in ([e.id for e in examples], [e.sentence for e in examples], cases):
        assert [one for one, times in Counter(map(repr, said)).items() if times > 1] == []


@each_edition
def test_every_referral_an_edition_can_give_is_among_its_examples(edition: str):
    elsewhere = shelf().volume(edition).ruleset.referral.elsewhere
    possible = set(REFERRALS) - (set() if elsewhere else {"refer_elsewhere"})
    assert {example.referral for example in worked(edition)} == possible


@each_edition
def test_every_determination_is_met_in_one_example_and_not_in_another(edition: str):
    names = shelf().volume(edition).ruleset.determinations
    expected = [e.expect_determinations(names) for e in worked(edition)]
    shown = {(d, w.status) for one in expected for d, w in one.items()}
    assert shown >= {(name, status) for name in names for status in ("met", "not_met")}


@each_edition
def test_every_ground_of_a_determination_is_met_in_some_example(edition: str):
    shown = {
        (d, g) for e in worked(edition) for d, w in e.determinations.items() for g in w.grounds
    }
    rules = shelf().volume(edition).ruleset.determinations
    assert shown == {(name, ground.criterion) for name, d in rules.items() for ground in d.grounds}


@each_edition
def test_every_criterion_left_to_people_is_shown_in_some_example(edition: str):
    """Each judgement an edition can ask for is shown being asked, or being given."""
    ruleset = shelf().volume(edition).ruleset
    left = [(name, c.when) for name, c in ruleset.leaves() if c.when.judgement]
    shown = {
        name
        for name, when in left
        for e in worked(edition)
        if e.facts.get(when.fact or "") in when.judgement
    }
    assert shown == {name for name, _ in left}
