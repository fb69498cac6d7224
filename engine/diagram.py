"""Decision diagrams: functions of many-valued variables, shared and without repetition.

A diagram answers at once what would take a search over every combination of answers. Nodes are
numbers; two equal functions are the same number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from engine.joins import KNOWN, Join

Node = int
Joins = dict[tuple[Node, Node], Node]
Tree = int | tuple[Any, ...]
"""A function to be followed: its value, or a variable and then a tree for each of its values."""

LEAF = 1 << 30


class Diagrams:
    """A store of diagrams over variables with fixed numbers of values."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self._nodes: list[tuple[int, tuple[Node, ...]]] = []
        self._known: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._joined: dict[Join, Joins] = {}
        self._trees: dict[Node, Tree] = {}

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

    def tree(self, node: Node) -> Tree:
        """The function as nested tuples, equal parts shared: quicker to follow than numbers are."""
        if node not in self._trees:
            variable, children = self._nodes[node]
            parts = [self.tree(child) for child in children] if variable != LEAF else []
            self._trees[node] = (variable, *parts) if parts else children[0]
        return self._trees[node]

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
        known = KNOWN.get(join)
        if known is None:
            return self._combined(join, one, other, {})
        neutral, ruling = self.constant(known.neutral), self.constant(known.ruling)
        done = self._joined.setdefault(join, {})

        def walk(one: Node, other: Node) -> Node:
            if ruling in (one, other):
                return ruling
            if one in (neutral, other):
                return other
            if other == neutral:
                return one
            key = (one, other) if one < other else (other, one)
            found = done.get(key)
            if found is None:
                found = done[key] = self._step(join, one, other, walk)
            return found

        return walk(one, other)

    def _combined(self, join: Join, one: Node, other: Node, done: Joins) -> Node:
        """Two functions joined by a join of which nothing is known but its values."""
        found = done.get((one, other))
        if found is None:
            walk = partial(self._combined, join, done=done)
            found = done[one, other] = self._step(join, one, other, walk)
        return found

    def _step(self, join: Join, one: Node, other: Node, walk: Callable[[Node, Node], Node]) -> Node:
        """Two functions joined, by joining what follows each value of their first variable."""
        (at, ones), (by, others) = self._nodes[one], self._nodes[other]
        if at == by == LEAF:
            return self.constant(join(ones[0], others[0]))
        first = min(at, by)
        lefts = ones if at == first else (one,) * self.sizes[first]
        rights = others if by == first else (other,) * self.sizes[first]
        return self.node(first, [walk(a, b) for a, b in zip(lefts, rights, strict=True)])

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


def follow(tree: Tree, values: Sequence[int]) -> int:
    """The function's value where each variable has the value given, counted from 1.

    A tree has its variable in place 0, so that counting from 1 saves an addition at every step.
    """
    while isinstance(tree, tuple):
        tree = tree[values[tree[0]]]
    return tree
