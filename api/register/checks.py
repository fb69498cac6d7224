"""What an entry is held to, once the case it belongs to is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from api.register.chain import Kind
from api.register.judged import roots_in
from api.register.mistakes import Unreadable
from api.register.past import Past
from api.register.shapes import Correction, Decided, Judgement, Notice, Reply, Shape
from api.register.stands import answering
from api.register.times import today
from criteria.errors import InputError, Problem, nearest, quoted
from criteria.rulesets import Ruleset
from criteria.shelf import shelf


def check_judgement(said: Shape, past: Past) -> None:
    """A judgement settles what the last screening leaves to people, and nothing else."""
    assert isinstance(said, Judgement)
    decision = last_decision(past)
    left = [one["id"] for one in decision["criteria"] if left_to_people(one)]
    ruleset = past.volume(decision).ruleset
    names = list(dict.fromkeys(ruleset.judgement_id(one) for one in left))
    if said.criterion not in names:
        told = f"{quoted(said.criterion)} is not left to people by the last screening"
        raise InputError([Problem(("content", "criterion"), told, nearest(said.criterion, names))])


def left_to_people(criterion: Mapping[str, Any]) -> bool:
    """Whether a criterion is open to judgement, or was settled by one: people may think again."""
    judged = any("judgement" in reason for reason in criterion["because"])
    return judged or criterion["open"] == "judgement"


def check_decided(said: Shape, past: Past) -> None:
    """A decision was made by today, answers the last screening, and says why where it must."""
    assert isinstance(said, Decided)
    problems, last = misdated(said.on), past.last("screening")
    if said.screening not in (None, last):
        told = f"`{said.screening}` is not the last screening, entry {last}: read that first"
        problems.append(Problem(("content", "screening"), told))
    elif said.reasons is None:
        problems += unexplained(said, past)
    if problems:
        raise InputError(problems)


def misdated(on: date) -> list[Problem]:
    """What is wrong with the day on which something was done already.

    It is not to come, and not before the first edition: no law here is older.
    """
    first = shelf().timeline.periods[0].from_
    if on > today():
        return [Problem(("content", "on"), f"`{on}` is a day to come")]
    if on < first:
        told = f"`{on}` is before {first}, when the first edition came into force"
        return [Problem(("content", "on"), told)]
    return []


def unexplained(said: Decided, past: Past) -> list[Problem]:
    """Why a decision without reasons needs some.

    It does where it departs from the engine, or settles what is left to people. Where two editions
    are arguable and both answers stand, it cannot be what both say if they differ.
    """
    screened = standing_screenings(past)
    unreasoned = dict.fromkeys(name for one in screened for name in judged_without_reasons(one))
    told = ""
    if other := departed_from(said.decides, (one["decision"] for one in screened)):
        edition, referral = other[0]
        under = f" under `{edition}`" if len(screened) > 1 else ""
        told = f"is missing: the engine's answer{under} is `{referral}`"
        told += f", so say why it is `{said.decides}`"
    elif said.local_review or said.national_review:
        told = "is missing: whether to hold a review is left to people, so say why"
    elif unreasoned:
        judged = ", ".join(f"`{name}`" for name in unreasoned)
        told = f"is missing: the screening settles {judged} and nothing says why, so say it here"
    return [Problem(("content", "reasons"), told)] if told else []


def departed_from(decides: str, answers: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The editions of the answers that a decision is not, each with what it answers."""
    return [(one["edition"], one["referral"]) for one in answers if one["referral"] != decides]


def judged_without_reasons(screened: Mapping[str, Any]) -> list[str]:
    """What a screening takes as judged though the law leaves it to people, with no reasons given.

    A judgement that was recorded has its own; one that came with the case may have some beside it.
    """
    recorded, reasons = screened["judgements_from"], screened["reasons"]
    judged = screened["decision"]["judgements"]
    return [name for name in judged if name not in recorded and not reasons.get(name, "").strip()]


def check_correction(said: Shape, past: Past) -> None:
    """A correction is of an entry that is there; one that says how it is judged, of a judgement."""
    assert isinstance(said, Correction)
    if past.entry(said.entry) is None:
        raise InputError(
            [Problem(("content", "entry"), f"`{said.entry}` is not an entry of the case")]
        )
    root = roots_in(past).get(said.entry, said.entry)
    if said.judgement is not None and (kind := past.entry(root)) != "judgement":
        told = f"does not belong here: entry {root} is a {kind}, and no judgement"
        raise InputError([Problem(("content", "judgement"), told)])


def check_notice(said: Shape, past: Past) -> None:
    """A notice is of a duty or a notice of the law that the case was screened under.

    It was sent already.
    """
    assert isinstance(said, Notice)
    problems = misdated(said.on)
    screened = [one["decision"] for _, one in past.of("screening")]
    editions = list(dict.fromkeys(one["edition"] for one in screened))
    known = [name for one in screened for name in list_duties(past.volume(one).ruleset)]
    lost = any(not past.volume(one).whole for one in screened)
    if said.notice not in known and not lost:
        told = f"{quoted(said.notice)} is not a duty or a notice of {' or '.join(editions)}"
        problems.append(Problem(("content", "notice"), told, nearest(said.notice, known)))
    if problems:
        raise InputError(problems)


def check_reply(said: Shape, past: Past) -> None:
    """A reply came already."""
    assert isinstance(said, Reply)
    if problems := misdated(said.on):
        raise InputError(problems)


def list_duties(ruleset: Ruleset) -> tuple[str, ...]:
    """The duties and notices of an edition, by name."""
    return (*ruleset.determinations, *ruleset.notices)


def last_decision(past: Past) -> Mapping[str, Any]:
    """What the engine last said of a case. Raises Unreadable where that was taken away."""
    decision: Mapping[str, Any] = last_screening(past)["decision"]
    return decision


def standing_screenings(past: Past) -> list[Mapping[str, Any]]:
    """The screenings that stand, the newest first. Raises Unreadable where none is there."""
    stand = answering((entry.n, said) for entry, said in past.of("screening"))
    return [said for _, said in stand] or [last_screening(past)]


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
    "notice": check_notice,
    "reply": check_reply,
    "correction": check_correction,
}
