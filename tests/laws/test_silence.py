"""What is not known is never a no, and learning more never undoes what was settled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.decisions import Decision
from criteria.shelf import shelf
from criteria.versions import Volume
from criteria.words import FORCES, MET, NOT_MET, UNDETERMINED, UNKNOWN
from engine import decide
from engine.decider import Decider
from engine.edition import Edition
from engine.ready import ready
from tests.laws.drawn_cases import (
    EDITIONS,
    Case,
    cases_of,
    judged,
    left_open,
    presumed_facts,
    shelf_cases,
    shelf_facts,
    still_open,
    told,
)
from tests.laws.drawn_rulesets import volumes
from tests.laws.profiles import many, some

Statuses = dict[str, str]


def statuses(decision: Decision) -> Statuses:
    """The status of everything in a decision, the referral included."""
    return {
        **{f"criterion {finding.id}": finding.status for finding in decision.criteria},
        **{f"determination {one.id}": one.status for one in decision.determinations},
        **{f"consideration {one.id}": one.status for one in decision.considerations},
        "referral": decision.referral,
    }


def drawn_case(data: st.DataObject, *, from_shelf: bool) -> tuple[Volume, Decider, Case]:
    """A case on the shelf, or under a generated ruleset."""
    if from_shelf:
        volume, case = data.draw(shelf_cases())
        return volume, ready(volume.ruleset.id), case
    volume = data.draw(volumes())
    return volume, Decider(Edition(volume)), data.draw(cases_of(volume))


on_the_shelf_and_off_it = pytest.mark.parametrize(
    "from_shelf", [True, False], ids=["shelf", "generated"]
)


@on_the_shelf_and_off_it
@some
@given(st.data())
def test_the_order_of_facts_and_judgements_never_matters(from_shelf, data):
    _, decider, case = drawn_case(data, from_shelf=from_shelf)
    facts = dict(data.draw(st.permutations(list(case.facts.items()))))
    judgements = dict(data.draw(st.permutations(list(case.judgements.items()))))
    assert decider.decide(facts, judgements) == decider.decide(case.facts, case.judgements)


@some
@given(st.sampled_from(EDITIONS), shelf_facts(), st.data())
def test_the_order_of_facts_never_matters_to_the_public_verb(edition, facts, data):
    shuffled = dict(data.draw(st.permutations(list(facts.items()))))
    assert decide(edition, shuffled) == decide(edition, facts)


@on_the_shelf_and_off_it
@some
@given(st.data())
def test_a_fact_that_is_absent_is_not_known(from_shelf, data):
    volume, decider, case = drawn_case(data, from_shelf=from_shelf)
    known = {fact: answer for fact, answer in case.facts.items() if answer != UNKNOWN}
    decision = decider.decide(known, case.judgements)
    assert decision == decider.decide(told(volume.vocabulary, case.facts), case.judgements)
    assert decision.facts == told(volume.vocabulary, case.facts)


@on_the_shelf_and_off_it
@many
@given(st.data())
def test_what_is_not_known_is_never_a_no(from_shelf, data):
    """Take any answer away, and nothing becomes not met that was not so already."""
    volume, decider, case = drawn_case(data, from_shelf=from_shelf)
    before = statuses(decider.decide(case.facts, case.judgements))
    forgotten = data.draw(st.sets(st.sampled_from(list(volume.vocabulary.facts))))
    facts = {fact: answer for fact, answer in case.facts.items() if fact not in forgotten}
    left = still_open(volume, facts, case.judgements)
    after = statuses(decider.decide(facts, left))
    for name, status in after.items():
        if status in (NOT_MET, "no_duty_to_refer"):
            assert before[name] == status, name


@on_the_shelf_and_off_it
@some
@given(st.data())
def test_a_judgement_that_is_not_made_is_never_a_no(from_shelf, data):
    _, decider, case = drawn_case(data, from_shelf=from_shelf)
    before = statuses(decider.decide(case.facts, case.judgements))
    after = statuses(decider.decide(case.facts))
    for name, status in after.items():
        if status not in (UNDETERMINED, MET):
            assert before[name] == status, name


@on_the_shelf_and_off_it
@many
@given(st.data())
def test_learning_more_never_unsettles_a_settled_decision(from_shelf, data):
    """Save where a rule presumes from a fact's not being known."""
    volume, decider, case = drawn_case(data, from_shelf=from_shelf)
    before = decider.decide(case.facts, case.judgements)
    learnt = data.draw(more(volume, case))
    after = decider.decide(learnt.facts, learnt.judgements)
    for name, status in statuses(before).items():
        assert status in (UNDETERMINED, statuses(after)[name]), name
    for one, then in zip(before.determinations, after.determinations, strict=True):
        if one.status == MET:
            assert one.force is not None
            assert then.force is not None
            assert FORCES.index(then.force) >= FORCES.index(one.force)
            assert then.force in (one.force, one.may_become) or one.may_become is not None


@st.composite
def more(draw: st.DrawFn, volume: Volume, case: Case) -> Case:
    """The case with answers to facts that were not known and not presumed from, and judgements."""
    facts = told(volume.vocabulary, case.facts)
    presumed = presumed_facts(volume.ruleset)
    for name, answer in facts.items():
        if answer == UNKNOWN and name not in presumed:
            facts[name] = draw(st.sampled_from(volume.vocabulary.facts[name].values))
    judgements = dict(case.judgements)
    for name in left_open(volume.ruleset, facts):
        if name not in judgements and (made := draw(st.sampled_from([None, MET, NOT_MET]))):
            judgements[name] = made
    return Case(facts, judgements)


@some
@given(st.data())
def test_learning_a_presumed_fact_unsettles_only_what_presumes_from_it(data):
    volume = data.draw(volumes())
    presumed = sorted(presumed_facts(volume.ruleset)) or list(volume.vocabulary.facts)
    fact = data.draw(st.sampled_from(presumed))
    case = data.draw(cases_of(volume))
    facts = {name: answer for name, answer in case.facts.items() if name != fact}
    case = data.draw(judged(volume, facts))
    decider = Decider(Edition(volume))
    answer = data.draw(st.sampled_from(list(volume.vocabulary.facts[fact].answers)))
    before = statuses(decider.decide(facts, case.judgements))
    after = statuses(decider.decide(facts | {fact: answer}, case.judgements))
    for name, criterion in volume.ruleset.leaves():
        presumes = criterion.when.fact == fact and UNKNOWN in criterion.when.meets
        if before[f"criterion {name}"] != after[f"criterion {name}"]:
            assert presumes or before[f"criterion {name}"] == UNDETERMINED


@some
@given(st.data())
def test_a_case_never_affects_the_next(data):
    volume = data.draw(volumes())
    shared = Decider(Edition(volume))
    for _ in range(4):
        case = data.draw(cases_of(volume))
        alone = Decider(Edition(volume)).decide(case.facts, case.judgements)
        assert shared.decide(case.facts, case.judgements) == alone


@some
@given(shelf_cases(), shelf_cases())
def test_a_case_is_decided_the_same_after_any_other_and_after_all_is_forgotten(drawn, other):
    volume, case = drawn
    decider = ready(volume.ruleset.id)
    first = decider.decide(case.facts, case.judgements)
    ready(other[0].ruleset.id).decide(other[1].facts, other[1].judgements)
    decider.edition.deriver.forget()
    assert decider.decide(case.facts, case.judgements) == first


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_is_known_of_an_empty_case_and_so_nothing_is_a_no(edition):
    decision = decide(edition, {})
    assert decision.referral == UNDETERMINED
    assert NOT_MET not in statuses(decision).values()
    assert set(decision.facts) == set(shelf().vocabulary.facts)
