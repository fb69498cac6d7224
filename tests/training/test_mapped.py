"""The map of a threshold: every cell is the decision there, and what moved is told."""

from __future__ import annotations

import re
from itertools import product
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.training.map_picture import as_png, drawn
from api.training.mapped import Axes, Map, axes_in, mapped
from api.training.stated import Stated
from api.wording import FORCES, REFERRALS
from criteria.errors import InputError
from criteria.shelf import shelf
from engine.decide import decide
from engine.differ import force_of_referral

FACTS = shelf().vocabulary.facts
HARM = Stated(
    {
        "age_group": "under_16",
        "abuse_or_neglect": "known",
        "serious_harm_judgement": "serious",
        "place_of_incident": "this_area",
        "normal_residence": "this_area",
    }
)


def chosen(*names: str) -> st.SearchStrategy[list[str]]:
    """Three facts of these, in any order."""
    return st.lists(st.sampled_from(names), min_size=3, max_size=3, unique=True)


@settings(max_examples=15)
@given(chosen("outcome", "joint_working", "abuse_or_neglect", "detention", "place_of_incident"))
def test_every_cell_is_the_decision_on_its_answers(names: list[str]):
    across, down, apart = names
    found = mapped(HARM, Axes(across, down, apart))
    grids = iter(found.grids)
    for fixed, edition in product(FACTS[apart].values, HARM.editions):
        grid = next(grids)
        assert (grid.edition, grid.where) == (edition, FACTS[apart].words(fixed))
        assert [label for label, _ in grid.rows] == [*map(FACTS[down].words, FACTS[down].values)]
        for (_, cells), low in zip(grid.rows, FACTS[down].values, strict=True):
            for cell, high in zip(cells, FACTS[across].values, strict=True):
                facts = {**HARM.facts, across: high, down: low, apart: fixed}
                decision = decide(edition, facts)
                assert cell.referral.upper() == REFERRALS[decision.referral]
                assert cell.force == FORCES[force_of_referral(decision)]
    assert next(grids, None) is None


def moved(found: Map) -> dict[str, list[tuple[str, str]]]:
    """The cells that moved, by edition: the words down and across."""
    return {
        grid.edition: [
            (label, found.columns[n])
            for label, cells in grid.rows
            for n, cell in enumerate(cells)
            if cell.moved
        ]
        for grid in found.grids
    }


def test_the_presumption_about_joint_working_is_seen_to_move():
    found = moved(mapped(HARM, Axes("joint_working", "outcome")))
    harmed = "the child was harmed"
    assert found == {
        "lscb-2006": [],
        "wt-2013": [(harmed, "no concern so far"), (harmed, "not known")],
        "wt-2015": [(harmed, "it is clear there is none")],
        "wt-2018": [(harmed, "there is definitive evidence of none")],
        "wt-2023": [],
        "wt-2026": [],
    }


def test_the_picture_says_in_words_what_the_map_says():
    found = mapped(HARM, Axes("joint_working", "outcome", "looked_after"))
    picture = ElementTree.fromstring(drawn(found))
    rows = [one.text for one in picture.iter("{http://www.w3.org/2000/svg}text")]
    cells = [cell for grid in found.grids for _, cells in grid.rows for cell in cells]
    referrals = set(REFERRALS.values())
    assert [row for row in rows if row and row.upper() in referrals] == [c.referral for c in cells]
    frames = [one.get("stroke-width") for one in picture.iter("{http://www.w3.org/2000/svg}rect")]
    assert frames[1:] == ["4" if cell.moved else "1" for cell in cells]
    told = " ".join(filter(None, rows))
    for grid in found.grids:
        assert f"{grid.title} – {grid.where}" in told
    assert "Fixed: How old was the person" in told


@pytest.mark.parametrize(
    "axes", [Axes("abuse_or_neglect", "detention"), Axes("detention", "age_group")]
)
def test_no_label_in_the_picture_is_cut(axes: Axes):
    found = mapped(HARM, axes)
    picture = ElementTree.fromstring(drawn(found))
    told = " ".join(
        filter(None, (one.text for one in picture.iter("{http://www.w3.org/2000/svg}text")))
    )
    for label in (*found.columns, *(label for label, _ in found.grids[0].rows)):
        assert told.count(label) >= len(found.grids)


@pytest.mark.parametrize("down", ["outcome", "detention", "abuse_or_neglect_by"])
def test_the_picture_has_the_shape_of_a_slide(down: str):
    picture = ElementTree.fromstring(drawn(mapped(HARM, Axes("abuse_or_neglect", down))))
    assert 1.0 < int(picture.get("width", 0)) / int(picture.get("height", 0)) < 3.0


def test_nothing_in_the_picture_is_outside_it():
    found = mapped(Stated(HARM.facts, transitional=True), Axes("age_group", "detention"))
    picture = ElementTree.fromstring(drawn(found))
    width, height = int(picture.get("width", 0)), int(picture.get("height", 0))
    for one in picture.iter():
        if one.get("x"):
            wide, high = int(one.get("width") or 0), int(one.get("height") or 0)
            assert int(one.get("x", 0)) + wide <= width
            assert int(one.get("y", 0)) + high <= height


def test_the_picture_for_slides_is_png_of_twice_the_size():
    picture = drawn(mapped(HARM, Axes("joint_working", "outcome")))
    size = re.search(r'width="(\d+)" height="(\d+)"', picture)
    assert size is not None
    png = as_png(picture)
    assert png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == pytest.approx((2 * int(size[1]), 2 * int(size[2])), rel=0.05)


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("across", "out_come"), ("down", "detention")], "did you mean `outcome`?"),
        ([("across", "outcome")], "down: is missing"),
        ([("across", "outcome"), ("down", "outcome")], "down: `outcome` is chosen already"),
        ([("across", "outcome"), ("across", "detention"), ("down", "looked_after")], "given twice"),
        ([("apart", "outcome")], "across: is missing"),
    ],
)
def test_facts_that_make_no_map_are_refused(pairs: list[tuple[str, str]], told: str):
    with pytest.raises(InputError, match=re.escape(told)):
        axes_in(pairs)


def test_what_a_fact_of_the_map_is_answered_is_left_out():
    pairs = [
        ("across", "outcome"),
        ("down", "detention"),
        ("outcome", "died"),
        ("care_leaver", "no"),
    ]
    axes, rest = axes_in(pairs)
    assert axes == Axes("outcome", "detention")
    assert rest == [("care_leaver", "no")]
    assert axes_in([("across", ""), ("outcome", "died")]) == (None, [("outcome", "died")])
