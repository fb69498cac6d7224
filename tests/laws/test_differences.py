"""The differences between two editions are all the smallest there are, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.shelf import shelf
from engine import decide
from engine.settled import apart
from tests.laws.all_differences import Pair, each_pair, found, listed
from tests.laws.brute_differences import (
    Decide,
    Decided,
    Facts,
    as_found,
    settled_apart,
    smallest_in,
    subsets,
)
from tests.laws.drawn_cases import shelf_facts
from tests.laws.profiles import many, tried

FACTS = shelf().vocabulary.facts
domains_tried = tried(8)


def deciding(pair: Pair) -> Decide:
    """What decides a set of answers under both editions."""
    first, second = (shelf().volume(edition).ruleset for edition in pair)

    def both(facts: Facts) -> tuple[Decided, Decided]:
        return (first, decide(pair[0], facts)), (second, decide(pair[1], facts))

    return both


@each_pair
def test_on_every_set_the_editions_are_settled_and_differ_and_on_no_subset_of_it(pair):
    both = deciding(pair)
    for one in listed(pair):
        assert settled_apart(*both(dict(one))), one
        assert not any(settled_apart(*both(less)) for less in subsets(dict(one))), one


@each_pair
def test_every_set_is_listed_once_and_counted(pair):
    families = [family for group in found(pair).groups for family in group.families]
    sets = [as_found(facts) for family in families for facts in family.sets]
    assert len(sets) == len(set(sets)) == found(pair).count


@st.composite
def domains(draw: st.DrawFn, pair: Pair) -> dict[str, list[str]]:
    """What happened, to whom and whether it was abuse, with four more facts that may matter."""
    answers = {
        "age_group": draw(st.sampled_from([["under_16"], ["16_or_17"], ["18_to_24"]])),
        "abuse_or_neglect": draw(st.sampled_from([["known"], ["not_suspected"]])),
        "outcome": draw(st.sampled_from([["died"], ["harmed"]])),
    }
    others = [fact for fact in found(pair).facts if fact not in answers]
    chosen = draw(st.lists(st.sampled_from(others), min_size=4, max_size=4, unique=True))
    return answers | {fact: list(FACTS[fact].answers) for fact in chosen}


@pytest.mark.long
@each_pair
@domains_tried
@given(data=st.data())
def test_in_any_domain_they_are_those_that_brute_force_finds(pair, data):
    answers = data.draw(domains(pair))
    within = {
        one
        for one in listed(pair)
        if all(fact in answers and answer in answers[fact] for fact, answer in one)
    }
    assert smallest_in(answers, deciding(pair)) == within


@each_pair
@many
@given(facts=shelf_facts())
def test_wherever_the_editions_are_settled_and_differ_a_listed_set_is_contained(pair, facts):
    known = {fact: answer for fact, answer in facts.items() if answer != "unknown"}
    differ = settled_apart(*deciding(pair)(known))
    assert differ == (apart(*(decide(edition, known) for edition in pair)) is not None)
    assert not differ or any(one <= as_found(known) for one in listed(pair))


@each_pair
def test_answers_that_cannot_all_be_true_are_said_to_be_so(pair):
    for group in found(pair).groups:
        for family in group.families:
            for facts in family.sets:
                assert set(family.contradicts) == contradictions_in(facts)


def contradictions_in(facts: Mapping[str, str]) -> set[str]:
    """What the vocabulary says of answers that cannot all be true."""
    return {
        one.text
        for one in shelf().vocabulary.contradictions.values()
        if all(facts.get(trigger.fact or "") in trigger.status for trigger in one.when)
    }


@each_pair
def test_what_separates_is_an_answer_of_the_set_or_a_ground_that_one_edition_has_alone(pair):
    for group in found(pair).groups:
        rules = [shelf().volume(edition).ruleset.criteria for edition in pair]
        [asked, *_] = [r[group.criterion].when for r in rules if group.criterion in r]
        for family in group.families:
            assert asked.fact in family.answers or asked.how != "fact"
            shown = [side.criterion for side in group.sides]
            assert group.criterion in shown
            assert [status is None for status in family.statuses] == [s is None for s in shown]
