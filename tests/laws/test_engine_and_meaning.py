"""The engine says of every case what the meaning of its ruleset says, on the shelf and off it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from criteria import meaning
from criteria.decisions import Decision
from criteria.rulesets import Ruleset
from criteria.versions import Volume
from engine.decider import Decider
from engine.edition import Edition
from engine.ready import ready
from tests.laws.drawn_cases import Case, cases_of, shelf_cases, told
from tests.laws.drawn_rulesets import volumes
from tests.laws.drawn_vocabularies import DEEP, WIDE
from tests.laws.profiles import few, many, some


def assert_as_meant(decision: Decision, volume: Volume, case: Case) -> None:
    """Every status, force and the referral are what the meaning gives."""
    ruleset, facts = volume.ruleset, told(volume.vocabulary, case.facts)
    meant = meaning.statuses(ruleset, facts, case.judgements)
    assert {finding.id: finding.status for finding in decision.criteria} == meant
    assert decision.referral == meaning.referral(ruleset, meant)
    assert list(ruleset.determinations) == [one.id for one in decision.determinations]
    for one in decision.determinations:
        outcome = meaning.outcome(ruleset.determinations[one.id], meant)
        assert (one.status, one.force, one.may_become) == outcome
    assert_weighed_as_meant(decision, ruleset, facts)


def assert_weighed_as_meant(decision: Decision, ruleset: Ruleset, facts: dict[str, str]) -> None:
    """Considerations are read like conditions on a fact, and nobody judges them."""
    assert {one.id: one.status for one in decision.considerations} == {
        name: meaning.leaf(one.when, facts, None) for name, one in ruleset.considerations.items()
    }


@many
@given(shelf_cases())
def test_the_engine_says_what_an_edition_means(drawn):
    volume, case = drawn
    decision = ready(volume.ruleset.id).decide(case.facts, case.judgements)
    assert_as_meant(decision, volume, case)


@many
@given(st.data())
def test_the_engine_says_what_any_ruleset_means(data):
    volume = data.draw(volumes())
    decider = Decider(Edition(volume))
    for _ in range(4):
        case = data.draw(cases_of(volume))
        assert_as_meant(decider.decide(case.facts, case.judgements), volume, case)


@some
@given(st.data())
def test_the_engine_says_what_a_wide_ruleset_means(data):
    volume = data.draw(volumes(WIDE, real=False))
    decider = Decider(Edition(volume))
    for _ in range(4):
        case = data.draw(cases_of(volume))
        assert_as_meant(decider.decide(case.facts, case.judgements), volume, case)


@few
@given(st.data())
def test_the_engine_says_what_a_deep_ruleset_means(data):
    volume = data.draw(volumes(DEEP))
    decider = Decider(Edition(volume))
    for _ in range(4):
        case = data.draw(cases_of(volume))
        assert_as_meant(decider.decide(case.facts, case.judgements), volume, case)


@some
@given(st.data())
def test_a_finding_rests_on_the_answer_or_on_the_judgement_that_gave_it(data):
    volume, case = data.draw(shelf_cases())
    decision = ready(volume.ruleset.id).decide(case.facts, case.judgements)
    facts = told(volume.vocabulary, case.facts)
    for finding in decision.criteria:
        when = volume.ruleset.criteria[finding.id].when
        read = [(r.fact, r.answer) for r in finding.because if r.fact]
        judged = [r.judgement for r in finding.because if r.judgement]
        assert read == ([(when.fact, facts[when.fact])] if when.fact else [])
        assert judged == judgement_on(volume.ruleset, finding.id, facts, case)
        assert (finding.how, finding.parts) == (when.how, when.parts)


def judgement_on(ruleset: Ruleset, criterion: str, facts: dict[str, str], case: Case) -> list[str]:
    """What people judged of a criterion, if the facts leave it to them."""
    when = ruleset.criteria[criterion].when
    name = ruleset.judgement_id(criterion)
    left = when.fact is not None and facts[when.fact] in when.judgement
    return [case.judgements[name]] if left and name in case.judgements else []


@some
@given(st.data())
def test_an_open_finding_says_whether_a_fact_or_a_judgement_is_wanted(data):
    volume = data.draw(volumes())
    case = data.draw(cases_of(volume))
    facts = told(volume.vocabulary, case.facts)
    for finding in Decider(Edition(volume)).decide(case.facts, case.judgements).criteria:
        when = volume.ruleset.criteria[finding.id].when
        wanted = "judgement" if facts.get(when.fact or "") in when.judgement else "fact"
        leaf_is_open = when.fact is not None and finding.status == "undetermined"
        assert finding.open == (wanted if leaf_is_open else None)
