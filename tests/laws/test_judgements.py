"""People settle what the facts leave to them, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.errors import InputError
from criteria.shelf import shelf
from criteria.versions import Volume
from criteria.words import MET, NOT_MET
from engine.decider import Decider
from engine.edition import Edition
from engine.ready import ready
from tests.laws.drawn_cases import EDITIONS, Case, cases_of, left_open, shelf_cases, told
from tests.laws.drawn_rulesets import volumes
from tests.laws.profiles import some


def accepted(decider: Decider, case: Case, name: str, judged: object) -> bool:
    """Whether a judgement is accepted; if it is refused, the error names it."""
    try:
        decider.decide(case.facts, {name: judged})
    except InputError as error:
        assert [problem.where for problem in error.problems] == [("judgements", name)]
        return False
    return True


def assert_only_what_is_left_is_judged(decider: Decider, volume: Volume, case: Case) -> None:
    """Of every name there is, just those that the facts leave to people are accepted."""
    ruleset = volume.ruleset
    left = left_open(ruleset, told(volume.vocabulary, case.facts))
    names = [*ruleset.criteria, *ruleset.considerations, *ruleset.determinations]
    names += [*volume.vocabulary.facts, "", "no-such-criterion", "referral"]
    for name in names:
        for judged in (MET, NOT_MET):
            assert accepted(decider, case, name, judged) == (name in left), name


@some
@given(shelf_cases())
def test_a_judgement_is_refused_unless_the_facts_leave_that_very_criterion_to_judgement(drawn):
    volume, case = drawn
    assert_only_what_is_left_is_judged(ready(volume.ruleset.id), volume, case)


@some
@given(st.data())
def test_a_generated_ruleset_refuses_what_it_does_not_leave_to_judgement(data):
    volume = data.draw(volumes())
    case = data.draw(cases_of(volume))
    assert_only_what_is_left_is_judged(Decider(Edition(volume)), volume, case)


@pytest.mark.parametrize("judged", ["", "yes", "undetermined", "unknown", "MET", None, 1, True, []])
def test_a_judgement_is_met_or_not_met_and_nothing_else(judged):
    decider = ready("wt-2015")
    case = Case({"age_group": "unborn"})
    assert accepted(decider, case, "child", MET)
    assert not accepted(decider, case, "child", judged)


@some
@given(shelf_cases())
def test_a_judgement_is_the_status_of_each_criterion_it_settles_and_is_given_as_its_reason(drawn):
    volume, case = drawn
    decision = ready(volume.ruleset.id).decide(case.facts, case.judgements)
    facts = told(volume.vocabulary, case.facts)
    assert decision.judgements == case.judgements
    for name, criterion in volume.ruleset.leaves():
        judged = case.judgements.get(volume.ruleset.judgement_id(name))
        if judged and facts[criterion.when.fact or ""] in criterion.when.judgement:
            finding = decision.finding(name)
            assert finding.status == judged
            assert finding.because[-1].judgement == judged


@some
@given(st.data())
def test_what_is_left_to_people_stays_open_until_they_judge_it(data):
    volume = data.draw(volumes())
    case = data.draw(cases_of(volume))
    decision = Decider(Edition(volume)).decide(case.facts)
    left = left_open(volume.ruleset, told(volume.vocabulary, case.facts))
    for finding in decision.criteria:
        if finding.open == "judgement":
            assert volume.ruleset.judgement_id(finding.id) in left
            assert finding.status == "undetermined"


def test_where_one_name_stands_in_two_tests_a_judgement_settles_each_in_which_it_is_open():
    facts = {"abuse_or_neglect_by": "service_only_child_with_others"}
    for judged in (MET, NOT_MET):
        decision = ready("wt-2015-transitional").decide(facts, {"abuse-attributable": judged})
        assert decision.finding("abuse-attributable").status == judged
        assert decision.finding("abuse-attributable-16c").status == judged


def test_where_it_is_open_in_one_test_alone_a_judgement_leaves_the_other_as_it_was():
    facts = {"abuse_or_neglect_by": "service_only_child_in_its_care"}
    decision = ready("wt-2015-transitional").decide(facts, {"abuse-attributable": NOT_MET})
    assert decision.finding("abuse-attributable").status == NOT_MET
    assert decision.finding("abuse-attributable-16c").status == MET


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_fact_that_is_itself_a_judgement_is_never_judged_twice(edition):
    vocabulary = shelf().vocabulary
    for name, fact in vocabulary.facts.items():
        if fact.judgement:
            with pytest.raises(InputError, match="settled by answering the fact"):
                ready(edition).decide({}, {name: MET})


@pytest.mark.parametrize("judgements", [[], "met", 1, {"child": MET, "nonsense": MET, 3: MET}])
def test_every_mistake_among_judgements_is_named_at_once(judgements):
    with pytest.raises(InputError) as refused:
        ready("wt-2015").decide({}, judgements)
    expected = len(judgements) if isinstance(judgements, dict) else 1
    assert len(refused.value.problems) == expected
