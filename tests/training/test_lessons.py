"""The lesson plans: as long as they say, true to the engine, and teaching what they are for."""

from __future__ import annotations

from itertools import pairwise

import pytest

from api.training.compared import compared
from api.training.lessons import Step, lessons
from api.training.mapped import mapped
from api.training.stated import stated
from criteria.shelf import shelf
from engine.decide import decide

STEPS = [
    pytest.param(lesson.editions, step, id=f"{lesson.id}-{n}")
    for lesson in lessons().values()
    for n, step in enumerate(lesson.steps, 1)
]


def test_there_are_three_lessons_of_twenty_minutes():
    assert [lesson.minutes for lesson in lessons().values()] == [20, 20, 20]
    assert [lesson.editions for lesson in lessons().values()] == [
        ("lscb-2006", "wt-2013", "wt-2015"),
        ("wt-2013", "wt-2015", "wt-2018"),
        ("wt-2015", "wt-2018"),
    ]


@pytest.mark.parametrize(("editions", "step"), STEPS)
def test_a_step_states_a_case_that_a_link_can_hold(editions: tuple[str, ...], step: Step):
    assert stated(step.case.facts.items()).facts == step.case.facts
    assert set(editions) <= set(shelf().timeline.editions)
    assert bool(step.facts) != bool(step.scenario)


@pytest.mark.parametrize(("editions", "step"), STEPS)
def test_a_step_shows_what_it_promises(editions: tuple[str, ...], step: Step):
    if step.axes is None:
        assert tuple(step.shows) == editions
    for edition, referral in step.shows.items():
        assert decide(edition, step.case.facts).referral == referral


@pytest.mark.parametrize("name", lessons())
def test_every_edition_of_a_lesson_is_told_from_the_one_before_it(name: str):
    lesson = lessons()[name]
    apart = {
        pair.titles
        for step in lesson.steps
        if step.axes is None
        for pair in compared(step.case, lesson.editions).pairs
    }
    titles = [shelf().volume(edition).ruleset.title for edition in lesson.editions]
    assert set(pairwise(titles)) <= apart


@pytest.mark.parametrize("name", lessons())
def test_the_map_that_ends_a_lesson_moves_in_every_edition_after_the_first(name: str):
    editions, step = lessons()[name].editions, lessons()[name].steps[-1]
    assert step.axes is not None
    found = mapped(step.case, step.axes, editions)
    moving = [any(one.moved for _, cells in grid.rows for one in cells) for grid in found.grids]
    assert moving == [False] + [True] * (len(editions) - 1)
