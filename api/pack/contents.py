"""What stands in a pack, in order: a page to begin with, then everything that stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from api.lines import Line, Numbered, Section
from api.outline import FOLLOWS, Outline
from api.pack.answers import answers, asked
from api.pack.case import Packed
from api.pack.cover import cover
from api.pack.front import duties
from api.pack.model import Pack, Part
from api.pack.people import decided, people
from api.pack.proof import proof
from api.pack.sent import of_notice
from api.wording import BOTH_STAND
from criteria.decisions import Decision

NOT_ADVICE = "Not legal advice. People decide; this shows what the rules say and why."


def pack(case: Packed) -> Pack:
    """The pack of a case. All of it is read off the decision and the record; nothing is decided."""
    cite = Numbered()
    sides = [(one, outlined(one, cite)) for one in case.sides]
    front = (
        *(apart(case, one, as_part(outline.warnings())) for one, outline in sides),
        *(apart(case, one, duties(one, outline)) for one, outline in sides),
        decided(case),
        *(apart(case, one, as_part(outline.needed_in_short())) for one, outline in sides),
        Part("Edition, and why it applies", tuple(chain.from_iterable(map(edition, case.sides)))),
    )
    parts = [
        *(apart(case, one, cover(one)) for one in case.sides),
        answers(case, sides[0][1].shown),
        *(apart(case, one, part) for one, outline in sides for part in reasoning(one, outline)),
        *people(case),
        replace(cited([outline for _, outline in sides]), small=True),
        proof(case),
    ]
    return Pack(
        reference=case.reference or "no reference",
        edition=" and ".join(one.decision.edition for one in case.sides),
        title=" and ".join(one.volume.ruleset.title for one in case.sides),
        referral=case.decision.referral,
        word=case.word,
        summary=summary(case),
        front=tuple(part for part in front if part.says_something),
        parts=tuple(part for part in parts if part.says_something),
        foot=(*(made_by(one.decision) for one in case.sides), NOT_ADVICE),
    )


def outlined(case: Packed, cite: Numbered) -> Outline:
    """The decision set out, its sources numbered after those that were cited before."""
    facts = case.volume.vocabulary.facts  # what makes an answer so stands beside the answer
    judged = {name: why for name, why in case.reasons.items() if name not in facts}
    return Outline(case.decision, case.volume, case.evidence, judged, case.dates, cite)


def apart(case: Packed, one: Packed, part: Part) -> Part:
    """A part of one answer; where two stand, its title says under which edition it is so."""
    if not case.beside:
        return part
    return replace(part, title=f"{part.title}: {one.volume.ruleset.title}")


def reasoning(case: Packed, outline: Outline) -> Iterator[Part]:
    """What is not known, why the answer is what it is, and what follows from it."""
    yield asked(case, outline.shown)
    yield from map(as_part, (outline.why(), *outline.around()))
    yield Part(FOLLOWS, tuple(follows(case, outline)))


def cited(outlines: Sequence[Outline]) -> Part:
    """Every source that was cited, with the remark of an edition that has one to make on it."""
    title, *_ = (one.cited().title for one in outlines)
    same = zip(*(one.cited().lines for one in outlines), strict=True)
    return Part(title, tuple(max(lines, key=lambda line: len(line.text)) for lines in same))


def summary(case: Packed) -> str:
    """What the rules answer, under each edition where two are arguable."""
    if not case.beside:
        return case.decision.summary
    told = (f"{one.volume.ruleset.title}: {one.decision.summary}" for one in case.sides)
    return " ".join((BOTH_STAND, *told))


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
    if case.volume.whole:
        yield Line(f"{ruleset.title} ({ruleset.id}), {ruleset.publisher}. {ruleset.in_force.text}.")
        yield Line(ruleset.about)
    yield Line(case.why, "why")


def made_by(decision: Decision) -> str:
    """Which rules and which engine."""
    ruleset, engine = decision.ruleset, decision.engine
    return (
        f"Ruleset {ruleset.id} {ruleset.version}, digest {ruleset.digest}; "
        f"{engine.name} {engine.version}."
    )
