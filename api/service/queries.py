"""What may be asked behind the question mark of each address: anything else is a mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from starlette.datastructures import QueryParams

from criteria.errors import InputError, Problem, nearest, quoted

ASKED: Mapping[str, tuple[str, ...]] = {
    "list_sources": ("edition",),
    "resolution": ("on", "area_switch"),
    "pack": ("format",),
    "agenda": ("format", "references"),
    "records": ("incident", "after"),
    "readings": ("reference", "after"),
}
"""What may be asked, by the name of the operation. Of all others, nothing."""


def refuse_unasked(operation: str, query: QueryParams) -> None:
    """Raise InputError for what is not asked at an operation, with the nearest that is."""
    if problems := unasked(query, ASKED.get(operation, ())):
        raise InputError(problems)


def unasked(query: QueryParams, known: tuple[str, ...]) -> list[Problem]:
    """What is asked and is not among what is known, or is asked twice."""
    counted = Counter(name for name, _ in query.multi_items())
    problems = [
        Problem((name,), f"{quoted(name)} is not asked here", nearest(name, known))
        for name in counted
        if name not in known
    ]
    twice = [name for name, count in counted.items() if count > 1]
    return problems + [Problem((one,), f"{quoted(one)} is given twice") for one in twice]
