"""What a pack is sent with: a recommendation, the explanation of a no, a rapid review's cover."""

from __future__ import annotations

from collections.abc import Iterator

from api.lines import Line
from api.pack.case import Packed
from api.pack.model import Part
from api.pack.people import view_on
from api.wording import FORCES, within
from api.wording import when as by_when
from criteria.decisions import Determined
from criteria.words import DUTIES


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


def explanation(case: Packed) -> Iterator[Line]:
    """To whom a no is explained, by when, and the explanation: what makes each limb not met."""
    notices = case.volume.ruleset.notices
    owed = [one for one in case.decision.notices if notices[one.id].explains]
    for one in owed:
        yield Line(f"{one.to}: {one.text}", notices[one.id].whether)
        if one.due is not None:
            yield Line(by_when(one.due), "by when", 1)
    if case.decision.referral == "no_duty_to_refer":
        yield from why_not(case)


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
        assert one.due is not None
        force = FORCES[one.force] if one.force else "open"
        yield Line(f"{one.title}: {by_when(one.due)}", force, 1)


def pressing(one: Determined) -> bool:
    """Whether a duty that is met or open has a time limit."""
    return one.due is not None and (one.force in DUTIES or one.force is None)
