"""What changed between two screenings of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from criteria.decisions import Decision


def changed_since(before: Mapping[str, Any], after: Decision) -> dict[str, Any]:
    """The answers, the referral and the determinations that differ from an earlier decision."""
    stood = {one["id"]: [one["status"], one["force"]] for one in before["determinations"]}
    stands = {one.id: [one.status, one.force] for one in after.determinations}
    return {
        "edition": pair(before["edition"], after.edition),
        "facts": differing(before["facts"], after.facts),
        "judgements": differing(before["judgements"], after.judgements),
        "referral": pair(before["referral"], after.referral),
        "determinations": differing(stood, stands),
    }


def pair(before: object, after: object) -> dict[str, object] | None:
    """What was and what is, or None if nothing changed."""
    return None if before == after else {"from": before, "to": after}


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What differs, by name; what is on one side only is nothing on the other."""
    names = dict.fromkeys((*before, *after))
    pairs = {name: pair(before.get(name), after.get(name)) for name in names}
    return {name: found for name, found in pairs.items() if found is not None}
