"""What would change the referral does, is no larger than it need be, and is all found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria import meaning
from criteria.decisions import Decision, WouldChange
from criteria.versions import Volume
from criteria.words import UNKNOWN
from engine import decide
from engine.decider import Decider
from engine.edition import Edition
from engine.ready import ready
from tests.laws.drawn_cases import EDITIONS, Case, cases_of, shelf_cases, still_open, told
from tests.laws.drawn_rulesets import volumes
from tests.laws.profiles import few, some, tried

Changes = frozenset[tuple[str, str]]


def referral(volume: Volume, case: Case, changes: Changes) -> str:
    """The referral that a change leads to, with the judgements it makes pointless dropped."""
    facts = told(volume.vocabulary, case.facts) | dict(changes)
    left = still_open(volume, facts, case.judgements)
    return meaning.referral(volume.ruleset, meaning.statuses(volume.ruleset, facts, left))


def single_changes(volume: Volume, case: Case) -> Iterator[Changes]:
    """Every change of one fact, to any answer but `unknown`."""
    facts = told(volume.vocabulary, case.facts)
    for name, fact in volume.vocabulary.facts.items():
        yield from (frozenset({(name, answer)}) for answer in fact.answers if answer != facts[name])


def brute(volume: Volume, case: Case) -> dict[Changes, str]:
    """Every inclusion-minimal change of up to two facts that leads to another referral."""
    now = referral(volume, case, frozenset())
    single = {change: referral(volume, case, change) for change in single_changes(volume, case)}
    found = {change: reached for change, reached in single.items() if reached != now}
    for one, other in combinations(single, 2):
        if {name for name, _ in one} != {name for name, _ in other}:
            reached = referral(volume, case, one | other)
            if reached not in (now, single[one], single[other]):
                found[one | other] = reached
    return found


def shown(decision: Decision) -> dict[Changes, str]:
    """The changes that a decision shows, with where each leads."""
    assert decision.would_change is not None
    shown = {
        frozenset((change.fact, change.to) for change in one.changes): one.referral
        for one in decision.would_change
    }
    assert len(shown) == len(decision.would_change)
    return shown


def what_if(decider: Decider, case: Case) -> Decision:
    return decider.with_what_if(decider.decide(case.facts, case.judgements))


@tried(8)
@given(shelf_cases())
def test_every_smallest_change_on_the_shelf_is_found_and_nothing_else(drawn):
    volume, case = drawn
    assert shown(what_if(ready(volume.ruleset.id), case)) == brute(volume, case)


@some
@given(st.data())
def test_every_smallest_change_under_any_ruleset_is_found_and_nothing_else(data):
    volume = data.draw(volumes(real=False))
    case = data.draw(cases_of(volume))
    assert shown(what_if(Decider(Edition(volume)), case)) == brute(volume, case)


@few
@given(shelf_cases())
def test_a_change_leads_where_it_says(drawn):
    """Asked of the public verb, with the facts changed and pointless judgements left out."""
    volume, case = drawn
    edition = volume.ruleset.id
    decision = decide(edition, case.facts, judgements=case.judgements, what_if=True)
    for one in decision.would_change or ():
        facts = case.facts | {change.fact: change.to for change in one.changes}
        left = still_open(volume, facts, case.judgements)
        assert decide(edition, facts, judgements=left).referral == one.referral
        assert one.referral != decision.referral


@some
@given(shelf_cases())
def test_a_change_is_from_what_was_said_and_never_to_unknown(drawn):
    volume, case = drawn
    decision = what_if(ready(volume.ruleset.id), case)
    for one in decision.would_change or ():
        assert 1 <= len(one.changes) <= 2
        for change in one.changes:
            assert change.from_ == decision.facts[change.fact]
            assert change.to not in (UNKNOWN, change.from_)
        assert one.learnt == all_unknown(one)


def all_unknown(one: WouldChange) -> bool:
    return all(change.from_ == UNKNOWN for change in one.changes)


@some
@given(shelf_cases())
def test_asking_what_if_changes_nothing_else(drawn):
    volume, case = drawn
    edition = volume.ruleset.id
    plain = decide(edition, case.facts, judgements=case.judgements)
    asked = decide(edition, case.facts, judgements=case.judgements, what_if=True)
    assert plain.would_change is None
    assert asked.would_change is not None
    assert {**vars_of(asked), "would_change": None} == vars_of(plain)


def vars_of(decision: Decision) -> dict[str, object]:
    return {name: getattr(decision, name) for name in Decision.__slots__}


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_a_rule_presumes_from_is_shown_as_a_change(edition):
    """A death with abuse known: whose it was is not asked, but may change the referral."""
    facts = {
        "age_group": "under_16",
        "abuse_or_neglect": "known",
        "outcome": "died",
        "detention": "none",
        "place_of_incident": "this_area",
        "normal_residence": "this_area",
    }
    decision = decide(edition, facts, what_if=True)
    changed = {name for changes in shown(decision) for name, _ in changes if len(changes) == 1}
    assert decision.referral == "refer"
    assert {"link_to_abuse_or_neglect", "abuse_or_neglect_by"} <= changed
    assert not {"link_to_abuse_or_neglect", "abuse_or_neglect_by"} & {
        need.fact for need in decision.needs_facts
    }
