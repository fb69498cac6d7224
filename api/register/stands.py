"""What still stands of what was recorded: what was corrected since, who was told of what, and
the screenings of a case that may fall under two editions.

Only of a judgement does a correction say, but in words, what is right. Whatever else was corrected
is not known to be so: a duty is owed, and a case waits for a decision, until it is recorded anew.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from api.governing import arguable
from api.register.judged import roots
from criteria.shelf import shelf

Said = tuple[int, Mapping[str, Any]]
"""An entry by its number, with what it says."""

Corrected = Mapping[int, Sequence[Said]]
"""What corrects each entry that is corrected, the oldest first."""


def made_in(entries: Iterable[Mapping[str, Any]], kind: str) -> list[Said]:
    """The entries of a kind in a history, as it is shown, that can still be read."""
    found = (one for one in entries if one["kind"] == kind and one["content"])
    return [(one["n"], one["content"]) for one in found]


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


def answering(screenings: Iterable[Said]) -> list[Said]:
    """The screenings that stand, given the newest first: the last, and what it leaves standing.

    That is the newest under another edition that may govern the same dates, of the same answers.
    """
    found: list[Said] = []
    left: set[str] = set()
    for one in screenings:
        edition = one[1]["decision"]["edition"]
        if not found or edition in left:
            left = left - {edition} if found else others(one[1])
            found.append(one)
        if not left:
            break
    return [one for one in found if answers(one) == answers(found[0])]


def unanswered(stand: Sequence[Said]) -> list[str]:
    """The editions that may govern a case as well, and under which no answer stands.

    One that is not on the shelf any more cannot be screened under.
    """
    had = {said["decision"]["edition"] for _, said in stand}
    known = set(shelf().timeline.editions)
    return sorted((others(stand[0][1]) - had) & known) if stand else []


def others(screening: Mapping[str, Any]) -> set[str]:
    """The editions that may govern the dates of a screening as well as its own.

    A screening says which, as the timeline was when it was recorded; once none did.
    """
    editions = set(screening.get("arguable", arguable(screening.get("dates", {}))))
    own = {screening["decision"]["edition"]}
    return editions - own if own <= editions else set()


def answers(screening: Said) -> Mapping[str, str]:
    """The answers that a screening rests on."""
    found: Mapping[str, str] = screening[1]["decision"]["facts"]
    return found
