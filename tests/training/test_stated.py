"""A made-up case in a link: facts and answers, and not a word more."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.training.stated import Stated, stated
from criteria.errors import InputError
from criteria.shelf import shelf

FACTS = shelf().vocabulary.facts


@st.composite
def made_up(draw: st.DrawFn) -> Stated:
    """A case with some facts known, and some of all facts answered otherwise before."""
    names = draw(st.lists(st.sampled_from(list(FACTS)), unique=True))
    facts = {
        name: draw(st.sampled_from(list(FACTS[name].answers))) for name in FACTS if name in names
    }
    moved = draw(st.lists(st.sampled_from(list(FACTS)), unique=True, max_size=3))
    was = {
        name: draw(
            st.sampled_from([a for a in FACTS[name].values if a != facts.get(name, "unknown")])
        )
        for name in FACTS
        if name in moved
    }
    return Stated(facts, draw(st.booleans()), was)


def read(query: str) -> Stated:
    """The case in a query."""
    return stated(parse_qsl(query, keep_blank_values=True))


def refused(query: str) -> str:
    """What is said of a query that is refused."""
    with pytest.raises(InputError) as told:
        read(query)
    return str(told.value)


@given(made_up())
def test_a_link_holds_the_whole_case(case: Stated):
    assert read(case.query()) == case
    assert read(case.settled().query()) == Stated(case.facts, case.transitional)


@given(made_up())
def test_a_form_that_was_changed_tells_what_it_was(case: Stated):
    fields = [(name, case.facts.get(name, "")) for name in FACTS]
    shown = [("shown", f"{name}.{answer}") for name, answer in case.before.items()]
    found = stated([*fields, *(shown or [("shown", "")])])
    assert (found.facts, found.was) == (case.facts, case.was)
    assert found.before == case.before


def test_what_is_not_known_is_left_out_and_the_order_is_that_of_the_facts():
    case = read("outcome=died&looked_after=unknown&age_group=under_16&care_leaver=")
    assert case.query() == "age_group=under_16&outcome=died"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("reference=2024-17", "`reference` is not a fact"),
        ("notes=she+was+seven", "`notes` is not a fact"),
        ("outcome=dead", "`dead` is not an answer to `outcome` (did you mean `died`?)"),
        ("out_come=died", "did you mean `outcome`?"),
        ("outcome=died&outcome=harmed", "`outcome` is given 2 times"),
        ("outcome=died&outcome=died", "`outcome` is given 2 times"),
        ("outcome=", ""),
        ("transitional=perhaps", "`perhaps` is not `yes` or `no`"),
        ("was=outcome.dead", "was: `dead` is not an answer"),
        ("was=nobody.died", "was: `nobody` is not a fact"),
        ("was=died", "was: `died` is not a fact"),
        ("shown=outcome.dead", "shown: `dead` is not an answer"),
    ],
)
def test_whatever_is_no_fact_or_no_answer_is_refused(query: str, told: str):
    assert read(query) == Stated() if not told else told in refused(query)


def test_every_mistake_is_told_at_once():
    told = refused("outcome=dead&reference=A-1&transitional=x")
    assert len(told.splitlines()) == 3
