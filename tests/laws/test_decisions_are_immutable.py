"""Nothing that a caller holds can change what another sees."""

import copy
import dataclasses
import json
import pickle

import pytest

from criteria.decisions import as_json
from criteria.shelf import shelf
from engine import decide

FACTS = {"age_group": "under_16", "outcome": "died", "abuse_or_neglect": "known"}
KEYS = [
    "edition",
    "ruleset",
    "referral",
    "summary",
    "determinations",
    "criteria",
    "considerations",
    "needs_facts",
    "needs_judgement",
    "would_change",
    "notes",
    "notices",
    "facts",
    "judgements",
    "engine",
]


def test_a_decision_cannot_be_changed():
    decision = decide("wt-2018", FACTS)
    with pytest.raises(dataclasses.FrozenInstanceError):
        decision.referral = "refer"
    with pytest.raises(TypeError):
        decision.facts["outcome"] = "harmed"
    with pytest.raises(dataclasses.FrozenInstanceError):
        decision.determinations[0].status = "not_met"


def test_changing_what_was_handed_in_changes_nothing():
    handed = dict(FACTS)
    decision = decide("wt-2018", handed)
    handed["outcome"] = "harmed"
    assert decision.facts["outcome"] == "died"
    assert decide("wt-2018", FACTS) == decision


@pytest.mark.parametrize("edition", shelf().timeline.editions)
def test_a_decision_survives_copying_and_pickling(edition):
    decision = decide(edition, FACTS, dates={"decision": "2019-05-07"}, what_if=True)
    assert pickle.loads(pickle.dumps(decision)) == decision
    assert copy.deepcopy(decision) == decision


@pytest.mark.parametrize("edition", shelf().timeline.editions)
def test_a_decision_as_json_has_the_keys_of_the_contract(edition):
    told = json.loads(json.dumps(as_json(decide(edition, FACTS))))
    assert list(told) == KEYS
    assert told["ruleset"] == {
        "id": edition,
        "version": "1.0.0",
        "digest": shelf().volume(edition).digest,
    }
    for one in told["determinations"]:
        assert list(one) == [
            "id",
            "title",
            "status",
            "force",
            "may_become",
            "duty_holder",
            "decision_maker",
            "action",
            "grounds",
            "defeated_by",
            "open",
            "due",
            "sources",
        ]
    for one in told["criteria"]:
        assert list(one) == ["id", "title", "how", "parts", "status", "open", "because", "sources"]
    assert set(told["facts"]) == set(shelf().vocabulary.facts)
    assert told["would_change"] is None
