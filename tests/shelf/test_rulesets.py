"""The rulesets as data: nothing in them is idle, and nothing they can say is out of reach."""

from __future__ import annotations

from typing import get_args

import pytest

from criteria.bearing import cone, roots
from criteria.shelf import shelf
from criteria.words import Grade, Referral
from engine.telling import OPEN, TO_JUDGE
from tests.shelf.cases import decisions
from tests.shelf.tables import named

EDITIONS = shelf().timeline.editions
each_edition = pytest.mark.parametrize("edition", EDITIONS)


def test_the_law_is_data_without_a_line_of_python():
    files = [file for file in shelf().folder.rglob("*") if file.is_file()]
    assert {file.suffix for file in files} == {".toml", ".xz"}


def test_every_folder_is_an_edition_what_they_share_or_what_was_released():
    folders = {file.name for file in shelf().folder.iterdir() if file.is_dir()}
    assert folders == {*EDITIONS, "shared", "releases"}


@each_edition
def test_an_edition_is_named_by_its_folder(edition: str):
    assert shelf().volume(edition).ruleset.id == edition
    assert "id" not in shelf().read(edition)


@each_edition
def test_every_criterion_bears_on_a_determination_or_the_referral(edition: str):
    ruleset = shelf().volume(edition).ruleset
    assert cone(ruleset, roots(ruleset)) == set(ruleset.criteria)


@each_edition
def test_every_source_has_a_grade_and_is_used(edition: str):
    ruleset = shelf().volume(edition).ruleset
    assert {source.grade for source in ruleset.sources.values()} <= set(get_args(Grade))
    table = ruleset.model_dump(exclude={"sources"})
    used = {name for names in named(table, "sources") for name in names}
    # The days in force have a source of their own, which is shown with the edition.
    assert used | {"in-force"} >= set(ruleset.sources)


@each_edition
def test_every_determination_can_be_met_not_met_and_open(edition: str):
    reached = {(one.id, one.status) for d in decisions(edition) for one in d.determinations}
    names = shelf().volume(edition).ruleset.determinations
    assert reached == {(n, s) for n in names for s in ("met", "not_met", "undetermined")}


@each_edition
def test_every_ground_can_be_met_and_every_force_reached(edition: str):
    said = [one for d in decisions(edition) for one in d.determinations]
    for name, rule in shelf().volume(edition).ruleset.determinations.items():
        grounds = {ground for one in said if one.id == name for ground in one.grounds}
        assert grounds == {ground.criterion for ground in rule.grounds}
        forces = {one.force for one in said if one.id == name}
        gate = {"none"} if rule.otherwise.none_if else set()
        assert forces == {None, rule.otherwise.force, *(g.force for g in rule.grounds), *gate}


@each_edition
def test_every_criterion_can_be_met_not_met_and_open(edition: str):
    reached = {(one.id, one.status) for d in decisions(edition) for one in d.criteria}
    presumed = {
        name
        for name, c in shelf().volume(edition).ruleset.leaves()
        if "unknown" in c.when.meets and not c.when.judgement
    }
    for name in shelf().volume(edition).ruleset.criteria:
        statuses = {status for criterion, status in reached if criterion == name}
        assert statuses >= {"met", "not_met"}, name
        assert ("undetermined" in statuses) == (name not in presumed), name


@each_edition
def test_every_referral_can_be_reached(edition: str):
    elsewhere = shelf().volume(edition).ruleset.referral.elsewhere
    possible = set(get_args(Referral)) - (set() if elsewhere else {"refer_elsewhere"})
    assert {decision.referral for decision in decisions(edition)} == possible


@each_edition
def test_no_summary_note_or_notice_is_out_of_reach(edition: str):
    ruleset = shelf().volume(edition).ruleset
    summaries = {decision.summary for decision in decisions(edition)}
    for row in ruleset.referral.summaries:
        texts = tuple(row.text.replace("{open}", words) for words in (OPEN, TO_JUDGE))
        assert any(said.startswith(texts) for said in summaries), row.text
    noted = {note.id for decision in decisions(edition) for note in decision.notes}
    assert noted >= set(ruleset.notes)
    notices = {notice.id for decision in decisions(edition) for notice in decision.notices}
    assert notices == set(ruleset.notices)


@each_edition
def test_every_consideration_can_be_met_not_met_and_open(edition: str):
    reached = {(one.id, one.status) for d in decisions(edition) for one in d.considerations}
    names = shelf().volume(edition).ruleset.considerations
    assert reached == {(n, s) for n in names for s in ("met", "not_met", "undetermined")}
