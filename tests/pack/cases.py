"""Cases to pack: for every edition, a worked example of every referral it can give."""

from __future__ import annotations

from typing import Any

from api.governing import why_applied
from api.pack.case import Packed
from api.register.writing import MUST_SAY_WHY
from criteria.examples import Example, read_examples
from criteria.shelf import shelf
from engine import decide

YEARS = {
    "lscb-2006": 2012,
    "wt-2013": 2014,
    "wt-2015": 2016,
    "wt-2015-transitional": 2018,
    "wt-2018": 2020,
    "wt-2023": 2024,
    "wt-2026": 2026,
}
"""For each edition a year in whose August it governs."""

SWITCH = "2019-05-07"
"""The day on which the arrangements of the area of these cases began."""


def dates(edition: str) -> dict[str, str]:
    """The days of a case, on which its edition alone governs."""
    year = YEARS[edition]
    return {
        "authority_aware": f"{year}-08-01",
        "notified_board": f"{year}-08-03",
        "notified_panel": f"{year}-08-08",
        "decision": f"{year}-08-20",
        "area_switch": SWITCH,
    }


def evidence(edition: str) -> dict[str, dict[str, str]]:
    """Who said so, and when."""
    on = f"{YEARS[edition]}-08-02"
    return {"abuse_or_neglect": {"agency": "the police", "on": on}}


def examples(edition: str) -> dict[str, Example]:
    """The first worked example of each referral."""
    found: dict[str, Example] = {}
    for one in read_examples(shelf(), edition):
        found.setdefault(one.referral, one)
    return found


CASES = [(edition, r) for edition in shelf().timeline.editions for r in examples(edition)]


def stated(edition: str, referral: str) -> dict[str, Any]:
    """A worked example as a screening states it, with its dates and where an answer came from."""
    one = examples(edition)[referral]
    must = {name for name, how in one.facts.items() if how in MUST_SAY_WHY.get(name, ())}
    why = {name: f"words on {name}" for name in (*must, *one.judgements)}
    return {
        "edition": edition,
        "facts": one.facts,
        "judgements": one.judgements,
        "dates": dates(edition),
        "evidence": evidence(edition),
        "reasons": why,
    }


def packed(edition: str, referral: str, **more: Any) -> Packed:
    """A worked example, decided with dates and with what would change it."""
    said = stated(edition, referral)
    decision = decide(
        edition, said["facts"], judgements=said["judgements"], dates=said["dates"], what_if=True
    )
    around = {name: said[name] for name in ("dates", "evidence", "reasons")}
    given = {"reference": "2018-017", "why": why_applied(edition, said["dates"]), **around}
    return Packed(decision=decision, volume=shelf().volume(edition), **{**given, **more})
