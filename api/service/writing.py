"""Decisions as JSON, quickly: what decisions share is written once and remembered.

The same bytes as `as_json` and `json.dumps` would give, which a test holds it to.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from api.service.replies import as_bytes
from criteria.decisions import Decision, as_json

MOST = 8_192
"""How many parts are remembered before they are forgotten and written again.

A few hundred make up most decisions; those that state a day are new in every one of them.
"""

NAMES = tuple((f.name, as_bytes(f.name.rstrip("_"))) for f in fields(Decision))
LISTS = frozenset(
    {"determinations", "criteria", "considerations", "needs_facts", "needs_judgement", "notes"}
    | {"notices"}
)
"""The lists whose items the engine makes once and hands out again."""

ECHOES = frozenset({"facts", "judgements"})
"""What repeats the answers given: words under names, of which nothing has another form in JSON."""


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
            return b"[" + self._items(value) + b"]"
        if key in ECHOES:
            return as_bytes(dict(value.table))
        if key in ("ruleset", "engine"):
            return self._items((value,))
        return as_bytes(value if value is None or isinstance(value, str) else as_json(value))

    def _items(self, items: tuple[object, ...]) -> bytes:
        """Parts as JSON. Each is kept with its bytes, so that its identity is its own for good."""
        try:
            return b",".join([self._written[id(item)][1] for item in items])
        except KeyError:
            return b",".join([self._part(item) for item in items])

    def _part(self, item: object) -> bytes:
        """A part as JSON, written if it was not yet."""
        if (found := self._written.get(id(item))) is not None:
            return found[1]
        if len(self._written) >= MOST:
            self._written.clear()
        written = as_bytes(as_json(item))
        self._written[id(item)] = (item, written)
        return written
