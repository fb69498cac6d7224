"""The JSON of a decision has the keys of the contract, each of them always, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import given

from criteria.decisions import as_json
from engine import decide
from tests.laws.drawn_cases import shelf_cases
from tests.laws.profiles import some

DECISION = (
    "edition ruleset referral summary determinations criteria considerations needs_facts "
    "needs_judgement would_change notes notices facts judgements engine"
)
EACH = {
    "ruleset": "id version digest",
    "engine": "name version",
    "determinations": "id title status force may_become duty_holder decision_maker action grounds "
    "defeated_by open due sources",
    "criteria": "id title how parts status open because sources",
    "considerations": "id title for weight status sources",
    "needs_facts": "fact question who_may_know settles",
    "would_change": "changes referral learnt",
    "notes": "id text sources",
    "notices": "id after of to text force due sources",
}
"""The keys of each part of a decision; those that vary are looked at by themselves."""


def keys(words: str) -> set[str]:
    return set(words.split())


def items(value: Any) -> list[Any]:
    return [value] if isinstance(value, dict) else value or []


def named(name: str, value: Any) -> Iterator[Any]:
    """Everything of one name, anywhere in a decision."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == name:
                yield from items(item)
            yield from named(name, item)
    if isinstance(value, list):
        for item in value:
            yield from named(name, item)


def drawn_json(drawn: Any) -> dict[str, Any]:
    volume, case = drawn
    dates = {"authority_aware": "2019-03-04", "decision": date(2013, 5, 20)}
    judgements = case.judgements
    decision = decide(
        volume.ruleset.id, case.facts, judgements=judgements, dates=dates, what_if=True
    )
    shown: dict[str, Any] = as_json(decision)
    return shown


@some
@given(shelf_cases())
def test_every_part_has_its_keys_and_no_other(drawn):
    shown = drawn_json(drawn)
    assert set(shown) == keys(DECISION)
    for name, words in EACH.items():
        for item in items(shown[name]):
            assert set(item) == keys(words), name
    assert {k for one in shown["would_change"] for change in one["changes"] for k in change} <= {
        "fact",
        "from",
        "to",
    }


@some
@given(shelf_cases())
def test_what_varies_says_just_what_there_is_to_say(drawn):
    shown = drawn_json(drawn)
    for source in named("sources", shown):
        assert set(source) - {"words"} == {"instrument", "pinpoint", "grade"}
        assert source.get("words", "") is not None
    for reason in named("because", shown):
        assert set(reason) in ({"fact", "answer"}, {"judgement"})
    for asked in shown["needs_judgement"]:
        assert set(asked) in ({"criterion", "question", "settles"}, {"fact", "question", "settles"})


@some
@given(shelf_cases())
def test_every_time_limit_says_what_it_runs_from_and_where_it_comes_from(drawn):
    shown = drawn_json(drawn)
    for due in [*named("due", shown), *named("also", shown)]:
        assert set(due) - {"also"} == {"text", "date", "from", "sources"}
        assert due["sources"]
        assert due["date"] is None or date.fromisoformat(due["date"])
        assert due.get("also", {}) is not None


@some
@given(shelf_cases())
def test_every_id_named_is_the_id_of_something_there(drawn):
    shown = drawn_json(drawn)
    criteria = {one["id"] for one in shown["criteria"]}
    determinations = {one["id"] for one in shown["determinations"]}
    assert len(criteria) == len(shown["criteria"])
    for one in shown["determinations"]:
        assert {*one["grounds"], *one["defeated_by"], *one["open"]} <= criteria
    for one in shown["criteria"]:
        assert {*one["parts"]} <= criteria
    for one in shown["considerations"]:
        assert one["for"] in determinations
    settles = {name.removesuffix(".may_become") for name in named("settles", shown)}
    assert settles <= determinations | {"referral"}
