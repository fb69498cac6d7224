"""A case of the register, to be packed: the screening that stands, and all around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from api.governing import why_applied
from api.pack.case import Entry, Packed
from api.register.clocks import running
from api.register.counted import counted, days_told
from api.register.mistakes import Erased, NoSuchCase
from api.register.stands import answering
from criteria.decisions import Decision
from criteria.errors import InputError, Problem, quoted
from criteria.read_back import decision_from
from criteria.rulesets import Ruleset
from criteria.shelf import shelf


def recorded(
    reference: str,
    entries: Sequence[Entry],
    certificates: Mapping[str, Mapping[str, Any]],
    on: date,
) -> Packed:
    """The case with this history, as it stands `on` a day. `certificates` are those at hand.

    Raises NoSuchCase if it was not screened yet, Erased if it was erased, and InputError if it was
    screened under rules too different from these for its decision to be laid out.
    """
    screened = [one for one in entries if one["kind"] == "screening"]
    if not screened:
        raise NoSuchCase([Problem(("reference",), f"{quoted(reference)} was not screened yet")])
    if screened[-1]["content"] is None:
        message = f"{quoted(reference)} was erased: there is nothing left to pack"
        raise Erased([Problem(("reference",), message)])
    stand = answering((one["n"], one["content"]) for one in reversed(screened))
    sides = [laid_out(reference, said, entries, certificates, on) for _, said in stand]
    return replace(sides[0], beside=sides[1:])


def laid_out(
    reference: str,
    said: Mapping[str, Any],
    entries: Sequence[Entry],
    certificates: Mapping[str, Mapping[str, Any]],
    on: date,
) -> Packed:
    """The case as one of its screenings has it."""
    days = days_told(entries)
    told = counted(said["decision"], days)
    decision = decision_from(told)
    volume = shelf().volume(decision.edition)
    fitting(decision, volume.ruleset)
    certificate = certificates.get(decision.edition)
    case = Packed(
        decision=decision,
        volume=volume,
        reference=reference,
        why=why(said.get("dates", {}), decision, volume.digest),
        evidence=said.get("evidence", {}),
        reasons=said.get("reasons", {}),
        dates={**days, **said.get("dates", {})},
        certificate=certificate if decision.ruleset.digest == volume.digest else None,
        entries=entries,
        on=on,
    )
    return replace(case, running=clocks(told, case.decided))


def clocks(decision: Mapping[str, Any], decided: Entry | None) -> dict[str, bool]:
    """The duties whose clocks run, and whether each is certain; fewer once people have decided."""
    decides = decided["content"]["decides"] if decided else None
    return {one.id: one.certain for one in running(decision, decides)}


def fitting(decision: Decision, ruleset: Ruleset) -> None:
    """Refuse a decision of other rules that have no place in the ones that are here."""
    gone = [
        *(one.id for one in decision.criteria if one.id not in ruleset.criteria),
        *(one.id for one in decision.determinations if one.id not in ruleset.determinations),
        *(one.id for one in decision.considerations if one.id not in ruleset.considerations),
        *(one.id for one in decision.notices if one.id not in ruleset.notices),
    ]
    if gone:
        message = (
            f"it was screened under version {decision.ruleset.version} of {decision.edition}, which"
            f" has {quoted(gone[0])}; version {ruleset.version} has not: screen the case again"
        )
        raise InputError([Problem(("reference",), message)])


def why(dates: Mapping[str, Any], decision: Decision, digest: str) -> str:
    """Why the edition applies, and that the rules have changed since, where they have."""
    told = why_applied(decision.edition, dates)
    if decision.ruleset.digest == digest:
        return told
    return (
        f"{told} It was screened under version {decision.ruleset.version} of the rules, which have"
        " changed since; the decision is shown as it was recorded."
    )
