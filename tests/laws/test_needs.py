"""What is needed is what could still settle something, and nothing else; held to brute force."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from criteria.decisions import Decision
from criteria.shelf import shelf
from criteria.versions import Volume
from criteria.words import MET, NOT_MET, UNDETERMINED
from engine.decider import Decider
from engine.edition import Edition
from engine.ready import ready
from tests.laws.brute_needs import Brute
from tests.laws.built import volume as built_volume
from tests.laws.drawn_cases import (
    EDITIONS,
    SERIOUS,
    Case,
    asked_facts,
    cases_of,
    judged,
    presumed_facts,
    shelf_cases,
    still_open,
    used_facts,
)
from tests.laws.drawn_rulesets import criterion, volumes
from tests.laws.drawn_vocabularies import SMALL, SMALL_MIXED
from tests.laws.profiles import few, many, some

Needs = dict[str, set[str]]

PRESUMED_AND_ASKED = ("wt-2013", "wt-2015", "wt-2015-transitional")
"""The editions in which one rule presumes from a fact for which another asks: normal_residence."""

MOST_COMPLETIONS = 150


def needs_of(decision: Decision) -> Needs:
    """Each fact or criterion that a decision says is needed, with what it settles."""
    facts = {need.fact: set(need.settles) for need in decision.needs_facts}
    judgements = {n.fact or n.criterion or "": set(n.settles) for n in decision.needs_judgement}
    assert not facts.keys() & judgements.keys()
    return facts | judgements


def decided(volume: Volume, case: Case) -> Decision:
    return Decider(Edition(volume)).decide(case.facts, case.judgements)


def missing(needs: Needs, meant: Needs) -> Needs:
    """What is in the second and not in the first."""
    gaps = {name: settles - needs.get(name, set()) for name, settles in meant.items()}
    return {name: settles for name, settles in gaps.items() if settles}


@st.composite
def nearly_full(draw: DrawFn, edition: str) -> tuple[Volume, Case]:
    """A case on the shelf in which a few of the facts it rests on are not known."""
    volume = shelf().volume(edition)
    facts = volume.vocabulary.facts
    used = sorted(used_facts(volume.ruleset))
    told, completions = {}, 1
    for name in draw(st.permutations(used)):
        if completions * len(facts[name].values) <= MOST_COMPLETIONS:
            completions *= len(facts[name].values)
        else:
            anything = st.sampled_from(list(facts[name].answers))
            usual = st.just(SERIOUS[name]) if name in SERIOUS else anything
            told[name] = draw(st.one_of(usual, usual, anything))
    return volume, draw(judged(volume, told))


@many
@given(st.data())
def test_what_is_needed_is_what_could_still_settle_something(data):
    volume = data.draw(volumes(SMALL, real=False))
    case = data.draw(cases_of(volume))
    assert needs_of(decided(volume, case)) == Brute(volume, case).needs()


@many
@given(st.data())
def test_a_fact_is_asked_for_though_another_rule_presumes_from_it(data):
    volume = data.draw(volumes(SMALL_MIXED, real=False))
    case = data.draw(cases_of(volume))
    needs, brute = needs_of(decided(volume, case)), Brute(volume, case)
    assert missing(needs, brute.needs()) == {}
    assert missing(brute.needs(at_most=True), needs) == {}


@pytest.mark.parametrize("edition", EDITIONS)
@few
@given(st.data())
def test_what_is_needed_on_the_shelf_is_what_could_still_settle_something(edition, data):
    volume, case = data.draw(nearly_full(edition))
    needs = needs_of(ready(edition).decide(case.facts, case.judgements))
    assert needs == Brute(volume, case).needs()


@pytest.mark.parametrize("edition", PRESUMED_AND_ASKED)
def test_a_residence_that_is_presumed_is_never_said_to_settle_the_referral(edition):
    """Only the outcome is open besides: whatever the residence, so is the referral."""
    facts = SERIOUS | {"outcome": "unknown", "normal_residence": "unknown", "detention": "none"}
    for residence in shelf().vocabulary.facts["normal_residence"].answers:
        answered = ready(edition).decide(facts | {"normal_residence": residence})
        assert answered.referral == UNDETERMINED
    assert "referral" not in needs_of(ready(edition).decide(facts))["normal_residence"]


def test_a_fact_that_can_settle_nothing_is_not_needed_though_some_rule_asks_for_it():
    """Whatever `f1` is, one of the two rules on it is met: only `f0` can settle the duty."""
    criteria = {
        "presumed": criterion({"fact": "f1", "is": ["a0", "unknown"]}),
        "asked": criterion({"fact": "f1", "is": ["a1"]}),
        "either": criterion({"any": ["presumed", "asked"]}),
        "other": criterion({"fact": "f0", "is": ["a0"]}),
        "both": criterion({"all": ["either", "other"]}),
    }
    built = built_volume(criteria, "both", facts=2)
    assert needs_of(decided(built, Case({}))) == {"f0": {"referral", "d"}}


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_editions_in_which_a_fact_is_both_presumed_from_and_asked_are_as_listed(edition):
    ruleset = shelf().volume(edition).ruleset
    both = presumed_facts(ruleset) & asked_facts(ruleset)
    assert both == ({"normal_residence"} if edition in PRESUMED_AND_ASKED else set())


@some
@given(shelf_cases())
def test_something_is_needed_for_whatever_is_open_and_for_nothing_else(drawn):
    volume, case = drawn
    decision = ready(volume.ruleset.id).decide(case.facts, case.judgements)
    settles = {target for needed in needs_of(decision).values() for target in needed}
    assert settles == Brute(volume, case).open_now


@some
@given(st.data())
def test_a_generated_case_with_something_open_has_something_to_ask(data):
    volume = data.draw(volumes(SMALL_MIXED, real=False))
    case = data.draw(cases_of(volume))
    settles = {t for needed in needs_of(decided(volume, case)).values() for t in needed}
    assert settles == Brute(volume, case).open_now


@some
@given(st.data())
def test_a_chair_who_asks_what_is_needed_comes_to_a_referral(data):
    volume, case = data.draw(shelf_cases())
    facts, judgements = dict(case.facts), dict(case.judgements)
    decision = ready(volume.ruleset.id).decide(facts, judgements)
    while needed := needs_of(decision):
        name = data.draw(st.sampled_from(sorted(needed)))
        if name in volume.vocabulary.facts:
            facts[name] = data.draw(st.sampled_from(list(volume.vocabulary.facts[name].answers)))
        else:
            judgements[name] = data.draw(st.sampled_from([MET, NOT_MET]))
        decision = ready(volume.ruleset.id).decide(facts, still_open(volume, facts, judgements))
    assert_settled(decision)


def assert_settled(decision: Decision) -> None:
    """No referral, and no duty, that is still open."""
    assert decision.referral != UNDETERMINED
    for one in decision.determinations:
        assert one.may_become is None
        assert one.status != UNDETERMINED or one.id in ("local-review", "national-review")


@some
@given(shelf_cases())
def test_what_is_needed_is_not_known_and_says_whom_to_ask(drawn: tuple[Volume, Case]):
    volume, case = drawn
    decision = ready(volume.ruleset.id).decide(case.facts, case.judgements)
    facts: Mapping[str, str] = decision.facts
    for need in decision.needs_facts:
        fact = volume.vocabulary.facts[need.fact]
        assert facts[need.fact] == "unknown"
        assert not fact.judgement
        assert (need.question, need.who_may_know) == (fact.question, fact.who_may_know)
    for asked in decision.needs_judgement:
        assert (asked.fact is None) != (asked.criterion is None)
        assert asked.question
