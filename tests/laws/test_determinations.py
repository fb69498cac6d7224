"""What a determination says of itself: force, grounds, what defeats it or keeps it open."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria import meaning
from criteria.decisions import Decision, Determined
from criteria.rulesets import Ruleset
from criteria.versions import Volume
from criteria.words import FORCES, MET, NOT_MET, UNDETERMINED, Status
from engine.decider import Decider
from engine.edition import Edition
from engine.ready import ready
from tests.laws.drawn_cases import cases_of, shelf_cases
from tests.laws.drawn_rulesets import volumes
from tests.laws.profiles import many, some

on_the_shelf_and_off_it = pytest.mark.parametrize(
    "from_shelf", [True, False], ids=["shelf", "generated"]
)


def drawn_decision(data: st.DataObject, *, from_shelf: bool) -> tuple[Volume, Decision]:
    """A decision on the shelf, or under a generated ruleset."""
    if from_shelf:
        volume, case = data.draw(shelf_cases())
        return volume, ready(volume.ruleset.id).decide(case.facts, case.judgements)
    volume = data.draw(volumes())
    case = data.draw(cases_of(volume))
    return volume, Decider(Edition(volume)).decide(case.facts, case.judgements)


def with_leaves(ruleset: Ruleset, found: Mapping[str, Status]) -> dict[str, Status]:
    """Every status, from those of the leaves."""
    statuses: dict[str, Status] = {}

    def status(name: str) -> Status:
        when = ruleset.criteria[name].when
        if name not in statuses:
            statuses[name] = (
                meaning.joined(when.how, [status(part) for part in when.parts])
                if when.parts
                else found[name]
            )
        return statuses[name]

    return {name: status(name) for name in ruleset.criteria}


def leaves_of(decision: Decision) -> dict[str, Status]:
    return {finding.id: finding.status for finding in decision.criteria if finding.how == "fact"}


@on_the_shelf_and_off_it
@many
@given(st.data())
def test_force_says_how_a_determination_stands(from_shelf, data):
    volume, decision = drawn_decision(data, from_shelf=from_shelf)
    for one in decision.determinations:
        rule = volume.ruleset.determinations[one.id]
        met = [g.force for g in rule.grounds if g.criterion in one.grounds]
        assert (one.status == UNDETERMINED) == (one.force is None)
        assert (one.status == MET) == bool(one.grounds)
        if one.status == MET:
            assert one.force == max(met, key=FORCES.index)
        if one.status == NOT_MET:
            assert one.force in (rule.otherwise.force, "none")


@on_the_shelf_and_off_it
@many
@given(st.data())
def test_what_it_may_become_is_stronger_and_is_the_force_of_an_open_ground(from_shelf, data):
    volume, decision = drawn_decision(data, from_shelf=from_shelf)
    for one in decision.determinations:
        grounds = volume.ruleset.determinations[one.id].grounds
        still_open = [
            g.force for g in grounds if decision.finding(g.criterion).status == UNDETERMINED
        ]
        stronger = [
            force
            for force in still_open
            if one.status == MET and FORCES.index(force) > FORCES.index(one.force or "none")
        ]
        assert one.may_become == max(stronger, key=FORCES.index, default=None)


@on_the_shelf_and_off_it
@some
@given(st.data())
def test_the_grounds_are_the_criteria_on_which_it_is_met(from_shelf, data):
    volume, decision = drawn_decision(data, from_shelf=from_shelf)
    for one in decision.determinations:
        grounds = volume.ruleset.determinations[one.id].grounds
        met = [g.criterion for g in grounds if decision.finding(g.criterion).status == MET]
        assert list(one.grounds) == met


@on_the_shelf_and_off_it
@many
@given(st.data())
def test_what_defeats_it_is_named_if_and_only_if_it_is_not_met(from_shelf, data):
    """And is enough to defeat it, though nothing else were known."""
    volume, decision = drawn_decision(data, from_shelf=from_shelf)
    for one in decision.determinations:
        assert (one.status == NOT_MET) == bool(one.defeated_by)
        leaves = leaves_of(decision)
        assert {leaves[name] for name in one.defeated_by} <= {NOT_MET}
        only: dict[str, Status] = {
            name: NOT_MET if name in one.defeated_by else UNDETERMINED for name in leaves
        }
        if one.status == NOT_MET:
            assert outcome(volume.ruleset, one, only) == NOT_MET


@on_the_shelf_and_off_it
@many
@given(st.data())
def test_what_keeps_it_open_is_named_if_and_only_if_it_is_open(from_shelf, data):
    """And once that is settled, either way, so is the determination."""
    volume, decision = drawn_decision(data, from_shelf=from_shelf)
    for one in decision.determinations:
        assert (one.status == UNDETERMINED) == bool(one.open)
        leaves = leaves_of(decision)
        assert {leaves[name] for name in one.open} <= {UNDETERMINED}
        settled = {name: data.draw(st.sampled_from([MET, NOT_MET])) for name in one.open}
        if one.open:
            assert outcome(volume.ruleset, one, leaves | settled) != UNDETERMINED


def outcome(ruleset: Ruleset, one: Determined, leaves: Mapping[str, Status]) -> Status:
    """The status a determination would have if its leaves had these."""
    statuses = with_leaves(ruleset, leaves)
    return meaning.outcome(ruleset.determinations[one.id], statuses)[0]


@on_the_shelf_and_off_it
@some
@given(st.data())
def test_the_referral_is_read_off_here_and_elsewhere(from_shelf, data):
    volume, decision = drawn_decision(data, from_shelf=from_shelf)
    rows = volume.ruleset.referral
    here = decision.finding(rows.here).status
    away = decision.finding(rows.elsewhere).status if rows.elsewhere else NOT_MET
    expected = {
        "refer": here == MET,
        "refer_elsewhere": here == NOT_MET and away == MET,
        "no_duty_to_refer": here == away == NOT_MET,
    }
    settled = [referral for referral, holds in expected.items() if holds]
    assert [decision.referral] == (settled or [UNDETERMINED])


@on_the_shelf_and_off_it
@some
@given(st.data())
def test_a_limit_runs_unless_there_is_none_or_nothing_is_due(from_shelf, data):
    volume, decision = drawn_decision(data, from_shelf=from_shelf)
    for one in decision.determinations:
        limit = volume.ruleset.determinations[one.id].due
        runs = limit is not None and (one.status != NOT_MET or limit.always)
        assert (one.due is not None) == runs
