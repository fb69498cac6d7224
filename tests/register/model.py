"""A simple model of the register: what it must hold after whatever was done to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from api.register.chain import BEGINNING

Place = tuple[str, str]
"""A panel and a reference."""


@dataclass
class Case:
    """A case as it must be."""

    incident: str | None
    said: list[tuple[str, Any]] = field(default_factory=list)
    erased: bool = False

    def told(self) -> list[tuple[str, Any]]:
        """The kind of each entry with what can still be read of it."""
        return [(kind, said if self.can_be_read(kind) else None) for kind, said in self.said]

    def can_be_read(self, kind: str) -> bool:
        """Whether an entry of a kind can be read."""
        return not self.erased or kind == "erased"


@dataclass
class Model:
    """Every case, every entry in the order of its panel, and the requests that are known again."""

    cases: dict[Place, Case] = field(default_factory=dict)
    order: dict[str, list[tuple[str, int, str]]] = field(default_factory=dict)
    hashes: dict[str, list[str]] = field(default_factory=dict)
    requests: dict[Place, tuple[str, str, int]] = field(default_factory=dict)

    def refusal(self, act: Any) -> str | None:
        """The name of the mistake for which an entry is refused, or None if it is kept."""
        known = self.requests.get((act.panel, act.token or ""))
        if known is not None:
            return None if known[0] == act.request else "Repeated"
        case = self.cases.get((act.panel, act.reference))
        if case is not None and case.erased:
            return "Erased"
        return "InputError" if act.fails else None

    def before(self, act: Any) -> int | None:
        """The number in its panel of the entry that this very request made before."""
        known = self.requests.get((act.panel, act.token or ""))
        return None if known is None else known[2]

    def keep(self, act: Any, hashed: str) -> int:
        """Keep an entry; its number in its panel."""
        case = self.cases.setdefault((act.panel, act.reference), Case(None))
        case.incident = act.incident or case.incident
        seq = self.add(act.panel, act.reference, act.kind, act.said, hashed)
        if act.token is not None:
            self.requests[act.panel, act.token] = (act.request, act.reference, seq)
        return seq

    def begin(self, panel: str, reference: str, incident: str | None) -> None:
        """Begin a case that has no entry yet."""
        self.cases[panel, reference] = Case(incident)

    def erase(self, panel: str, reference: str, reason: str, hashed: str) -> None:
        """Erase a case, and forget the requests that made it."""
        self.add(panel, reference, "erased", {"reason": reason}, hashed)
        self.cases[panel, reference].erased = True
        self.requests = {
            place: known
            for place, known in self.requests.items()
            if (place[0], known[1]) != (panel, reference)
        }

    def add(self, panel: str, reference: str, kind: str, said: Any, hashed: str) -> int:
        """Put an entry after the last of its case and of its panel; its number there."""
        case = self.cases[panel, reference]
        case.said.append((kind, said))
        order = self.order.setdefault(panel, [])
        order.append((reference, len(case.said), kind))
        self.hashes.setdefault(panel, [BEGINNING]).append(hashed)
        return len(order)
