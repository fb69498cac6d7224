"""Every source that was read once or not at all is listed, and no other, by what it decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.sources.checklist import (
    find_statements,
    list_sources_to_check,
    show_sources,
)
from api.sources.model import Statement
from api.sources.wording import describe_place, describe_statement
from criteria.decisions import Cited
from criteria.errors import UnknownEdition
from criteria.shelf import shelf
from tests.shelf.tables import SOUND, named, spoiled, volume

EDITIONS = shelf().timeline.editions
EVERY = (None, *EDITIONS)
TO_CHECK = ("single", "unconfirmed")
SINGLE = {"instrument": "A circular", "pinpoint": "chapter 2", "grade": "single"}
PLACES = {
    "determination": "determinations.review.sources",
    "clock": "determinations.review.due.sources",
    "criterion": "criteria.died.sources",
    "notice": "notices.tell.sources",
    "notice_clock": "notices.tell.due.sources",
    "consideration": "considerations.age-weighed.sources",
    "note": "notes.mind.sources",
    "in_force": "in_force.sources",
    "not_encoded": "not_encoded.more.sources",
}


def cited_to_check(edition: str) -> set[Cited]:
    """The sources that anything in an edition names and that are still to be checked."""
    ruleset = shelf().volume(edition).ruleset
    told = ruleset.model_dump(by_alias=True)
    whole = told.pop("sources")
    used = {name for names in named(told, "sources") for name in names}
    found = (ruleset.sources[name] for name in used & set(whole))
    return {
        Cited(one.instrument, one.pinpoint, one.grade, one.words)
        for one in found
        if one.grade in TO_CHECK
    }


def statements_on(table: dict[str, Any]) -> list[Statement]:
    """What rests on sources to check in a ruleset."""
    return [one for ones in find_statements(volume(table).ruleset).values() for one in ones]


def doubted(*kinds: str, backed: tuple[str, ...] = ()) -> dict[str, Any]:
    """The small ruleset, some of its rules resting on a circular that was read once."""
    table = spoiled("sources.circular", SINGLE)
    for kind in kinds:
        names = ["law", "circular"] if kind in backed else ["circular"]
        table = spoiled(PLACES[kind], names, table)
    return table


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_lists_each_source_to_check_once_and_nothing_better(edition: str):
    listed = [one.source for one in list_sources_to_check(edition)]
    assert len(listed) == len(set(listed))
    assert set(listed) == cited_to_check(edition)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_whole_list_has_each_source_of_an_edition_once(edition: str):
    found = [
        one.source
        for one in list_sources_to_check()
        if one.edition is not None and edition in (one.edition, *one.also_in)
    ]
    assert len(found) == len(set(found))
    assert set(found) == cited_to_check(edition)


def test_a_source_stands_under_the_latest_edition_that_has_it():
    for one in list_sources_to_check():
        if one.edition is not None:
            having = [name for name in reversed(EDITIONS) if one.source in cited_to_check(name)]
            assert [one.edition, *one.also_in] == having


def test_the_latest_edition_comes_first_and_newer_law_last():
    latest = EDITIONS[-1]
    listed = [one.edition for one in list_sources_to_check()]
    order = [name for name in (*reversed(EDITIONS), None) if name in listed]
    assert list(dict.fromkeys(listed)) == order
    assert listed == sorted(listed, key=order.index)
    whole = list_sources_to_check(latest)
    assert list_sources_to_check()[: len(whole)] == whole


def test_newer_law_is_listed_if_it_was_not_read():
    told = [one for one in show_sources()["sources"] if one["edition"] is None]
    laws = [law for law in shelf().timeline.newer_law if law.source.grade in TO_CHECK]
    assert [one["look_for"] for one in told] == [[law.text] for law in laws]
    assert [one["instrument"] for one in told] == [law.source.instrument for law in laws]


@pytest.mark.parametrize("edition", EVERY)
def test_what_rests_on_nothing_better_comes_first_by_consequence(edition: str | None):
    listed = list_sources_to_check(edition)
    for one in listed:
        orders = [each.order for each in one.statements]
        assert orders == sorted(orders)
    for name in {one.edition for one in listed}:
        firsts = [one.statements[0].order for one in listed if one.edition == name]
        assert firsts == sorted(firsts)


def test_the_kinds_of_rule_stand_in_the_order_of_their_consequence():
    found = statements_on(doubted(*PLACES))
    assert [one.kind for one in found] == [
        *("determination", "criterion", "clock", "notice", "notice_clock"),
        *("consideration", "note", "in_force", "not_encoded"),
    ]
    assert [one.for_referral for one in found[:3]] == [True, True, False]


def test_a_test_for_the_referral_comes_before_what_no_referral_rests_on():
    other = {**SOUND["determinations"]["review"], "sources": ["circular"]}
    found = statements_on(spoiled("determinations.other", other, doubted("criterion")))
    assert [(one.kind, one.id) for one in found] == [
        ("criterion", "died"),
        ("determination", "other"),
    ]


@pytest.mark.parametrize("kind", PLACES)
def test_a_source_lists_the_one_rule_that_names_it(kind: str):
    (one,) = statements_on(doubted(kind))
    assert one.kind == kind
    assert one.sentence
    assert describe_statement(one).endswith(".")


def test_a_source_that_nothing_names_is_not_listed():
    assert statements_on(doubted()) == []


def test_a_rule_with_a_better_source_comes_after_one_without():
    found = statements_on(doubted("criterion", "notice", backed=("criterion",)))
    assert [one.kind for one in found] == ["notice", "criterion"]
    assert found[1].backing == (Cited("An Act", None, "confirmed"),)
    assert "Also rests on An Act (" in describe_statement(found[1])


def test_what_decides_comes_before_what_is_only_said():
    found = statements_on(doubted("criterion", "note", backed=("criterion",)))
    assert [one.kind for one in found] == ["criterion", "note"]


def test_of_two_sources_the_one_that_decides_more_comes_first():
    table = spoiled("sources.letter", {"instrument": "A letter", "grade": "unconfirmed"})
    table = spoiled("sources.circular", SINGLE, table)
    table = spoiled(PLACES["note"], ["letter"], table)
    table = spoiled(PLACES["clock"], ["circular"], table)
    found = find_statements(volume(table).ruleset)
    assert [one.instrument for one in found] == ["A circular", "A letter"]


def test_the_force_of_a_test_is_that_of_what_rests_on_it():
    criterion = next(one for one in statements_on(doubted("criterion")))
    assert criterion.force == SOUND["determinations"]["review"]["grounds"][0]["force"]


@pytest.mark.parametrize(
    ("pinpoint", "alone"),
    [
        ("chapter 4", True),
        ("chapter 4, notifiable incidents", True),
        ("chapter 4, from p.82", False),
        ("chapter 4, paragraph 12", False),
        ("chapter 4, paras 13-16", False),
        ("section 16C(1)", False),
        (None, False),
    ],
)
def test_a_place_says_if_it_is_only_a_chapter(pinpoint: str | None, alone: bool):
    said = describe_place(Cited("A circular", pinpoint, "single"))
    assert said.endswith("; the chapter alone is known") is alone


def test_an_edition_that_is_not_on_the_shelf_is_refused_with_the_nearest():
    with pytest.raises(UnknownEdition) as refused:
        list_sources_to_check(f"{EDITIONS[0]}x")
    assert [one.nearest for one in refused.value.problems] == [EDITIONS[0]]


def every_member(edition: str | None) -> Iterator[tuple[dict[str, Any], set[str]]]:
    """Each source as shown, with its members."""
    return ((one, set(one)) for one in show_sources(edition)["sources"])


@pytest.mark.parametrize("edition", EVERY)
def test_a_source_is_shown_with_what_it_decides_and_what_to_look_for(edition: str | None):
    always = {"edition", "also_in", "instrument", "pinpoint", "grade"}
    always |= {"decides", "look_for", "rests_also_on"}
    for one, members in every_member(edition):
        assert always <= members <= always | {"words", "remark"}
        assert one["decides"]
        assert one["look_for"]
        also = [each for rule in one["decides"] for each in rule.get("rests_also_on", [])]
        assert one["rests_also_on"] == [each for n, each in enumerate(also) if each not in also[:n]]
