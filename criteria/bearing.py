"""What rests on what in a ruleset: cycles, and criteria on which nothing rests."""

from __future__ import annotations

from collections.abc import Iterable

from criteria.rulesets import Ruleset


def structure(ruleset: Ruleset) -> list[str]:
    """Cycles, and criteria on which nothing rests."""
    found = [f"criterion `{name}`: rests on itself" for name in on_a_cycle(ruleset)]
    if found:
        return found
    bearing = cone(ruleset, roots(ruleset))
    return [f"criterion `{c}`: bears on nothing" for c in ruleset.criteria if c not in bearing]


def on_a_cycle(ruleset: Ruleset) -> list[str]:
    """The criteria from which one comes back to them."""
    return [
        name
        for name, criterion in ruleset.criteria.items()
        if name in cone(ruleset, criterion.when.parts)
    ]


def roots(ruleset: Ruleset) -> list[str]:
    """The criteria that determinations and the referral rest on directly."""
    grounds = [g.criterion for d in ruleset.determinations.values() for g in d.grounds]
    return [*grounds, *ruleset.referral.roots]


def cone(ruleset: Ruleset, tops: Iterable[str]) -> set[str]:
    """The criteria named, and all that they rest on."""
    seen: set[str] = set()
    waiting = list(tops)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(ruleset.criteria[name].when.parts)
    return seen
