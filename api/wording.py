"""The words of the product in a reader's language: referrals, forces, statuses, limits, lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from criteria.decisions import Cited, Determined, Due, Finding, Reading
from criteria.shelf import shelf
from criteria.words import MET, NOT_MET, UNDETERMINED
from criteria.writing import day
from engine.dates import as_day

REFERRALS: Mapping[str, str] = {
    "refer": "REFER",
    "refer_elsewhere": "REFER ELSEWHERE",
    "no_duty_to_refer": "NO DUTY TO REFER",
    "undetermined": "NOT SETTLED YET",
}
BOTH_STAND = "Two editions are arguable for this decision, and both answers stand."
STATUSES: Mapping[str, str] = {MET: "met", NOT_MET: "not met", UNDETERMINED: "not known"}
FORCES: Mapping[str | None, str] = {
    "must": "MUST",
    "should": "SHOULD",
    "consider": "CONSIDER",
    "may": "MAY",
    "none": "no duty",
    None: "open",
}
WEIGHTS: Mapping[str, str] = {
    "must_take_into_account": "must take into account",
    "should_have_regard": "should have regard",
}
GRADES: Mapping[str, str] = {
    "official": "official: read in the official text",
    "confirmed": "confirmed: read in two or more copies",
    "single": "single: read in one copy",
    "unconfirmed": "unconfirmed: not checked, read the text before you rely on it",
    "reading": "reading: our reading of the text, not its words",
}


def title_of(edition: str) -> str:
    """What an edition is called."""
    return shelf().volume(edition).ruleset.title


def urgency(one: Determined) -> int:
    """Duties first, then what is open, then powers, then what is no duty."""
    return ("must", "should", None, "consider", "may", "none").index(one.force)


def decided_by(one: Determined) -> str:
    """Who decides, where that is somebody else than who acts."""
    same = one.decision_maker in (one.duty_holder, one.duty_holder.partition(",")[0])
    return "" if same else f"Decided by {within(one.decision_maker)}."


def within(text: str) -> str:
    """Text as it stands within a sentence; a name in capitals stays as it is."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def begun(text: str) -> str:
    """Text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def when(due: Reading) -> str:
    """A time limit in words, with the day it ends where that is known."""
    return f"{due.text} That is {day(due.date)}." if due.date else due.text


def order_readings(due: Due, aware: date | None) -> list[Reading]:
    """The readings of a time limit, the one that lists and warnings go by first."""
    first = due.find_warning(aware)
    return sorted(due.readings, key=lambda one: one is not first)


def said_by(told: Mapping[str, Any]) -> Iterator[str]:
    """Who said so, and on which day, as far as the evidence tells."""
    if "agency" in told:
        yield str(told["agency"])
    if (on := as_day(told.get("on"))) is not None:
        yield day(on)


def finding_word(finding: Finding) -> str:
    """A finding's status in words: what waits for a judgement is told from what is not known."""
    if finding.open == "judgement":
        return "for judgement"
    if finding.status == UNDETERMINED and finding.parts:
        return "open"
    return STATUSES[finding.status]


def place(source: Cited) -> str:
    """Where a source stands: the instrument, and the place in it if that is known."""
    return f"{source.instrument}, {source.pinpoint}" if source.pinpoint else source.instrument


def quoted_place(source: Cited) -> str:
    """Where a source stands, with the words that matter."""
    return f"{place(source)}: “{source.words}”" if source.words else place(source)


def listed(names: tuple[str, ...]) -> str:
    """Names as people list them: a, b or c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
