"""Decisions as JSON, quickly: what decisions share is written once and remembered.

The same bytes as `as_json` and `json.dumps` would give, which a test holds it to.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from api.service.replies import as_bytes
from criteria.decisions import Decision, as_json

MOST = 65_536
"""How many parts are remembered before they are forgotten and written again."""

NAMES = tuple((f.name, as_bytes(f.name.rstrip("_"))) for f in fields(Decision))
LISTS = frozenset(
    {"determinations", "criteria", "considerations", "needs_facts", "needs_judgement", "notes"}
    | {"notices"}
)
"""The lists whose items the engine makes once and hands out again."""


class Writer:
    """Writes decisions. Threads may share it: at worst two write the same part."""

    def __init__(self) -> None:
        self._written: dict[int, tuple[object, bytes]] = {}

    def written(self, decision: Decision) -> bytes:
        """A decision as JSON in UTF-8."""
        members = [name + b":" + self._value(key, getattr(decision, key)) for key, name in NAMES]
        return b"{" + b",".join(members) + b"}"

    def _value(self, key: str, value: Any) -> bytes:
        if key in LISTS:
            return b"[" + b",".join([self._part(item) for item in value]) + b"]"
        if key in ("ruleset", "engine"):
            return self._part(value)
        return as_bytes(as_json(value))

    def _part(self, item: object) -> bytes:
        """A part as JSON. It is kept with its bytes, so that its identity is its own for good."""
        found = self._written.get(id(item))
        if found is not None and found[0] is item:
            return found[1]
        if len(self._written) >= MOST:
            self._written.clear()
        written = as_bytes(as_json(item))
        self._written[id(item)] = (item, written)
        return written
