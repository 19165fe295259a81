"""Shortest paths that assume nothing: a fault that has one is proved, any other is undecided."""

from __future__ import annotations

from collections import deque
from functools import cached_property

from app.verification.states.graph import Edge, Graph


class Paths:
    """Paths through a graph, those without assumptions before all others."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._assumes = [
            any(choice.variable < 0 for choice in passage.choices) for passage in graph.passages
        ]

    def assumes(self, passage: int) -> bool:
        """Tell whether a step rests on an assumption."""
        return self._assumes[passage]

    @cached_property
    def _sure(self) -> dict[int, tuple[int, Edge]]:
        graph = self._graph
        if not any(self._assumes):
            return dict(enumerate(graph.parents))
        found: dict[int, tuple[int, Edge]] = {}
        waiting: deque[int] = deque()
        source, edges = -1, tuple(graph.entries)
        while True:
            for edge in edges:
                if edge.target not in found and not self._assumes[edge.passage]:
                    found[edge.target] = (source, edge)
                    waiting.append(edge.target)
            if not waiting:
                return found
            source = waiting.popleft()
            edges = graph.edges[source]

    def is_sure(self, state: int) -> bool:
        """Tell whether a state is reached without any assumption."""
        return state < 0 or state in self._sure

    def to(self, state: int) -> list[Edge]:
        """Return a shortest path, without assumptions where there is one."""
        if state < 0 or state not in self._sure:
            return self._graph.path_to(state)
        found = []
        while state >= 0:
            state, edge = self._sure[state]
            found.append(edge)
        return found[::-1]

    def best(self, states: list[int]) -> int:
        """Return the first of these states that is sure, else the first."""
        return next((state for state in states if self.is_sure(state)), states[0])
