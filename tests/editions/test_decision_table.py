"""The decision table says what the engine decides: a row that applies, a row that is ruled out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given

from api.editions.table import HEADS, OTHERWISE, Row, as_csv, in_words, rows, together
from api.wording import FORCES
from criteria.decisions import Decision
from criteria.shelf import shelf
from criteria.words import MET, NOT_MET, UNDETERMINED, UNKNOWN
from engine import decide
from tests.laws.drawn_cases import EDITIONS, shelf_cases
from tests.laws.profiles import many

VOCABULARY = shelf().vocabulary
STRONGEST = ("MUST", "SHOULD", "CONSIDER", "MAY")
each_edition = pytest.mark.parametrize("edition", EDITIONS)


@cache
def table(edition: str) -> list[Row]:
    """The rows of an edition."""
    return list(rows(shelf().volume(edition)))


def ways(edition: str, result: str) -> list[Row]:
    """The rows that a determination or a referral is met by."""
    return [row for row in table(edition) if row.result == result and row.ground != OTHERWISE]


def status(row: Row, decision: Decision) -> str:
    """Whether a row applies, is ruled out, or is open."""
    found = {
        cell_status(cell, decision.facts[fact], decision.judgements)
        for fact, cell in row.cells.items()
    }
    return NOT_MET if NOT_MET in found else UNDETERMINED if UNDETERMINED in found else MET


def cell_status(cell: Mapping[str, tuple[str, ...]], answer: str, judged: Mapping[str, str]) -> str:
    """Whether the answer to one fact will do."""
    if answer not in cell:
        return UNDETERMINED if answer == UNKNOWN else NOT_MET
    said = {judged.get(name) for name in cell[answer]}
    return NOT_MET if NOT_MET in said else UNDETERMINED if None in said else MET


@many
@given(shelf_cases())
def test_a_determination_is_what_its_rows_are_and_has_the_force_of_those_that_apply(drawn):
    volume, case = drawn
    decision = decide(volume.ruleset.id, case.facts, judgements=case.judgements)
    for one in decision.determinations:
        made = [(status(row, decision), row.force) for row in ways(decision.edition, one.id)]
        applying = [force for found, force in made if found == MET]
        assert (one.status == MET) == bool(applying)
        assert (one.status == NOT_MET) == all(found == NOT_MET for found, _ in made)
        if applying:
            assert FORCES[one.force] == min(applying, key=STRONGEST.index)


@many
@given(shelf_cases())
def test_a_case_is_referred_where_a_row_says_so(drawn):
    volume, case = drawn
    decision = decide(volume.ruleset.id, case.facts, judgements=case.judgements)
    here, away = (
        [status(row, decision) for row in ways(decision.edition, result)]
        for result in ("refer", "refer_elsewhere")
    )
    ruled_out = all(one == NOT_MET for one in here)
    assert (decision.referral == "refer") == (MET in here)
    assert (decision.referral == "refer_elsewhere") == (ruled_out and MET in away)
    none_left = ruled_out and all(one == NOT_MET for one in away)
    assert (decision.referral == "no_duty_to_refer") == none_left


@each_edition
def test_csv_has_every_row_and_a_column_for_every_fact_that_bears_on_one(edition: str):
    read = list(csv.reader(io.StringIO(as_csv(shelf().volume(edition)), newline="")))
    head, body = read[0], read[1:]
    bearing = {fact for row in table(edition) for fact in row.cells}
    assert head == [*HEADS, *(fact for fact in VOCABULARY.facts if fact in bearing)]
    assert len(body) == len(table(edition))
    for said, row in zip(body, table(edition), strict=True):
        assert said[:5] == [row.result, row.title, row.force, row.who, row.ground]
        for fact, words in zip(head[5:], said[5:], strict=True):
            assert words == in_words(VOCABULARY.facts[fact], row.cells.get(fact, {}))


@each_edition
def test_no_cell_is_taken_for_a_formula(edition: str):
    for row in csv.reader(io.StringIO(as_csv(shelf().volume(edition)), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_a_cell_says_what_is_presumed_and_what_must_be_judged():
    [row, *_] = ways("wt-2013", "serious-case-review")
    said = in_words(
        VOCABULARY.facts["link_to_abuse_or_neglect"], row.cells["link_to_abuse_or_neglect"]
    )
    assert said == (
        "yes, it played a part | not known (presumed) | "
        "no, the death or harm was unrelated to it, if abuse-linked is judged met"
    )


def test_a_way_that_no_answer_will_do_for_is_no_row():
    """An order of deprivation of liberty counts at 16 or 17 and at no other age."""
    order = [
        row
        for row in table("wt-2015")
        if "deprivation_of_liberty" in row.cells.get("detention", {})
    ]
    custody = [row for row in order if row.ground == "custody-limb"]
    assert custody
    assert all(list(row.cells["age_group"]) == ["16_or_17"] for row in custody)


def test_an_answer_must_do_for_every_criterion_of_a_way_and_be_judged_for_each():
    one = {"f": {"a": (), "b": ("x",)}, "g": {"c": ()}}
    other = {"f": {"b": ("y",), "d": ()}}
    assert list(together((one, other))) == [{"f": {"b": ("x", "y")}, "g": {"c": ()}}]
    assert list(together((one, {"g": {"e": ()}}))) == []
