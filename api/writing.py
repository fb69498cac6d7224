"""Plain values and decisions as JSON, quickly: what decisions share is written once.

The same bytes as `as_json` and `json.dumps` would give, which a test holds it to.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from itertools import starmap
from typing import Any

from criteria.decisions import Decision, as_json
from criteria.facts import Answers

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Made once: `json.dumps` makes one for every value that it writes."""


def as_bytes(value: Any) -> bytes:
    """Plain values as JSON, in UTF-8."""
    return ENCODER.encode(value).encode()


MOST = 8_192
"""How many parts are remembered before they are forgotten and written again.

A few hundred make up most decisions; those that state a day are new in every one of them.
"""

NAMES = tuple(f.name for f in fields(Decision))
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
        # How each member is written, found out once and not for every decision.
        self._members = [
            (name, b"," * (number > 0) + as_bytes(name.rstrip("_")) + b":", self._how(name))
            for number, name in enumerate(NAMES)
        ]

    def written(self, decision: Decision) -> bytes:
        """A decision as JSON in UTF-8."""
        pieces: list[bytes] = []
        for name, begins, how in self._members:
            pieces += (begins, how(getattr(decision, name)))
        return b"{" + b"".join(pieces) + b"}"

    def _how(self, name: str) -> Callable[[Any], bytes]:
        """How a member is written."""
        if name in LISTS:
            return self._list
        if name in ECHOES:
            return echoed
        return self._part if name in ("ruleset", "engine") else plain

    def _list(self, items: tuple[object, ...]) -> bytes:
        """Parts in a list."""
        written = self._written
        try:
            return b"[" + b",".join([written[id(item)][1] for item in items]) + b"]"
        except KeyError:
            return b"[" + b",".join([self._part(item) for item in items]) + b"]"

    def _part(self, item: object) -> bytes:
        """A part as JSON. It is kept with its bytes, so that its identity is its own for good."""
        if (found := self._written.get(id(item))) is not None:
            return found[1]
        if len(self._written) >= MOST:
            self._written.clear()
        written = as_bytes(as_json(item))
        self._written[id(item)] = (item, written)
        return written


def echoed(answers: Answers) -> bytes:
    """The answers given."""
    return b"{" + b",".join(starmap(pair, answers.table.items())) + b"}"


@cache
def pair(name: str, answer: str) -> bytes:
    """An answer under its name. The vocabulary has few of them, and a decision no others."""
    return as_bytes(name) + b":" + as_bytes(answer)


def plain(value: Any) -> bytes:
    """Whatever is not shared, which is mostly a word or nothing."""
    return as_bytes(value if value is None or isinstance(value, str) else as_json(value))
