"""Deriving the status of every node of a ruleset, each from what its rules read.

The rules of a node read one answer, or the statuses of its parts: few enough that durable_rules is
asked once for each combination that occurs, and what it derived is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from criteria.errors import EngineFault
from criteria.words import MET, NOT_MET, UNDETERMINED, Settled, Status
from engine.durable import Rules
from engine.plan import ALWAYS, SIGNS, Plan

REMEMBERED = 4096
"""How many combinations are kept for one node before they are forgotten and asked again."""

Key = tuple[str | None, ...]


class Deriver:
    """A ruleset compiled for durable_rules: answers in, the status of every node out."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rules = Rules(plan.rules())
        self._known: dict[str, dict[Key, Status]] = {name: {} for name in plan.nodes}
        self._leaves = [
            (name, when.fact, self._known[name])
            for name, when in plan.nodes.items()
            if when.fact is not None
        ]
        self._joined = [
            (name, plan.nodes[name].parts, self._known[name])
            for name in parts_first(plan)
            if plan.nodes[name].parts
        ]

    def derive(
        self, answers: Mapping[str, str], judged: Mapping[str, Settled]
    ) -> dict[str, Status]:
        """The status of every node: met or not met if its rules derive it, else undetermined.

        `judged` names the nodes that people settled. Raises EngineFault if durable_rules errs.
        """
        statuses: dict[str, Status] = {}
        for name, fact, known in self._leaves:
            key: Key = (answers[fact], judged.get(name))
            found = known.get(key)
            statuses[name] = self._ask_of_fact(name, key) if found is None else found
        for name, parts, known in self._joined:
            key = tuple([statuses[part] for part in parts])
            found = known.get(key)
            statuses[name] = self._ask_of_parts(name, key) if found is None else found
        return statuses

    def asked_of_fact(self, name: str, answer: str, judged: Settled | None) -> Status:
        """What durable_rules derives of a node from an answer, asked anew."""
        return self._ask_of_fact(name, (answer, judged))

    def asked_of_parts(self, name: str, statuses: tuple[Status, ...]) -> Status:
        """What durable_rules derives of a node from the statuses of its parts, asked anew."""
        return self._ask_of_parts(name, statuses)

    def forget(self) -> None:
        """Forget everything derived so far, so that durable_rules is asked again."""
        for known in self._known.values():
            known.clear()

    def _ask_of_fact(self, name: str, key: Key) -> Status:
        answer, judged = key
        ask = partial(self._plan.asks_of_fact, name, answer or "", judged)  # type: ignore[arg-type]
        return self._asked(name, key, ask)

    def _ask_of_parts(self, name: str, key: Key) -> Status:
        return self._asked(name, key, partial(self._plan.asks_of_parts, name, key))  # type: ignore[arg-type]

    def _asked(self, name: str, key: Key, message: Callable[[], str]) -> Status:
        """Ask durable_rules for a node's status, and remember it."""
        fired = set(self._rules.fired(message())) - {ALWAYS}
        signs = {rule[-1] for rule in fired}
        if len(signs) > 1:
            raise EngineFault(f"`{name}` was derived both met and not met")
        found: Status = (
            MET if SIGNS[MET] in signs else NOT_MET if SIGNS[NOT_MET] in signs else UNDETERMINED
        )
        if len(self._known[name]) >= REMEMBERED:
            self._known[name].clear()
        self._known[name][key] = found
        return found


def parts_first(plan: Plan) -> list[str]:
    """The nodes in an order in which each comes after its parts."""
    ordered: dict[str, None] = {}

    def place(name: str) -> None:
        if name not in ordered:
            for part in plan.nodes[name].parts:
                place(part)
            ordered[name] = None

    for name in plan.nodes:
        place(name)
    return list(ordered)
