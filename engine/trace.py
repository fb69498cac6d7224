"""Which of the lowest criteria make a finding what it is, read off the statuses derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from criteria.rulesets import Ruleset
from criteria.words import Status


def lowest(
    ruleset: Ruleset, statuses: Mapping[str, Status], tops: Iterable[str], wanted: Status
) -> tuple[str, ...]:
    """The criteria on facts that have a status and pass it up to the tops, each once, in order.

    A part that has the status of the whole is one of those that give it: what is not met fails
    by its parts that are not met, and what is open is kept open by its open parts.
    """
    found: dict[str, None] = {}
    waiting = [top for top in reversed(list(tops)) if statuses[top] == wanted]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        parts = ruleset.criteria[name].when.parts
        if not parts:
            found[name] = None
        waiting.extend(part for part in reversed(parts) if statuses[part] == wanted)
    return tuple(found)
