"""The smallest sets of answers on which a function holds, read off its diagram.

A set of answers is a value for each variable; what is not in the set is silent. A set is smallest
if the function holds on it and on none of its proper subsets. Nothing is taken to be monotone: a
function may hold on a set and not on a larger one, as where a rule presumes from not knowing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.diagram import LEAF, Diagrams, Node

Values = tuple[int, ...]
"""A value for each variable."""


class Smallest:
    """Finds them, for functions of the variables of one store."""

    def __init__(self, diagrams: Diagrams, silent: Sequence[int]) -> None:
        self._diagrams = diagrams
        self._silent = silent
        self._never = diagrams.constant(0)
        self._forgotten: dict[Node, Node] = {}
        self._below: dict[tuple[Node, int], Node] = {}

    def sets(self, node: Node) -> Iterator[Values]:
        """Every smallest set on which a function, whose values are 0 and 1, is 1."""
        smallest = self._diagrams.combined(and_not, node, self._with_less(node, 0))
        return self._ones(smallest, 0)

    def _forgetting(self, node: Node) -> Node:
        """Where the function holds on the set or on a subset of it."""
        if node not in self._forgotten:
            variable, children = self._diagrams.look(node)
            self._forgotten[node] = node if variable == LEAF else self._kept(variable, children)
        return self._forgotten[node]

    def _kept(self, variable: int, children: Sequence[Node]) -> Node:
        """What holds without a variable's value holds with any."""
        seen = [self._forgetting(child) for child in children]
        without = seen[self._silent[variable]]
        joined = [self._diagrams.combined(max, without, child) for child in seen]
        return self._diagrams.node(variable, joined)

    def _with_less(self, node: Node, level: int) -> Node:
        """Where the function holds on a proper subset of the set, of the variables from a level.

        Every level is looked at, also where the function does not depend on its variable: a value
        of that could be left out.
        """
        if node == self._never or level == len(self._diagrams.sizes):
            return self._never
        if (node, level) not in self._below:
            children = self._children(node, level)
            without = self._forgetting(children[self._silent[level]])
            below = [self._with_less(child, level + 1) for child in children]
            self._below[node, level] = self._diagrams.node(
                level,
                [
                    lesser
                    if value == self._silent[level]
                    else self._diagrams.combined(max, without, lesser)
                    for value, lesser in enumerate(below)
                ],
            )
        return self._below[node, level]

    def _ones(self, node: Node, level: int) -> Iterator[Values]:
        """Every way through a diagram to a 1."""
        if level == len(self._diagrams.sizes):
            yield from [()] if node != self._never else []
        elif node != self._never:
            for value, child in enumerate(self._children(node, level)):
                yield from ((value, *rest) for rest in self._ones(child, level + 1))

    def _children(self, node: Node, level: int) -> Sequence[Node]:
        """What follows each value of the variable of a level."""
        variable, children = self._diagrams.look(node)
        return children if variable == level else (node,) * self._diagrams.sizes[level]


def and_not(one: int, other: int) -> int:
    """1 where the first is and the second is not."""
    return int(one and not other)
