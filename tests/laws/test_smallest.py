"""The smallest sets on which a function holds, of functions that are nothing in particular."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from engine.diagram import Diagrams, Node
from engine.smallest import Smallest, Values
from tests.laws.profiles import many

SIZES = (3, 2, 3)
SILENT = (2, 0, 1)
EVERYWHERE = list(product(*(range(size) for size in SIZES)))


def drawn(diagrams: Diagrams, holds: set[Values], begun: Values = ()) -> Node:
    """The function that is 1 on some sets, as a diagram."""
    if len(begun) == len(SIZES):
        return diagrams.constant(int(begun in holds))
    values = range(SIZES[len(begun)])
    return diagrams.node(len(begun), [drawn(diagrams, holds, (*begun, v)) for v in values])


def lesser(values: Values) -> Iterator[Values]:
    """Every proper subset of a set of values."""
    choices = ({value, silent} for value, silent in zip(values, SILENT, strict=True))
    yield from (found for found in product(*choices) if found != values)


@many
@given(st.sets(st.sampled_from(EVERYWHERE)))
def test_they_are_those_that_hold_and_have_no_subset_that_holds(holds):
    diagrams = Diagrams(SIZES)
    found = list(Smallest(diagrams, SILENT).sets(drawn(diagrams, holds)))
    assert len(found) == len(set(found))
    assert set(found) == {one for one in holds if not holds.intersection(lesser(one))}
