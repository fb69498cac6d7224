"""Verification finds nothing on the shelf, and finds whatever is wrong: each finding can be had."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import engine.verify
from criteria import meaning
from criteria.shelf import shelf
from criteria.versions import Volume
from criteria.words import MET, NOT_MET, UNDETERMINED
from engine.drawn import Drawing
from engine.edition import Edition
from engine.entries import MOST_FINDINGS
from engine.plan import ALWAYS, Plan
from engine.verify import verify, verify_volume
from tests.laws.built import leaves, volume
from tests.laws.drawn_cases import presumed_facts
from tests.laws.drawn_rulesets import criterion, volumes
from tests.laws.drawn_vocabularies import SMALL_MIXED, Shape
from tests.laws.profiles import few, some

Rules = dict[str, Any]
TINY = Shape(leaves=4, joins=3, facts=2, answers=3)


def sound_volume() -> Volume:
    """A ruleset against which nothing is found."""
    parts = leaves(2)
    return volume(parts | {"top": criterion({"all": list(parts)})}, "top", facts=2)


def found_against(built: Volume) -> str:
    return "\n".join(verify_volume(built).findings)


def sabotaged(monkeypatch: pytest.MonkeyPatch, harm: Callable[[Rules], None]) -> None:
    """From now on, every ruleset is compiled to rules that something was done to."""
    sound = Plan.rules

    def rules(plan: Plan) -> Rules:
        made = sound(plan)
        harm(made)
        return made

    monkeypatch.setattr(Plan, "rules", rules)


@pytest.mark.parametrize("edition", ["lscb-2006", "wt-2013", "wt-2018"])
def test_nothing_is_found_against_an_edition(edition):
    certificate = verify(edition)
    assert certificate.findings == ()
    assert certificate.sound
    assert certificate.cases > 0
    assert certificate.entries > len(shelf().volume(edition).ruleset.criteria)
    assert set(certificate.presumes_from) == presumed_facts(shelf().volume(edition).ruleset)


def test_nothing_is_found_against_a_small_sound_ruleset():
    assert verify_volume(sound_volume()).sound


@some
@given(volumes(SMALL_MIXED, real=False))
def test_the_engine_is_never_found_to_say_other_than_is_meant(drawn):
    """Though a generated ruleset may well have a criterion that is never met."""
    for finding in verify_volume(drawn).findings:
        assert "is never" in finding


@few
@given(st.data())
def test_no_rule_can_be_lost_unnoticed(data):
    drawn = data.draw(volumes(TINY, real=False))
    names = sorted(set(Plan(drawn.ruleset, drawn.vocabulary).rules()) - {ALWAYS})
    assume(names)
    lost = data.draw(st.sampled_from(names))
    with pytest.MonkeyPatch.context() as monkeypatch:
        sabotaged(monkeypatch, lambda rules: rules.pop(lost))
        assert "the engine says undetermined" in found_against(drawn)


@few
@given(st.data())
def test_met_and_not_met_cannot_be_swapped_unnoticed(data):
    drawn = data.draw(volumes(TINY, real=False))
    node = str(data.draw(st.integers(0, len(drawn.ruleset.criteria) - 1)))
    assume({f"{node}+", f"{node}-"} & Plan(drawn.ruleset, drawn.vocabulary).rules().keys())

    def swap(rules: Rules) -> None:
        for sign, other in (("+", "-"), ("-", "+")):
            if node + sign in rules:
                rules[f"swapped {node}{other}"] = rules.pop(node + sign)

    with pytest.MonkeyPatch.context() as monkeypatch:
        sabotaged(monkeypatch, swap)
        assert "the engine says" in found_against(drawn)


def test_a_rule_that_says_both_is_a_fault_of_the_engine_and_is_found(monkeypatch):
    sabotaged(monkeypatch, lambda rules: rules.update({"and 0-": rules["0+"]}))
    assert "`c0` was derived both met and not met" in found_against(sound_volume())


def test_a_force_that_is_not_meant_is_found(monkeypatch):
    monkeypatch.setattr(engine.verify, "forces", lambda *_: ("may", None))
    assert "d: the engine says ('met', 'may', None)" in found_against(sound_volume())


def test_a_standing_that_is_not_meant_is_found(monkeypatch):
    monkeypatch.setattr(engine.verify, "standing", lambda *_: UNDETERMINED)
    assert "d: the engine says ('undetermined', None, None)" in found_against(sound_volume())


def test_a_referral_that_is_not_meant_is_found(monkeypatch):
    monkeypatch.setattr(engine.verify, "referral", lambda *_: "no_duty_to_refer")
    assert "referral: the engine says no_duty_to_refer" in found_against(sound_volume())


def test_a_criterion_that_reads_another_cases_statuses_is_found(monkeypatch):
    derive, first = Edition.derive, []

    def stale(edition: Edition, answers: Any, judged: Any) -> Any:
        first.append(derive(edition, answers, judged))
        return first[0]

    monkeypatch.setattr(Edition, "derive", stale)
    assert "top: the engine says" in found_against(sound_volume())


@pytest.mark.parametrize(
    ("when", "never"),
    [
        ({"fact": "f0", "is": []}, "met"),
        ({"fact": "f0", "is": ["a0", "a1"]}, "not_met"),
        ({"fact": "f0", "is": ["a0", "a1", "unknown"]}, "not_met"),
    ],
)
def test_a_criterion_that_can_only_go_one_way_is_found(when, never):
    assert f"c: is never {never}" in found_against(volume({"c": criterion(when)}, "c", 1))


def test_criteria_that_contradict_each_other_are_found():
    criteria = {
        "one": criterion({"fact": "f0", "is": ["a0"]}),
        "other": criterion({"fact": "f0", "is": ["a1"]}),
        "both": criterion({"all": ["one", "other"]}),
    }
    assert found_against(volume(criteria, "both", 1)) == "both: is never met"


def test_learning_that_unsettles_is_found_where_it_is_not_said_to_be_presumed(monkeypatch):
    criteria = {"c": criterion({"fact": "f0", "is": ["a0", "unknown"]})}
    presuming = volume(criteria, "c", 1)
    assert verify_volume(presuming).sound
    assert verify_volume(presuming).presumes_from == ("f0",)
    monkeypatch.setattr(Drawing, "presumed", lambda _: ())
    found = found_against(presuming)
    assert found.splitlines() == [
        f"{name}: learning f0 unsettles it" for name in ("c", "d", "referral")
    ]


def test_a_meaning_that_takes_silence_for_a_no_is_found_to_be_unsettled(monkeypatch):
    def hasty(how: str, parts: list[Any]) -> Any:
        return MET if set(parts) == {MET} else NOT_MET

    monkeypatch.setattr(meaning, "joined", hasty)
    assert "top: learning f0 unsettles it" in found_against(sound_volume())


def test_findings_are_many_but_not_without_end(monkeypatch):
    monkeypatch.setattr(Plan, "rules", lambda _: {ALWAYS: {"all": [{"m": {"always": 1}}]}})
    assert len(verify_volume(sound_volume()).findings) == MOST_FINDINGS
