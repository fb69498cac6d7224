"""A source to check in a reader's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from api.sources.model import Kind, SourceToCheck, Statement
from api.wording import FORCES, GRADES, WEIGHTS, place, quoted_place
from criteria.decisions import Cited

ABOUT = (
    "These are the sources that were read in one copy, or not checked. If you have the text, look"
    " for the sentences given here. Then tell the publisher of your copy, or open an issue in the"
    " project's tracker."
)
ORDER = (
    "The latest edition comes first. In each edition, what decides most and rests on nothing better"
    " is at the top, and notes come last. A source of several editions stands under the latest."
)
QUESTION = "Does the text say this, and with what force?"
NEWER_LAW = "Newer law"
NO_SOURCES = "There are no sources to check."

KINDS: Mapping[Kind, str] = {
    "determination": "Duty or power",
    "criterion": "Test",
    "clock": "Time limit",
    "notice": "Notice",
    "notice_clock": "Time limit of a notice",
    "consideration": "To consider",
    "note": "Note",
    "in_force": "In force",
    "not_encoded": "Known, not decided here",
    "newer_law": "Newer law",
}

PAGE_OR_PARAGRAPH = re.compile(r"\bp\.|\bpara")


def group_by_edition(
    sources: tuple[SourceToCheck, ...],
) -> list[tuple[str | None, list[SourceToCheck]]]:
    """The sources under each edition, in their order."""
    return [(name, list(ones)) for name, ones in groupby(sources, key=lambda one: one.edition)]


def describe_place(source: Cited) -> str:
    """Where to look, with the words that matter, and how precise that is."""
    alone = "; the chapter alone is known" if has_chapter_alone(source) else ""
    return f"{quoted_place(source)}{alone}"


def has_chapter_alone(source: Cited) -> bool:
    """Whether a place names a chapter and no page or paragraph of it."""
    found = source.pinpoint or ""
    return found.startswith("chapter") and not PAGE_OR_PARAGRAPH.search(found)


def describe_grade(source: Cited) -> str:
    """How well a source was checked."""
    return GRADES[source.grade]


def describe_statement(one: Statement) -> str:
    """A rule that rests on a source: what it is, what it leads to, and what else it rests on."""
    details = "; ".join(describe_consequence(one))
    said = f"{KINDS[one.kind]}: {one.title}{f' ({details})' if details else ''}."
    better = "; ".join(describe_backing(one.backing))
    return f"{said} Also rests on {better}." if better else said


def describe_backing(sources: tuple[Cited, ...]) -> Iterator[str]:
    """Better sources, those of one grade together."""
    for grade in dict.fromkeys(one.grade for one in sources):
        places = ", and ".join(place(one) for one in sources if one.grade == grade)
        yield f"{places} ({GRADES[grade]})"


def describe_consequence(one: Statement) -> Iterator[str]:
    """What follows from a rule: its force or weight, and whether a referral rests on it."""
    if one.force is not None:
        lead = "leads to " if one.kind == "criterion" else ""
        yield f"{lead}{FORCES[one.force]}"
    if one.weight is not None:
        yield WEIGHTS[one.weight]
    if one.for_referral:
        yield "the referral rests on it"
