"""Entries of a case as the register shows them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from api.pack.case import Packed
from api.pack.recorded import recorded
from api.register.rulesets import Rulesets
from criteria.decisions import as_json
from tests.pack.cases import packed, stated

ON = date(2020, 8, 25)
SHELF = Rulesets()
"""The rules that releases have, with no register to ask for others."""


def entry(n: int, kind: str, content: Any) -> dict[str, Any]:
    """An entry as the register shows it."""
    chain = {"panel": "p", "seq": n + 40, "sealed": "s", "previous": "0", "hash": f"{n:064x}"}
    by = {"role": "chair", "name": "the independent chair"}
    at = f"2020-08-{n + 10}T10:00:00.000Z"
    return {"reference": "2018-017", "n": n, "kind": kind, "at": at, "by": by} | {
        "chain": chain,
        "content": content,
    }


def screening(edition: str, referral: str) -> dict[str, Any]:
    """A screening as it is recorded."""
    told = json.loads(json.dumps(as_json(packed(edition, referral).decision)))
    said = stated(edition, referral)
    around = {name: said.pop(name) for name in ("evidence", "reasons", "dates")}
    return entry(1, "screening", {**around, "case": said, "decision": told})


def recorded_case(
    edition: str, referral: str, *more: dict[str, Any], on: date = ON, **said: Any
) -> Packed:
    """A worked example that was recorded, with more entries, as it stands on a day."""
    screened = screening(edition, referral)
    screened["content"] |= said
    return recorded("2018-017", [screened, *more], {}, on, SHELF)
