"""Deriving the status of every node of a ruleset, each from what its rules read.

The rules of a node read one answer, or the statuses of its parts: few enough that durable_rules is
asked once for each combination that occurs, and what it derived is remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from functools import partial
from operator import getitem
from typing import Any

from criteria.errors import EngineFault
from criteria.words import MET, NOT_MET, UNDETERMINED, Settled, Status
from engine.durable import Rules
from engine.memory import Memory, reads
from engine.plan import ALWAYS, SIGNS, Plan

Read = tuple[str, Settled | None]
"""What the rules of a node on a fact read: the answer, and what people judged."""


class Deriver:
    """A ruleset compiled for durable_rules: answers in, the status of every node out."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rules = Rules(plan.rules())
        self._on_fact = {
            name: Memory[Read, Status](partial(self._read, name))
            for name, when in plan.nodes.items()
            if when.fact is not None
        }
        self._on_parts = {
            name: Memory[tuple[Status, ...], Status](partial(self.asked_of_parts, name))
            for name in parts_first(plan)
            if plan.nodes[name].parts
        }
        self._lay_out(plan.nodes)

    def _lay_out(self, names: Collection[str]) -> None:
        """Put the nodes in the order in which they are derived, those on one fact together."""
        by_fact: dict[str, list[str]] = {}
        for name in self._on_fact:
            if name in names:
                by_fact.setdefault(self._plan.nodes[name].fact or "", []).append(name)
        self._told = {fact: Memory(partial(self._all_on, on)) for fact, on in by_fact.items()}
        self._answers_to = reads(list(by_fact))
        self._joined = [
            (name, reads(self._plan.nodes[name].parts), known)
            for name, known in self._on_parts.items()
            if name in names
        ]

    def only(self, names: Collection[str]) -> Deriver:
        """What derives these nodes alone, their parts among them; what is known is shared."""
        narrowed = copy(self)
        narrowed._lay_out(names)
        return narrowed

    def derive(
        self, answers: Mapping[str, str], judged: Mapping[str, Settled]
    ) -> dict[str, Status]:
        """The status of every node: met or not met if its rules derive it, else undetermined.

        `judged` names the nodes that people settled. Raises EngineFault if durable_rules errs.
        """
        statuses: dict[str, Status] = {}
        for found in map(getitem, self._told.values(), self._answers_to(answers)):
            statuses.update(found)
        for name, settled in judged.items():
            fact = self._plan.nodes[name].fact or ""
            statuses[name] = self._on_fact[name][answers[fact], settled]
        for name, read, known in self._joined:
            statuses[name] = known[read(statuses)]
        return statuses

    def told(self, fact: str, answer: str) -> Mapping[str, Status]:
        """The status of every node on a fact by an answer, where people judged nothing."""
        return self._told[fact][answer]

    def asked_of_fact(self, name: str, answer: str, judged: Settled | None) -> Status:
        """What durable_rules derives of a node from an answer, asked anew."""
        return self._asked(name, self._plan.asks_of_fact(name, answer, judged))

    def asked_of_parts(self, name: str, statuses: tuple[Status, ...]) -> Status:
        """What durable_rules derives of a node from the statuses of its parts, asked anew."""
        return self._asked(name, self._plan.asks_of_parts(name, statuses))

    def forget(self) -> None:
        """Forget everything derived so far, so that durable_rules is asked again."""
        memories: list[Memory[Any, Any]] = [*self._on_fact.values(), *self._on_parts.values()]
        for memory in (*memories, *self._told.values()):
            memory.clear()

    def _read(self, name: str, read: Read) -> Status:
        return self.asked_of_fact(name, *read)

    def _all_on(self, names: Collection[str], answer: str) -> dict[str, Status]:
        """The status of nodes that rest on one fact, by an answer to it."""
        return {name: self._on_fact[name][answer, None] for name in names}

    def _asked(self, name: str, message: str) -> Status:
        """Ask durable_rules for a node's status."""
        signs = {rule[-1] for rule in self._rules.fired(message) if rule != ALWAYS}
        if len(signs) > 1:
            raise EngineFault(f"`{name}` was derived both met and not met")
        return MET if SIGNS[MET] in signs else NOT_MET if SIGNS[NOT_MET] in signs else UNDETERMINED


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
