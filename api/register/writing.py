"""What each kind of entry says, once the case it belongs to is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.casefile import Asked
from api.governing import arguable, why_applied
from api.register.chain import Kind
from api.register.changes import changed_since
from api.register.checks import CHECKS
from api.register.judged import in_force
from api.register.mistakes import NoSuchCase
from api.register.past import Past
from api.register.rows import Record
from api.register.shapes import read
from api.writing import Writer, as_bytes
from criteria.decisions import Decision
from criteria.errors import InputError, Problem
from criteria.shelf import shelf
from criteria.versions import Volume
from criteria.words import Settled
from engine.decide import decide

Write = Callable[[Record | None, Past], bytes]

WRITER = Writer()
"""Writes decisions; what they share is written once in a process."""

MUST_SAY_WHY = {"joint_working": ("clearly_none", "definitively_none")}
"""The answers of which a record must say what makes them so."""


@dataclass(frozen=True, slots=True)
class Screening:
    """A screening as it was sent: the case, where answers came from, and what makes some so."""

    case: Asked
    stated: Mapping[str, Any]
    evidence: Mapping[str, Any]
    reasons: Mapping[str, str]

    @property
    def volume(self) -> Volume:
        """The rules that decide it."""
        return shelf().volume(self.case.edition)

    def __call__(self, record: Record | None, past: Past) -> bytes:
        """What the screening says: the case as given, and the decision on it."""
        unsaid(self.case.facts, self.reasons)
        recorded, from_ = judged_before(past, self.case)
        decision = decided_with(self.case, recorded)
        told = {
            "case": dict(self.stated),
            "evidence": dict(self.evidence),
            "reasons": dict(self.reasons),
            "dates": {name: str(day) for name, day in self.case.dates.items()},
            "judgements_from": {name: from_[name] for name in recorded},
            "arguable": list(arguable(self.case.dates)),
            "why": why_applied(self.case.edition, self.case.dates),
        }
        before = next(past.of("screening"), None)
        if before is not None:
            told["changed"] = {
                "since": before[0].n,
                **changed_since(before[1]["decision"], decision),
            }
        return as_bytes(told)[:-1] + b',"decision":' + WRITER.written(decision) + b"}"


def unsaid(facts: Mapping[str, str], reasons: Mapping[str, str]) -> None:
    """Refuse an answer that must say what makes it so, and does not."""
    problems = [
        Problem(
            ("content", "reasons", fact), f"is missing: say what makes `{fact}` `{facts[fact]}`"
        )
        for fact, answers in MUST_SAY_WHY.items()
        if facts.get(fact) in answers and not reasons.get(fact, "").strip()
    ]
    if problems:
        raise InputError(problems)


def judged_before(past: Past, case: Asked) -> tuple[dict[str, Settled], dict[str, int]]:
    """The judgements in force that the case itself does not say, and the entries they stand in."""
    found = {name: one for name, one in in_force(past).items() if name not in case.judgements}
    return {name: one.judgement for name, one in found.items()}, {
        name: one.n for name, one in found.items()
    }


def decided_with(case: Asked, recorded: dict[str, Settled]) -> Decision:
    """The decision, with the judgements recorded that the facts still leave to people.

    One that they do not leave open any more is dropped from `recorded`.
    """
    while True:
        try:
            return decide(
                case.edition,
                case.facts,
                judgements={**recorded, **case.judgements},
                dates=case.dates,
                what_if=case.what_if,
            )
        except InputError as error:
            closed = {one.where[1] for one in error.problems if one.where[:1] == ("judgements",)}
            pointless = closed & set(recorded)
            if not pointless:
                raise
            for name in pointless:
                del recorded[name]


def shaped(kind: Kind, content: object) -> Write:
    """What an entry of a fixed shape says. Raises InputError with every mistake in what is sent."""
    said = read(kind, content)

    def write(record: Record | None, past: Past) -> bytes:
        if record is None or not record.entries:
            raise NoSuchCase([Problem(("reference",), "is not a case: record a screening first")])
        if kind in CHECKS:
            CHECKS[kind](said, past)
        told = said.model_dump(mode="json", exclude_none=True)
        if kind == "decision":
            told["screening"] = past.last("screening")
        return as_bytes(told)

    return write
