"""The judgements of a case that are in force: the last on each criterion, as it was corrected.

A correction of a judgement replaces it where it says what is right. Where it does not, the
judgement is withdrawn and the criterion is open again: what was judged of it before that was
superseded, and is not taken up by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.register.chain import Entry
from api.register.past import Past
from criteria.words import Settled


@dataclass(frozen=True, slots=True)
class Judged:
    """What people judged, with the entry that says so and when it was made."""

    judgement: Settled
    n: int
    at: str


def in_force(past: Past) -> dict[str, Judged]:
    """What is judged of each criterion; one whose judgement was withdrawn is not there."""
    last: dict[str, tuple[Entry, Mapping[str, Any]]] = {}
    for entry, said in past.of("judgement"):
        last.setdefault(said["criterion"], (entry, said))
    corrected = corrections(past) if last else {}
    stands = {name: corrected.get(entry.n, (entry, said)) for name, (entry, said) in last.items()}
    return {
        name: Judged(said["judgement"], entry.n, entry.at)
        for name, (entry, said) in stands.items()
        if "judgement" in said
    }


def corrections(past: Past) -> dict[int, tuple[Entry, Mapping[str, Any]]]:
    """The last correction of each entry: who corrects a correction, corrects what that did."""
    made = list(past.of("correction"))[::-1]
    rooted = roots((entry.n, said["entry"]) for entry, said in made)
    return {rooted[entry.n]: (entry, said) for entry, said in made}


def roots_in(past: Past) -> dict[int, int]:
    """What each correction of a case is of in the end."""
    return roots((entry.n, said["entry"]) for entry, said in reversed(list(past.of("correction"))))


def roots(corrections: Iterable[tuple[int, int]]) -> dict[int, int]:
    """What each correction is of in the end, an entry that is none, given the oldest first.

    Each is given with its own number and the number of what it corrects.
    """
    found: dict[int, int] = {}
    for n, of in corrections:
        found[n] = found.get(of, of)
    return found
