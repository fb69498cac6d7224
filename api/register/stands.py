"""What still stands of what was recorded: what was corrected since, and who was told of what.

Only of a judgement does a correction say, but in words, what is right. Whatever else was corrected
is not known to be so: a duty is owed, and a case waits for a decision, until it is recorded anew.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from api.register.judged import roots

Said = tuple[int, Mapping[str, Any]]
"""An entry by its number, with what it says."""

Corrected = Mapping[int, Sequence[Said]]
"""What corrects each entry that is corrected, the oldest first."""


def corrected(corrections: Sequence[Said]) -> Corrected:
    """What corrects each entry, the oldest first; one of a correction corrects what that did."""
    rooted = roots((n, said["entry"]) for n, said in corrections)
    found: dict[int, list[Said]] = {}
    for one in corrections:
        found.setdefault(rooted[one[0]], []).append(one)
    return found


def first_told(notices: Iterable[Said], gone: Container[int]) -> dict[str, date]:
    """The first day on which somebody was told of each duty or notice, but for what is gone."""
    found: dict[str, date] = {}
    for n, said in notices:
        if n not in gone:
            on = date.fromisoformat(said["on"])
            found[said["notice"]] = min(on, found.get(said["notice"], on))
    return found
