"""A decision is a value: it cannot be changed, it can be copied, and its JSON is the contract's."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given

from criteria.decisions import Decision, as_json
from criteria.facts import Answers
from criteria.shelf import shelf
from criteria.versions import Volume
from engine import decide
from tests.laws.drawn_cases import EDITIONS, SERIOUS, shelf_cases
from tests.laws.profiles import few, some

DATES = {
    "incident": "2019-03-01",
    "authority_aware": date(2019, 3, 4),
    "notified_panel": "2019-03-08",
    "notified_board": "2019-03-08",
    "decision": "2019-04-01",
    "review_decided": "2019-04-02",
}


def full_decision(edition: str) -> Decision:
    """A decision with a judgement, dates and what-if."""
    facts = SERIOUS | {"age_group": "unborn", "looked_after": "yes"}
    return decide(edition, facts, judgements={"child": "met"}, dates=DATES, what_if=True)


def parts_of(value: object) -> Iterator[object]:
    """Everything a decision is made of, itself included."""
    yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from parts_of(getattr(value, field.name))
    if isinstance(value, tuple):
        for item in value:
            yield from parts_of(item)


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_in_a_decision_can_be_changed(edition):
    for part in parts_of(full_decision(edition)):
        hash(part)
        assert not isinstance(part, list | dict | set | bytearray)
        if dataclasses.is_dataclass(part) and not isinstance(part, type):
            assert not hasattr(part, "__dict__")
            for field in dataclasses.fields(part):
                with pytest.raises(dataclasses.FrozenInstanceError):
                    setattr(part, field.name, None)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_facts_and_judgements_of_a_decision_cannot_be_changed(edition):
    decision: Any = full_decision(edition)
    for answers in (decision.facts, decision.judgements):
        for change in (
            lambda answers=answers: answers.__setitem__("outcome", "harmed"),
            lambda answers=answers: answers.update(outcome="harmed"),
            lambda answers=answers: answers.pop("outcome"),
            lambda answers=answers: answers.clear(),
        ):
            with pytest.raises((TypeError, AttributeError)):
                change()


def test_no_public_name_of_a_decisions_facts_lets_one_change_it():
    decision = decide("wt-2018", {"outcome": "died", "looked_after": "no"})
    table: Any = decision.facts.table
    try:
        with pytest.raises(TypeError):
            table["outcome"] = "harmed"
    finally:
        if isinstance(table, dict):
            table["outcome"] = "died"


@few
@given(shelf_cases())
def test_what_is_done_afterwards_to_what_was_handed_in_changes_nothing(drawn):
    volume, case = drawn
    facts, judgements = dict(case.facts), dict(case.judgements)
    decision = decide(volume.ruleset.id, facts, judgements=judgements)
    before = as_json(decision)
    facts |= dict.fromkeys(volume.vocabulary.facts, "yes")
    judgements.clear()
    assert as_json(decision) == before
    assert decide(volume.ruleset.id, case.facts, judgements=case.judgements) == decision


@few
@given(shelf_cases())
def test_any_mapping_will_do_for_facts(drawn):
    volume, case = drawn
    edition, judgements = volume.ruleset.id, case.judgements
    plain = decide(edition, case.facts, judgements=judgements)
    for facts in (MappingProxyType(case.facts), Answers(case.facts)):
        assert decide(edition, facts, judgements=MappingProxyType(judgements)) == plain
    assert decide(edition, plain.facts, judgements=plain.judgements) == plain


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_decision_comes_back_whole_from_pickle_and_copy(edition):
    decision = full_decision(edition)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(decision, protocol)) == decision
    for copied in (copy.copy(decision), copy.deepcopy(decision)):
        assert copied == decision
        assert hash(copied) == hash(decision)
        assert as_json(copied) == as_json(decision)


@some
@given(shelf_cases(), shelf_cases())
def test_decisions_are_equal_when_they_say_the_same(drawn, other):
    (volume, case), (other_volume, other_case) = drawn, other
    one = decide(volume.ruleset.id, case.facts, judgements=case.judgements)
    two = decide(other_volume.ruleset.id, other_case.facts, judgements=other_case.judgements)
    assert (one == two) == (as_json(one) == as_json(two))
    assert one != two or hash(one) == hash(two)


@few
@given(shelf_cases())
def test_json_says_everything_and_says_it_in_plain_values(drawn):
    volume, case = drawn
    decision = decide(
        volume.ruleset.id, case.facts, judgements=case.judgements, dates=DATES, what_if=True
    )
    text = json.dumps(as_json(decision), allow_nan=False)
    assert json.loads(text) == as_json(decision)
    assert list(json.loads(text)["facts"]) == list(shelf().vocabulary.facts)


def is_about_the_day(volume: Volume, note: str) -> bool:
    """Whether a note is about decisions of the day in DATES; one without days always is."""
    notes = volume.ruleset.notes
    return note not in notes or notes[note].is_about(date.fromisoformat(str(DATES["decision"])))


@few
@given(shelf_cases())
def test_dates_add_days_and_notes_and_decide_nothing(drawn):
    volume, case = drawn
    plain = decide(volume.ruleset.id, case.facts, judgements=case.judgements)
    dated = decide(volume.ruleset.id, case.facts, judgements=case.judgements, dates=DATES)
    untouched = {f.name for f in dataclasses.fields(Decision)} - {
        "determinations",
        "notices",
        "notes",
    }
    for name in untouched:
        assert getattr(dated, name) == getattr(plain, name)
    on_the_day = tuple(one for one in plain.notes if is_about_the_day(volume, one.id))
    assert dated.notes[: len(on_the_day)] == on_the_day
    for one, then in zip(plain.determinations, dated.determinations, strict=True):
        assert dataclasses.replace(then, due=one.due) == one
