"""Cases to pack: for every edition, a worked example of every referral it can give."""

from __future__ import annotations

import tomllib
from typing import Any

from api.pack.case import Packed
from criteria.shelf import shelf
from engine import decide

DATES = {
    "authority_aware": "2018-08-01",
    "notified_board": "2018-08-03",
    "notified_panel": "2018-08-08",
    "decision": "2018-08-20",
}
EVIDENCE = {"abuse_or_neglect": {"agency": "the police", "on": "2018-08-02"}}


def examples(edition: str) -> dict[str, dict[str, Any]]:
    """The first worked example of each referral."""
    file = shelf().folder / edition / "examples.toml"
    found: dict[str, dict[str, Any]] = {}
    for one in tomllib.loads(file.read_text("utf-8"))["examples"]:
        found.setdefault(one["referral"], one)
    return found


CASES = [(edition, r) for edition in shelf().timeline.editions for r in examples(edition)]


def packed(edition: str, referral: str, **more: Any) -> Packed:
    """A worked example, decided with dates and with what would change it."""
    one = examples(edition)[referral]
    judged = one.get("judgements", {})
    decision = decide(edition, one["facts"], judgements=judged, dates=DATES, what_if=True)
    given = {"reference": "2018-017", "evidence": EVIDENCE, "dates": DATES, "why": "A test."}
    return Packed(decision=decision, volume=shelf().volume(edition), **{**given, **more})
