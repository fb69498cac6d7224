"""Decision diagrams: functions of many-valued variables, shared and without repetition.

A diagram answers at once what would take a search over every combination of answers. Nodes are
numbers; two equal functions are the same number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Node = int
Join = Callable[[int, int], int]
Joins = dict[tuple[Node, Node], Node]

LEAF = 1 << 30
IDEMPOTENT: tuple[Join, ...] = (max, min)
"""Joins of a value with itself that give it back; what they join is remembered."""


class Diagrams:
    """A store of diagrams over variables with fixed numbers of values."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self._nodes: list[tuple[int, tuple[Node, ...]]] = []
        self._known: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._joined: dict[Join, Joins] = {}

    def constant(self, value: int) -> Node:
        """The function that is this value everywhere."""
        return self._store((LEAF, (value,)))

    def node(self, variable: int, children: Sequence[Node]) -> Node:
        """The function that looks at one variable first, then follows the child of its value."""
        first = children[0]
        if all(child == first for child in children):
            return first
        return self._store((variable, tuple(children)))

    def _store(self, key: tuple[int, tuple[Node, ...]]) -> Node:
        if key not in self._known:
            self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return self._known[key]

    def value(self, node: Node, values: Sequence[int]) -> int:
        """The function's value where each variable has the value given."""
        variable, children = self._nodes[node]
        while variable != LEAF:
            variable, children = self._nodes[children[values[variable]]]
        return children[0]

    def look(self, node: Node) -> tuple[int, tuple[Node, ...]]:
        """What a node is: its variable and children, or LEAF and its value."""
        return self._nodes[node]

    def variables(self, node: Node) -> set[int]:
        """The variables on which the function depends."""
        seen: set[Node] = set()
        waiting = [node]
        found: set[int] = set()
        while waiting:
            current = waiting.pop()
            variable, children = self._nodes[current]
            if current not in seen and variable != LEAF:
                seen.add(current)
                found.add(variable)
                waiting.extend(children)
        return found

    def combined(self, join: Join, one: Node, other: Node) -> Node:
        """The function whose value is the two functions' values, joined."""
        done = self._joined.setdefault(join, {}) if join in IDEMPOTENT else {}
        return self._combined(join, one, other, done)

    def _combined(self, join: Join, one: Node, other: Node, done: Joins) -> Node:
        if one == other and join in IDEMPOTENT:
            return one
        found = done.get((one, other))
        if found is None:
            (at, ones), (by, others) = self._nodes[one], self._nodes[other]
            if at == by == LEAF:
                found = self.constant(join(ones[0], others[0]))
            else:
                first = min(at, by)
                lefts = ones if at == first else (one,) * self.sizes[first]
                rights = others if by == first else (other,) * self.sizes[first]
                pairs = zip(lefts, rights, strict=True)
                found = self.node(first, [self._combined(join, a, b, done) for a, b in pairs])
            done[one, other] = found
        return found

    def mapped(self, change: Callable[[int], int], node: Node) -> Node:
        """The function with each of its values changed."""
        return self._rebuilt(node, lambda value: self.constant(change(value)), self.node)

    def given(self, node: Node, variable: int, value: int) -> Node:
        """The function where one variable has the value given."""

        def step(at: int, children: Sequence[Node]) -> Node:
            return children[value] if at == variable else self.node(at, children)

        return self._rebuilt(node, self.constant, step)

    def somewhere(self, node: Node, variable: int) -> Node:
        """The largest value the function takes as one variable runs over its values."""

        def step(at: int, children: Sequence[Node]) -> Node:
            return self.largest(children) if at == variable else self.node(at, children)

        return self._rebuilt(node, self.constant, step)

    def learning(self, node: Node, silent: Sequence[int]) -> Node:
        """The largest value within reach: each variable whose value is silent may take any other.

        `silent` gives, for each variable, the value that means it is not known yet.
        """

        def step(at: int, children: Sequence[Node]) -> Node:
            reach = list(children)
            reach[silent[at]] = self.largest(children)
            return self.node(at, reach)

        return self._rebuilt(node, self.constant, step)

    def largest(self, nodes: Sequence[Node]) -> Node:
        """The function whose value is the largest of the functions' values."""
        result = nodes[0]
        for node in dict.fromkeys(nodes[1:]):
            result = self.combined(max, result, node)
        return result

    def _rebuilt(
        self,
        node: Node,
        leaf: Callable[[int], Node],
        step: Callable[[int, Sequence[Node]], Node],
    ) -> Node:
        """The function rebuilt from its leaves up."""
        done: dict[Node, Node] = {}

        def walk(current: Node) -> Node:
            if current not in done:
                variable, children = self._nodes[current]
                done[current] = (
                    leaf(children[0])
                    if variable == LEAF
                    else step(variable, [walk(child) for child in children])
                )
            return done[current]

        return walk(node)
