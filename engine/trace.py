"""Which of the lowest criteria make a finding what it is, read off the statuses derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from criteria.rulesets import Ruleset
from criteria.words import MET, Status
from engine.holding import chosen


class Trace:
    """The criteria of a ruleset as bits, so that sets of them are joined at once."""

    def __init__(self, ruleset: Ruleset, parts_first: Iterable[str]) -> None:
        self._names = list(ruleset.criteria)
        self._bits = {
            name: 0 if criterion.when.parts else 1 << number
            for number, (name, criterion) in enumerate(ruleset.criteria.items())
        }
        self._joined = [
            (name, parts)
            for name in parts_first
            if name in ruleset.criteria and (parts := ruleset.criteria[name].when.parts)
        ]

    def lowest(self, statuses: Mapping[str, Status]) -> dict[str, int]:
        """For each criterion, the lowest criteria that give it its status, as a set of bits.

        A part that has the status of the whole is one of those that give it: what is not met fails
        by its parts that are not met, and what is open is kept open by its open parts. What is met
        is explained by its grounds, so joins that are met are passed over: they have no bits.
        """
        found = dict(self._bits)
        for name, parts in self._joined:
            status = statuses[name]
            if status == MET:
                continue
            bits = 0
            for part in parts:
                if statuses[part] == status:
                    bits |= found[part]
            found[name] = bits
        return found

    def named(self, bits: int) -> tuple[str, ...]:
        """The criteria of a set of bits, in the order of the ruleset."""
        return tuple([self._names[number] for number in chosen(bits)])
