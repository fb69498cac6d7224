"""What each kind of entry says, once the case it belongs to is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.casefile import Asked
from api.register.chain import Kind
from api.register.changes import changed_since
from api.register.mistakes import NoSuchCase, Unreadable
from api.register.past import Past
from api.register.rows import Record
from api.register.shapes import Correction, Decided, Judgement, Shape, read
from api.writing import Writer, as_bytes
from criteria.decisions import Decision
from criteria.errors import InputError, Problem, nearest, quoted
from criteria.shelf import shelf
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
    """The judgements recorded that the case itself does not say, and the entries they stand in."""
    judged: dict[str, Settled] = {}
    from_: dict[str, int] = {}
    for entry, said in past.of("judgement"):
        name = said["criterion"]
        if name not in judged and name not in case.judgements:
            judged[name], from_[name] = said["judgement"], entry.n
    return judged, from_


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
        return as_bytes(said.model_dump(mode="json", exclude_none=True))

    return write


def check_judgement(said: Shape, past: Past) -> None:
    """A judgement settles what the last screening leaves to people, and nothing else."""
    assert isinstance(said, Judgement)
    decision = last_decision(past)
    left = [one["id"] for one in decision["criteria"] if left_to_people(one)]
    ruleset = shelf().volume(decision["edition"]).ruleset
    names = list(dict.fromkeys(ruleset.judgement_id(one) for one in left))
    if said.criterion not in names:
        told = f"{quoted(said.criterion)} is not left to people by the last screening"
        raise InputError([Problem(("content", "criterion"), told, nearest(said.criterion, names))])


def left_to_people(criterion: Mapping[str, Any]) -> bool:
    """Whether a criterion is open to judgement, or was settled by one: people may think again."""
    judged = any("judgement" in reason for reason in criterion["because"])
    return judged or criterion["open"] == "judgement"


def check_decided(said: Shape, past: Past) -> None:
    """A decision says why where it departs from the engine, or settles what is left to people."""
    assert isinstance(said, Decided)
    if said.reasons is not None:
        return
    screened = last_screening(past)
    referral = screened["decision"]["referral"]
    unreasoned = judged_without_reasons(screened)
    told = ""
    if said.decides != referral:
        told = f"is missing: the engine's answer is `{referral}`, so say why it is `{said.decides}`"
    elif said.local_review or said.national_review:
        told = "is missing: whether to hold a review is left to people, so say why"
    elif unreasoned:
        judged = ", ".join(f"`{name}`" for name in unreasoned)
        told = f"is missing: the screening settles {judged} and nothing says why, so say it here"
    if told:
        raise InputError([Problem(("content", "reasons"), told)])


def judged_without_reasons(screened: Mapping[str, Any]) -> list[str]:
    """What a screening takes as judged though the law leaves it to people, with no reasons given.

    A judgement that was recorded has its own; one that came with the case may have some beside it.
    """
    recorded, reasons = screened["judgements_from"], screened["reasons"]
    judged = screened["decision"]["judgements"]
    return [name for name in judged if name not in recorded and not reasons.get(name, "").strip()]


def check_correction(said: Shape, past: Past) -> None:
    """A correction is of an entry that is there."""
    assert isinstance(said, Correction)
    if past.entry(said.entry) is None:
        raise InputError(
            [Problem(("content", "entry"), f"`{said.entry}` is not an entry of the case")]
        )


def last_decision(past: Past) -> Mapping[str, Any]:
    """What the engine last said of a case. Raises Unreadable where that was taken away."""
    decision: Mapping[str, Any] = last_screening(past)["decision"]
    return decision


def last_screening(past: Past) -> Mapping[str, Any]:
    """The last screening of a case. Raises Unreadable where that was taken away."""
    found = next(past.of("screening"), None)
    if found is None:
        raise Unreadable("the screening with which every case begins is not there")
    screened: Mapping[str, Any] = found[1]
    return screened


CHECKS: Mapping[Kind, Callable[[Shape, Past], None]] = {
    "judgement": check_judgement,
    "decision": check_decided,
    "correction": check_correction,
}
