"""The differences between every pair of editions, found once for all the laws about them."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest

from engine import Differences, differences
from tests.laws.brute_differences import Found, as_found
from tests.laws.drawn_cases import EDITIONS

Pair = tuple[str, str]

PAIRS = list(combinations(EDITIONS, 2))
each_pair = pytest.mark.parametrize("pair", PAIRS, ids="-and-".join)


@cache
def found(pair: Pair) -> Differences:
    """The differences between two editions."""
    return differences(*pair)


@cache
def listed(pair: Pair) -> frozenset[Found]:
    """Every set of answers listed between two editions."""
    families = (family for group in found(pair).groups for family in group.families)
    return frozenset(as_found(facts) for family in families for facts in family.sets)
