"""The answers a decision rests on, each with who says so and when; and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from api.lines import Line, Shown
from api.pack.case import Packed
from api.pack.model import Part, Table
from api.wording import begun, listed, said_by
from criteria.writing import day
from engine.dates import as_day


def answers(case: Packed, shown: Shown) -> Part:
    """Every question that was answered."""
    known = [name for name, answer in case.decision.facts.items() if answer != "unknown"]
    rows = tuple(
        (shown.facts[name].question, said(case, shown, name), who_says(case, name))
        for name in known
    )
    headers = ("Question", "Answer", "Who says so, and when")
    if not rows:
        return Part("The answers, and who says so", (Line("No question was answered yet."),))
    return Part(
        "The answers, and who says so", table=Table("Answers", headers, rows, (2, 1.3, 1.3))
    )


def said(case: Packed, shown: Shown, name: str) -> str:
    """An answer in words, with what makes it so where that was said."""
    told = begun(shown.facts[name].words(case.decision.facts[name]))
    reason = case.reasons.get(name)
    return f"{told}. What makes it so: {reason}" if reason else told


def who_says(case: Packed, name: str) -> str:
    """Where an answer came from, as far as the evidence tells."""
    return begun(", ".join(said_by(case.evidence.get(name, {})))) or "Not recorded"


def asked(case: Packed, shown: Shown) -> Part:
    """What is not known, who was asked, and who may know; and the dates of the case."""
    return Part("What is not known, and who was asked", tuple(not_known(case, shown)))


def not_known(case: Packed, shown: Shown) -> Iterator[Line]:
    """Every fact of the edition that is not known, then the dates that are."""
    for name in dict.fromkeys(c.when.fact for _, c in case.volume.ruleset.leaves()):
        if name and case.decision.facts[name] == "unknown":
            fact = shown.facts[name]
            was_asked = ", ".join(said_by(case.evidence.get(name, {})))
            told = f"Asked: {was_asked}." if was_asked else "Nobody is recorded as asked."
            may_know = f" May know: {listed(fact.who_may_know)}." if fact.who_may_know else ""
            yield Line(f"{fact.question} {told}{may_know}", "not known")
    words = shown.volume.vocabulary.dates
    said = {name: as_day(value) for name, value in case.dates.items()}
    days = [
        f"{words[name].words if name in words else name.replace('_', ' ')}: {day(on)}"
        for name, on in said.items()
        if on is not None
    ]
    if days:
        yield Line(f"{begun('; '.join(days))}.", "the days")
