"""What stands in a pack, in order: a page to begin with, then everything that stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from api.lines import Line, Section
from api.outline import FOLLOWS, Outline
from api.pack.answers import answers, asked
from api.pack.case import Packed
from api.pack.cover import cover
from api.pack.front import duties
from api.pack.model import Pack, Part
from api.pack.people import decided, people
from api.pack.proof import proof
from api.pack.sent import of_notice
from api.wording import REFERRALS
from criteria.decisions import Decision

NOT_ADVICE = "Not legal advice. People decide; this shows what the rules say and why."


def pack(case: Packed) -> Pack:
    """The pack of a case. All of it is read off the decision and the record; nothing is decided."""
    decision, ruleset = case.decision, case.volume.ruleset
    facts = case.volume.vocabulary.facts  # what makes an answer so stands beside the answer
    judged = {name: why for name, why in case.reasons.items() if name not in facts}
    outline = Outline(decision, case.volume, case.evidence, judged)
    front = (
        duties(case, outline),
        decided(case),
        as_part(outline.needed_in_short()),
        Part("Edition, and why it applies", tuple(edition(case))),
    )
    parts = [
        cover(case),
        answers(case, outline.shown),
        asked(case, outline.shown),
        *map(as_part, (outline.why(), *outline.around())),
        Part(FOLLOWS, tuple(follows(case, outline))),
        *people(case),
        replace(as_part(outline.cited()), small=True),
        proof(case),
    ]
    return Pack(
        reference=case.reference or "no reference",
        edition=decision.edition,
        title=ruleset.title,
        referral=decision.referral,
        word=REFERRALS[decision.referral],
        summary=decision.summary,
        front=tuple(part for part in front if part.says_something),
        parts=tuple(part for part in parts if part.says_something),
        foot=(made_by(decision), NOT_ADVICE),
    )


def as_part(section: Section) -> Part:
    """A section of the outline as a part of the pack."""
    return Part(section.title, section.lines)


def follows(case: Packed, outline: Outline) -> Iterator[Line]:
    """What follows the decision, and beside each what is recorded as done, late or still owed."""
    for one in case.decision.notices:
        yield from outline.notice(one)
        yield from of_notice(case, one)


def edition(case: Packed) -> Iterator[Line]:
    """The edition, when it was in force, and why it applies to this case."""
    ruleset = case.volume.ruleset
    yield Line(f"{ruleset.title} ({ruleset.id}), {ruleset.publisher}: {ruleset.in_force.text}.")
    yield Line(ruleset.about)
    yield Line(case.why, "why")


def made_by(decision: Decision) -> str:
    """Which rules and which engine."""
    ruleset, engine = decision.ruleset, decision.engine
    return (
        f"Ruleset {ruleset.id} {ruleset.version}, digest {ruleset.digest}; "
        f"{engine.name} {engine.version}."
    )
