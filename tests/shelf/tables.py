"""A small sound ruleset and its facts, as tables for the tests to spoil."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

from criteria.facts import Vocabulary
from criteria.rulesets import Ruleset
from criteria.shelf import validated, volume_of
from criteria.versions import Volume

Table = dict[str, Any]
GONE = object()
"""Spoiling a place with this takes it out."""

ASKED = {"question": "What is so?", "help": "As it is.", "who_may_know": ["somebody"]}
FACTS: Table = {
    "facts": {
        "outcome": {**ASKED, "answers": {"died": "died", "harmed": "harmed"}},
        "age": {**ASKED, "answers": {"child": "a child", "adult": "an adult", "unborn": "unborn"}},
    },
    "dates": {"decision": {"words": "the decision"}},
    "contradictions": {},
}


def criterion(when: Table, **more: str) -> Table:
    """A criterion that says little beside its condition."""
    return {"title": "So", "question": "Is it so?", "when": when, "sources": ["law"], **more}


def summary(referral: str) -> Table:
    """The one sentence for a referral."""
    return {"referral": referral, "text": f"It is {referral}."}


SOUND: Table = {
    "id": "trial",
    "version": "1.0.0",
    "title": "A trial",
    "publisher": "nobody",
    "about": "A ruleset to spoil.",
    "in_force": {"from": date(2006, 4, 1), "text": "always"},
    "sources": {"law": {"instrument": "An Act", "grade": "confirmed"}},
    "criteria": {
        "child": criterion(
            {"fact": "age", "is": ["child"], "judgement": ["unborn"]},
            judgement_question="Does it count?",
        ),
        "died": criterion({"fact": "outcome", "is": ["died"]}),
        "limb": criterion({"all": ["child", "died"]}),
    },
    "determinations": {
        "review": {
            "title": "A review",
            "grounds": [{"criterion": "limb", "force": "must"}],
            "otherwise": {"force": "may", "none_if": "child"},
            "duty_holder": "somebody",
            "decision_maker": "somebody",
            "action": {"met": "Do it.", "not_met": "Leave it.", "undetermined": "Ask."},
            "due": {"text": "In a month.", "from": "decision", "months": 1, "sources": ["law"]},
            "sources": ["law"],
        }
    },
    "considerations": {
        "age-weighed": {
            "title": "The age",
            "for": "review",
            "weight": "should_have_regard",
            "when": {"fact": "age", "is": ["child"]},
            "sources": ["law"],
        }
    },
    "referral": {
        "here": "limb",
        "rests_on": ["review"],
        "summaries": [summary(s) for s in ("refer", "no_duty_to_refer", "undetermined")],
    },
    "notes": {
        "mind": {
            "text": "Mind this.",
            "when": [{"fact": "age", "is": ["child"]}, {"criterion": "died", "is": ["met"]}],
            "sources": ["law"],
        }
    },
    "notices": {
        "tell": {
            "text": "Tell them.",
            "of": "review",
            "after": "either",
            "whether": "either way",
            "to": "everybody",
            "force": "should",
            "when": [{"determination": "review", "is": ["met"]}],
            "due": {"text": "In two days.", "from": "decision", "days": 2, "sources": ["law"]},
            "sources": ["law"],
        }
    },
    "not_encoded": {"more": {"text": "There is more.", "sources": ["law"]}},
}


def vocabulary(facts: Table = FACTS) -> Vocabulary:
    """The facts of the trial."""
    return validated(Vocabulary, facts, "facts")


def volume(table: Table = SOUND, facts: Table = FACTS) -> Volume:
    """The trial, read and checked as an edition of the shelf is."""
    return volume_of(validated(Ruleset, table, "trial"), vocabulary(facts))


def spoiled(place: str, value: Any, table: Table = SOUND) -> Table:
    """The table with one place set to a value, or taken out."""
    whole = deepcopy(table)
    *path, last = place.split(".")
    inner: Any = whole
    for step in path:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    key: Any = int(last) if isinstance(inner, list) else last
    if value is GONE:
        del inner[key]
    else:
        inner[key] = value
    return whole


def named(value: Any, key: str) -> Iterator[Any]:
    """Everything that stands under a key, however deep."""
    if isinstance(value, dict):
        for word, item in value.items():
            yield from [item] if word == key else ()
            yield from named(item, key)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from named(item, key)
