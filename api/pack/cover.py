"""What a pack is sent with: a recommendation, the explanation of a no, a rapid review's cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from api.lines import LIMITS, Line
from api.pack.case import Entry, Packed
from api.pack.model import Part
from api.pack.people import ADVISED, ON
from api.pack.sent import of_duty, of_notice
from api.wording import FORCES, begun, order_readings, within
from api.wording import when as by_when
from criteria.decisions import Determined, Due
from criteria.words import DUTIES

UNRECORDED = "Not recorded yet."


def cover(case: Packed) -> Part:
    """The part that is addressed to somebody, as the edition has it; empty if it has none."""
    stated = case.volume.ruleset.referral.cover
    if stated is None:
        return Part("Cover")
    lines = (
        Line(stated.to, "to"),
        *views(case, stated.views),
        *explanation(case),
        *do_not_wait(case, stated.views),
    )
    return Part(stated.title, lines)


def views(case: Packed, names: tuple[str, ...]) -> Iterator[Line]:
    """On each thing that people decide: what the rules say, and what people said."""
    for name in names:
        one = case.decision.determination(name)
        yield Line(f"{one.title}: {one.action}", FORCES[one.force])
        yield Line(view_on(case, name), "view", 1)


def view_on(case: Packed, name: str) -> str:
    """What people said on a determination, last: in the decision or, before it, the advice."""
    for entry in reversed(case.of("advice", "decision")):
        content = entry["content"] or {}
        if name in ON and ON[name] in content:
            return f"{begun(content[ON[name]])} ({where(case, entry)})."
        if name not in ON:
            said = content.get("decides", content.get("advises"))
            words = begun(ADVISED[said]) if said else ""
            return f"{words} ({where(case, entry)}). {content.get('words', '')}".strip()
    return UNRECORDED


def where(case: Packed, entry: Entry) -> str:
    """Which entry says so, and which corrects it."""
    mended = "".join(f", corrected by entry {n}" for n, _ in case.mended.get(entry["n"], ())[-1:])
    return f"entry {entry['n']}, {entry['kind']}{mended}"


def explanation(case: Packed) -> Iterator[Line]:
    """To whom a no is explained, by when, and the explanation: what makes each limb not met."""
    notices = case.volume.ruleset.notices
    owed = [one for one in case.decision.notices if notices[one.id].explains]
    for one in owed:
        yield Line(f"{one.to}: {one.text}", notices[one.id].whether)
        yield from limits(case, one.due, 1)
        yield from of_notice(case, one)
    decided = case.decided
    if not owed and decided and decided["content"]["decides"] == "no_duty_to_refer":
        yield from departing(case)
    if case.decision.referral == "no_duty_to_refer":
        yield from why_not(case)


def departing(case: Packed) -> Iterator[Line]:
    """To whom a no is explained that people decided on though the rules answer otherwise."""
    stated = [one for one in case.volume.ruleset.notices.values() if one.explains][:1]
    for one in stated:
        limit = f" {one.due.text}" if one.due else ""
        yield Line(f"{one.to}: {one.text}{limit}", one.whether)


def why_not(case: Packed) -> Iterator[Line]:
    """Why the criteria are not met, for each thing the referral rests on."""
    titles = {one.id: one.title for one in case.decision.criteria}
    for name in case.volume.ruleset.referral.rests_on:
        defeated = case.decision.determination(name).defeated_by
        said = "; ".join(within(titles[one]) for one in defeated)
        yield Line(f"Not met, and so no ground of the test is: {said}.", "why not")


def do_not_wait(case: Packed, views: tuple[str, ...]) -> Iterator[Line]:
    """The duties with a limit that runs whatever people decide on what their view is asked."""
    others = (one for one in case.decision.determinations if one.id not in views)
    waiting = [one for one in others if pressing(one)]
    if waiting:
        yield Line("These do not wait for this decision:")
    for one in waiting:
        yield Line(f"{one.title}: {one.duty_holder}.", FORCES[one.force], 1)
        yield from limits(case, one.due, 2)
        yield from (replace(line, depth=2) for line in of_duty(case, one))


def limits(case: Packed, due: Due | None, depth: int) -> Iterator[Line]:
    """A time limit in each of its readings, the one that warns first."""
    readings = order_readings(due, case.aware) if due else ()
    for tag, one in zip(LIMITS, readings, strict=False):
        yield Line(by_when(one), tag, depth)


def pressing(one: Determined) -> bool:
    """Whether a duty that is met or open has a time limit."""
    return one.due is not None and (one.force in DUTIES or one.force is None)
