"""What is done quickly comes out as it would if it were done plainly."""

from __future__ import annotations

from functools import reduce
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from criteria.bearing import cone
from engine.decider import Decider
from engine.diagram import Diagrams, follow
from engine.edition import Edition
from engine.holding import Holding, chosen
from engine.memory import REMEMBERED, Memory, reads
from tests.laws.drawn_cases import Case, cases_of, shelf_cases
from tests.laws.drawn_rulesets import volumes
from tests.laws.profiles import few, some

SIZES = (2, 3, 2)
EVERYWHERE = list(product(*(range(size) for size in SIZES)))
Values = dict[tuple[int, ...], int]


def test_a_memory_looks_for_a_thing_once():
    asked: list[int] = []
    memory = Memory[int, None](asked.append)
    assert [memory[1], memory[1], memory[2]] == [None, None, None]
    assert asked == [1, 2]


def test_a_memory_does_not_grow_without_end_and_finds_everything_anew():
    memory = Memory[int, int](lambda key: -key)
    for key in range(REMEMBERED * 2 + 1):
        assert memory[key] == -key
        assert len(memory) <= REMEMBERED
    assert memory[0] == 0


def test_a_memory_keeps_nothing_of_what_could_not_be_found():
    memory = Memory[str, int](int)
    for _ in range(2):
        try:
            memory["many"]
        except ValueError:
            assert not memory


@few
@given(st.lists(st.sampled_from("abc")))
def test_what_is_read_off_a_table_is_a_tuple_however_many_there_are(names: list[str]):
    table = {"a": 1, "b": 2, "c": 3}
    assert reads(names)(table) == tuple(table[name] for name in names)


@few
@given(st.integers(0, 1 << 70))
def test_bits_are_told_lowest_first(bits: int):
    assert chosen(bits) == [n for n in range(71) if bits >> n & 1]


def triggers() -> st.SearchStrategy[Any]:
    values = st.frozensets(st.sampled_from("xyz"), min_size=1)
    one = st.tuples(st.integers(0, 2), st.sampled_from("ab"), values)
    return st.lists(one, max_size=4).map(tuple)


@some
@given(st.lists(triggers(), max_size=8), st.data())
def test_a_thing_holds_if_each_of_its_triggers_does(wanted: list[Any], data: st.DataObject):
    table = st.fixed_dictionaries({name: st.sampled_from("xyz") for name in "ab"})
    situation: Any = data.draw(st.tuples(table, table, table))
    plainly = [all(situation[at][name] in values for at, name, values in one) for one in wanted]
    bits = Holding(wanted).bits(situation)
    assert [bool(bits >> number & 1) for number in range(len(wanted))] == plainly


def functions() -> st.SearchStrategy[Values]:
    """Any function of three variables, often one that is the same nearly everywhere."""
    return st.fixed_dictionaries({at: st.sampled_from([0, 0, 0, 1, 2, 5]) for at in EVERYWHERE})


def drawn(diagrams: Diagrams, values: Values, at: tuple[int, ...] = ()) -> int:
    """A function as a diagram."""
    if len(at) == len(SIZES):
        return diagrams.constant(values[at])
    children = [drawn(diagrams, values, (*at, value)) for value in range(SIZES[len(at)])]
    return diagrams.node(len(at), children)


@some
@given(st.lists(functions(), min_size=1, max_size=3), st.sampled_from([max, min, int.__or__]))
def test_functions_are_joined_value_by_value(some_functions: list[Values], join: Any):
    diagrams = Diagrams(SIZES)
    nodes = [drawn(diagrams, values) for values in some_functions]
    tree = diagrams.tree(reduce(lambda one, other: diagrams.combined(join, one, other), nodes))
    for at in EVERYWHERE:
        expected = reduce(join, [values[at] for values in some_functions])
        assert follow(tree, [value + 1 for value in at]) == expected


@some
@given(functions(), functions())
def test_a_join_of_which_nothing_is_known_is_taken_as_it_stands(one: Values, other: Values):
    diagrams = Diagrams(SIZES)
    nodes = (drawn(diagrams, one), drawn(diagrams, other))
    tree = diagrams.tree(diagrams.combined(lambda a, b: 3 * a - b, *nodes))
    for at in EVERYWHERE:
        assert follow(tree, [value + 1 for value in at]) == 3 * one[at] - other[at]


def derived_alone(edition: Edition, case: Case, name: str) -> None:
    """A criterion, with what it rests on, is derived alone as it is with all others."""
    decision = Decider(edition).decide(case.facts, case.judgements)
    judged: Any = decision.judgements
    alone = edition.towards((name,), decision.facts, judged)
    whole = edition.derive(decision.facts, judged)
    assert {part: alone[part] for part in cone(edition.ruleset, [name])}.items() <= whole.items()


@some
@given(st.data())
def test_a_criterion_alone_is_what_it_is_among_all_others(data: st.DataObject):
    volume = data.draw(volumes())
    case = data.draw(cases_of(volume))
    derived_alone(Edition(volume), case, data.draw(st.sampled_from(list(volume.ruleset.criteria))))


@few
@given(shelf_cases(), st.data())
def test_a_criterion_of_an_edition_alone_is_what_it_is_among_all_others(drawn_case, data):
    volume, case = drawn_case
    derived_alone(Edition(volume), case, data.draw(st.sampled_from(list(volume.ruleset.criteria))))


@few
@given(st.data())
def test_forgetting_changes_no_decision(data: st.DataObject):
    volume = data.draw(volumes())
    decider, case = Decider(Edition(volume)), data.draw(cases_of(volume))
    first = decider.decide(case.facts, case.judgements)
    decider.forget()
    assert decider.decide(case.facts, case.judgements) == first
