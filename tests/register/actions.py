"""What may be done to a register, drawn by chance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from api.register.chain import KINDS, Kind
from api.writing import as_bytes
from criteria.errors import InputError, Problem
from tests.register.places import draft

PANELS = st.sampled_from(["north", "south"])
REFERENCES = st.sampled_from(["2026-1", "2026-2", "2026-3"])
SENT = [kind for kind in KINDS if kind != "erased"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3),
    max_leaves=6,
)


@dataclass(frozen=True)
class Add:
    """Add an entry, which fails or not, with an idempotency key or without."""

    panel: str
    reference: str
    kind: Kind
    said: Any
    incident: str | None
    token: str | None
    request: str
    fails: bool

    def draft(self) -> Any:
        """The entry as the ledger takes it."""
        more = {name: getattr(self, name) for name in ("panel", "kind", "incident", "token")}
        made = draft(self.reference, self.said, request=self.request, **more)
        return replace(made, write=self.write)

    def write(self, *_: object) -> bytes:
        """What the entry says, or its refusal."""
        if self.fails:
            raise InputError([Problem(("content",), "will not do")])
        return as_bytes(self.said)


@dataclass(frozen=True)
class Erase:
    """Erase a case."""

    panel: str
    reference: str


@dataclass(frozen=True)
class Begin:
    """Begin a case with a working copy."""

    panel: str
    reference: str
    incident: str | None


ADD = st.builds(
    Add,
    PANELS,
    REFERENCES,
    st.sampled_from(SENT),
    ANYTHING,
    st.sampled_from([None, None, "incident-1"]),
    st.sampled_from([None, None, "a", "b"]),
    st.sampled_from(["one", "one", "another"]),
    st.sampled_from([False, False, False, True]),
)
ACTION = st.one_of(
    st.lists(ADD, min_size=1, max_size=4),
    st.lists(ADD, min_size=1, max_size=4),
    st.builds(Erase, PANELS, REFERENCES),
    st.builds(Begin, PANELS, REFERENCES, st.sampled_from([None, "incident-1", "incident-2"])),
    st.sampled_from(["rotate", "open again"]),
)
