"""A case of the register, to be packed: the screening that stands, and all around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from api.governing import explain_recorded
from api.pack.case import Entry, Packed
from api.register.clocks import running
from api.register.counted import counted, days_told
from api.register.mistakes import Erased, NoSuchCase
from api.register.rulesets import Rulesets
from api.register.stands import answering
from criteria.decisions import name_certificate
from criteria.errors import Problem, quoted
from criteria.read_back import decision_from


def recorded(
    reference: str,
    entries: Sequence[Entry],
    certificates: Mapping[str, Mapping[str, Any]],
    on: date,
    rulesets: Rulesets,
) -> Packed:
    """The case with this history, as it stands `on` a day.

    `certificates` are those at hand, each by the version and the engine it is of. The case is laid
    out by the rules that decided it, from `rulesets`. Raises NoSuchCase if it was not screened yet,
    Erased if it was erased.
    """
    screened = [one for one in entries if one["kind"] == "screening"]
    if not screened:
        raise NoSuchCase([Problem(("reference",), f"{quoted(reference)} was not screened yet")])
    if screened[-1]["content"] is None:
        message = f"{quoted(reference)} was erased: there is nothing left to pack"
        raise Erased([Problem(("reference",), message)])
    stand = answering((one["n"], one["content"]) for one in reversed(screened))
    sides = [laid_out(reference, said, entries, certificates, on, rulesets) for _, said in stand]
    return replace(sides[0], beside=sides[1:])


def laid_out(
    reference: str,
    said: Mapping[str, Any],
    entries: Sequence[Entry],
    certificates: Mapping[str, Mapping[str, Any]],
    on: date,
    rulesets: Rulesets,
) -> Packed:
    """The case as one of its screenings has it."""
    days = days_told(entries, rulesets)
    volume = rulesets.of(said["decision"])
    told = counted(said["decision"], days, volume.ruleset)
    decision = decision_from(told)
    case = Packed(
        decision=decision,
        volume=volume,
        reference=reference,
        why=" ".join(explain_recorded(said, volume)),
        evidence=said.get("evidence", {}),
        reasons=said.get("reasons", {}),
        dates={**days, **said.get("dates", {})},
        certificate=certificates.get(
            name_certificate(decision.ruleset.digest, decision.engine.version)
        ),
        entries=entries,
        on=on,
    )
    return replace(case, running=clocks(told, case))


def clocks(decision: Mapping[str, Any], case: Packed) -> dict[str, bool]:
    """The duties whose clocks run, and whether each is certain; fewer once people have decided."""
    decides = case.decided["content"]["decides"] if case.decided else None
    found = running(decision, decides, case.volume.ruleset, case.dates)
    return {one.id: one.certain for one in found}
