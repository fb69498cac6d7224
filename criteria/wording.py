"""What makes the words of a ruleset unsound: notes, notices, summaries and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from criteria.clocks import Clock, Limit
from criteria.errors import nearest
from criteria.facts import Trigger, Vocabulary
from criteria.names import Findings, answers, known
from criteria.rulesets import Determination, Message, Notice, Rows, Ruleset
from criteria.words import UNDETERMINED, Referral, Status

BRACE = re.compile(r"\{[^{}]*\}?|\}")
"""A place to be filled in, or what is left of one."""


def braces(rule: str, text: str | None, filled: Iterable[str] = ()) -> Findings:
    """A finding for each place in a text that would be read as it stands, never filled in."""
    places = [f"{{{name}}}" for name in filled]
    for brace in BRACE.findall(text or ""):
        if brace not in places:
            near = nearest(brace, places)
            hint = f" (did you mean `{near}`?)" if near else ""
            yield f"{rule}: `{brace}` is never filled in{hint}"


def clauses(rule: str, determination: Determination) -> Findings:
    """The clauses of a summary: only where a determination is met is there a force to fill in."""
    said = determination.said
    yield from braces(f"{rule}: said.met", said.met, ["force"])
    yield from braces(f"{rule}: said.undetermined", said.undetermined)
    yield from braces(f"{rule}: said.not_met", said.not_met)


def limit(rule: str, one: Limit, ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """A time limit, in each of its readings."""
    yield from clock(rule, one, ruleset, vocabulary)
    if one.also is not None:
        yield from clock(rule, one.also, ruleset, vocabulary)


def clock(rule: str, one: Clock, ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """A clock: what it runs from and where it comes from."""
    yield from known(rule, "date", [one.from_], vocabulary.dates)
    yield from known(rule, "source", one.sources, ruleset.sources)
    yield from length(rule, one)


def length(rule: str, one: Clock) -> Findings:
    """A limit takes time. One that counts back, as from a publication, must say so in words."""
    if one.length == 0:
        yield f"{rule}: a time limit of 0 is none"
    if one.length < 0 and "before" not in one.text:
        yield f"{rule}: a time limit of {one.length} counts back and does not say `before`"


def notes(ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """Notes and notices: what they hang on, their sources and clocks."""
    both: list[tuple[str, Message]] = [
        *((f"note `{name}`", note) for name, note in ruleset.notes.items()),
        *((f"notice `{name}`", notice) for name, notice in ruleset.notices.items()),
    ]
    for rule, note in both:
        yield from known(rule, "source", note.sources, ruleset.sources)
        yield from triggers(rule, note.when, ruleset, vocabulary)
        if isinstance(note, Notice):
            yield from notice(rule, note, ruleset, vocabulary)


def notice(rule: str, one: Notice, ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """A notice follows the decision on a determination; its clock is sound."""
    if one.of is None:
        yield f"{rule}: does not say `of` which determination it follows the decision"
    else:
        yield from known(rule, "determination", [one.of], ruleset.determinations)
    if one.due is not None:
        yield from limit(rule, one.due, ruleset, vocabulary)


def triggers(
    rule: str, when: Iterable[Trigger], ruleset: Ruleset, vocabulary: Vocabulary
) -> Findings:
    """Triggers: each names one known thing and values that it can have."""
    for one in when:
        named = [n for n in (one.criterion, one.determination, one.fact) if n is not None]
        if len(named) != 1:
            yield f"{rule}: a trigger names exactly one of `criterion`, `determination`, `fact`"
        elif one.fact is not None:
            yield from answers(rule, one.fact, one.status, vocabulary)
        else:
            kind = "criterion" if one.criterion is not None else "determination"
            choices = ruleset.criteria if one.criterion is not None else ruleset.determinations
            yield from known(rule, kind, named, choices)
            yield from known(rule, "status", one.status, dict.fromkeys(get_args(Status)))


def referral(ruleset: Ruleset, vocabulary: Vocabulary) -> Findings:
    """The referral: known criteria, and for every answer a summary that always applies."""
    rows = ruleset.referral
    yield from known("referral", "criterion", rows.roots, ruleset.criteria)
    yield from known("referral", "determination", rows.rests_on, ruleset.determinations)
    if rows.cover is not None:
        yield from known("cover", "determination", rows.cover.views, ruleset.determinations)
    yield from summaries(rows)
    for summary in rows.summaries:
        yield from triggers("referral", summary.when, ruleset, vocabulary)
        filled = ["open"] if summary.referral == UNDETERMINED else []
        yield from braces(f"referral: the summary for `{summary.referral}`", summary.text, filled)


def summaries(rows: Rows) -> Findings:
    """Every referral that there can be has a summary that always applies."""
    said = dict.fromkeys(get_args(Referral))
    yield from known("referral", "referral", [s.referral for s in rows.summaries], said)
    always = {summary.referral for summary in rows.summaries if not summary.when}
    for one in said if rows.elsewhere else said.keys() - {"refer_elsewhere"}:
        if one not in always:
            yield f"referral: `{one}` has no summary that always applies"
