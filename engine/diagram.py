"""Decision diagrams: functions of many-valued variables, shared and without repetition.

A diagram answers at once what would take a search over every combination of answers. Nodes are
numbers; two equal functions are the same number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Node = int
LEAF = 1 << 30


class Diagrams:
    """A store of diagrams over variables with fixed numbers of values."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self._nodes: list[tuple[int, tuple[Node, ...]]] = []
        self._known: dict[tuple[int, tuple[Node, ...]], Node] = {}

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

    def combined(self, join: Callable[[int, int], int], one: Node, other: Node) -> Node:
        """The function whose value is the two functions' values, joined."""
        done: dict[tuple[Node, Node], Node] = {}

        def walk(left: Node, right: Node) -> Node:
            if (left, right) not in done:
                (at, lefts), (by, rights) = self._nodes[left], self._nodes[right]
                if at == by == LEAF:
                    done[left, right] = self.constant(join(lefts[0], rights[0]))
                else:
                    first = min(at, by)
                    width = range(self.sizes[first])
                    done[left, right] = self.node(
                        first,
                        [
                            walk(
                                lefts[v] if at == first else left,
                                rights[v] if by == first else right,
                            )
                            for v in width
                        ],
                    )
            return done[left, right]

        return walk(one, other)

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
