"""What every form of a rationale must say of a case, and the page too."""

from __future__ import annotations

from collections.abc import Iterator

from api.pack.case import Packed
from api.wording import FORCES, REFERRALS, finding_word, place, said_by
from criteria.decisions import Decision, Due
from criteria.words import UNKNOWN
from criteria.writing import day


def must_be_said(case: Packed) -> Iterator[str]:
    """Everything that a reader must find, in words: what was decided, who says so, and why."""
    decision = case.decision
    yield REFERRALS[decision.referral]
    yield from (decision.summary, decision.ruleset.digest, case.why)
    yield from done(decision)
    yield from criteria(case)
    yield from (one.title for one in decision.considerations)
    yield from (one.question for one in decision.needs_facts)
    yield from (one.question for one in decision.needs_judgement)
    yield from (one.text for one in decision.notes)
    for notice in decision.notices:
        yield f"{notice.to}: {notice.text}"
        yield from clock(notice.due)
    yield from case.reasons.values()


def done(decision: Decision) -> Iterator[str]:
    """What must, should or may be done, by whom, by when; what is no duty by its name."""
    for one in decision.determinations:
        yield one.title
        yield from (f"[{source.grade}]" for source in one.sources)
        if one.force != "none":
            yield from (one.action, FORCES[one.force], one.duty_holder)
            yield from clock(one.due)


def clock(due: Due | None) -> Iterator[str]:
    """A time limit and its day, in every reading."""
    for one in (due, due.also) if due else ():
        if one is not None:
            yield one.text
            yield from (day(one.date),) if one.date else ()


def criteria(case: Packed) -> Iterator[str]:
    """Every criterion with its status, the answers it rests on, who says so, and its sources."""
    facts = case.volume.vocabulary.facts
    for finding in case.decision.criteria:
        yield f"{finding_word(finding)} {finding.title}"
        yield from (place(source) for source in finding.sources)
        for reason in finding.because:
            if reason.fact and reason.answer not in (None, UNKNOWN):
                yield f"Answer: {facts[reason.fact].words(reason.answer)}"
                yield ", ".join(said_by(case.evidence.get(reason.fact, {})))
