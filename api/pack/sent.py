"""What of all that is to be done was recorded as done, what is late, and what is still owed.

The register knows only what was recorded in it: without a record a thing may yet have been done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.lines import Line
from api.pack.case import Entry, Packed
from api.pack.people import at, who
from api.wording import within
from criteria.decisions import Determined, Due, Notified
from criteria.words import DUTIES
from criteria.writing import day

EITHER_WAY: Final = "either way"
"""How a ruleset says of a notice that it hangs on nothing but that it was decided."""

TOLD, DONE, LATE, OWED, CORRECTED = "told", "done", "late", "still owed", "corrected"


def of_duty(case: Packed, one: Determined) -> Iterator[Line]:
    """Beside something to be done: who was told of it, and else whether it is late or still owed.

    Nothing is said where the case is not recorded, or no clock of it runs.
    """
    yield from records(case, one.id, one.due)
    if case.running is None or one.id not in case.running or told_of(case, one.id):
        return
    certain = case.running[one.id]
    late = passed(case, case.on, one.due)
    if certain:
        yield Line(f"No record that it was done{late}.", LATE if late else OWED, 1)
    else:
        yield Line(f"No record{late}. Whether it is owed is open.", DONE, 1)


def of_notice(case: Packed, one: Notified) -> Iterator[Line]:
    """Beside whom to tell: who was told, and when; that nobody is recorded as told, if nobody is.

    Whether it is owed depends, for most, on what was done since: that is not for a document to say.
    """
    yield from records(case, one.id, one.due)
    if case.running is None or told_of(case, one.id):
        return
    late = passed(case, case.on, one.due)
    if owed(case, one):
        yield Line(f"No record that they were told{late}.", LATE if late else OWED, 1)
    else:
        yield Line(f"No record{late}.", TOLD, 1)


def owed(case: Packed, one: Notified) -> bool:
    """Whether what people decided makes a notice due, whatever else was done or not."""
    decided = case.decided
    if decided is None or one.due is None or one.force not in DUTIES:
        return False
    said = case.volume.ruleset.notices[one.id]
    explained = said.explains and decided["content"]["decides"] == "no_duty_to_refer"
    return explained or said.whether == EITHER_WAY


def told_of(case: Packed, name: str) -> list[Entry]:
    """The entries that say somebody was told of a duty or a notice, and were not corrected."""
    mended = case.mended
    return [one for one in recorded_of(case, name) if one["n"] not in mended]


def recorded_of(case: Packed, name: str) -> list[Entry]:
    """Every entry that says somebody was told of a duty or a notice."""
    return [one for one in case.of("notice") if (one["content"] or {}).get("notice") == name]


def records(case: Packed, name: str, due: Due | None) -> Iterator[Line]:
    """Each record that somebody was told: whom, when, by whom, and whether that was in time.

    Of one that was corrected, where to look: whether they were told is not known by it.
    """
    mended = case.mended
    for entry in recorded_of(case, name):
        said = entry["content"]
        on = date.fromisoformat(said["on"])
        told = f"{said['to']}, on {day(on)} (entry {entry['n']}, {at(entry)}, {who(entry)})"
        numbers = [f"entry {n}" for n, _ in mended.get(entry["n"], ())]
        if numbers:
            yield Line(f"by {' and '.join(numbers)}: look. It was: {told}.", CORRECTED, 1)
        else:
            yield Line(f"{told}{passed(case, on, due)}.", TOLD, 1)


def passed(case: Packed, on: date | None, due: Due | None) -> str:
    """That a limit has passed on a day, as it ends a sentence; nothing if it has not."""
    limit = missed(on, due, case.aware) if on is not None and due is not None else None
    return f"; {limit.words} was {day(limit.last)}" if limit else ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A last day, and what to call it."""

    words: str
    last: date


def missed(on: date, due: Due, aware: date | None) -> Limit | None:
    """The limit that a day lies after, by the reading that warns; None if it does not."""
    first = due.find_warning(aware)
    if first is None or first.date is None or on <= first.date:
        return None
    later = [one for one in due.readings if one.date is None or on <= one.date]
    return Limit("by one reading the last day" if later else "the last day", first.date)


def in_a_cell(lines: Iterator[Line]) -> str:
    """Such lines as they go on in a cell of a table."""
    return "".join(f" {one.tag.capitalize()}: {within(one.text)}" for one in lines)
