"""The shortest path that shows a relation broken or possible: the graph beside a little machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import NamedTuple

from app.verification.order.steps import Step, spelled
from app.verification.states.graph import Edge, Graph

Phase = int
FOUND: Phase = 9


class Search(NamedTuple):
    """What is looked for: from a phase, where a step leads; `at_end`: found if a case ends so."""

    step: Callable[[Phase, int], tuple[Phase, ...]]
    at_end: frozenset[Phase] = frozenset()


def happening(step: int) -> Search:
    """Look for a path on which a step happens."""
    return Search(lambda phase, done: (FOUND,) if done == step else (phase,))


def following(first: int, second: int) -> Search:
    """Look for a path on which the second happens after the first."""

    def step(phase: Phase, done: int) -> tuple[Phase, ...]:
        if phase and done == second:
            return (FOUND,)
        return (1,) if done == first else (phase,)

    return Search(step)


def never_after(first: int, second: int) -> Search:
    """Look for a whole path on which the second does not come any more after the first."""

    def step(phase: Phase, done: int) -> tuple[Phase, ...]:
        if phase:
            return () if done == second else (1,)
        return (0, 1) if done == first else (0,)

    return Search(step, frozenset({1}))


def without_before(first: int, second: int) -> Search:
    """Look for a path on which the second happens and the first has not."""

    def step(phase: Phase, done: int) -> tuple[Phase, ...]:
        if done == second:
            return (FOUND,)
        return () if done == first else (phase,)

    return Search(step)


def directly(first: int, second: int, among: int) -> Search:
    """Look for a path on which the second is the very next of some steps after the first."""

    def step(phase: Phase, done: int) -> tuple[Phase, ...]:
        if phase and done == second:
            return (FOUND,)
        if done == first:
            return (1,)
        return (0,) if among >> done & 1 else (phase,)

    return Search(step)


class Paths:
    """Finds paths in one graph; its words are read once."""

    def __init__(self, graph: Graph, numbers: Mapping[Step, int]) -> None:
        self._graph = graph
        self._words = [tuple(numbers[step] for step in word) for word in spelled(graph)]

    def shortest(self, search: Search) -> tuple[Edge, ...]:
        """Return the shortest path that shows what is looked for; empty when there is none."""
        graph = self._graph
        came: dict[tuple[int, Phase], tuple[tuple[int, Phase] | None, Edge]] = {}
        waiting: deque[tuple[int, Phase]] = deque()
        places: list[tuple[tuple[int, Phase] | None, Phase, tuple[Edge, ...]]]
        places = [(None, 0, tuple(graph.entries))]
        while places:
            before, phase, edges = places.pop()
            for edge in edges:
                for after in self._after(search, phase, edge):
                    key = (edge.target, after)
                    if key in came:
                        continue
                    came[key] = (before, edge)
                    if after == FOUND:
                        return _back(came, key)
                    waiting.append(key)
            if waiting:
                here = waiting.popleft()
                places.append((here, here[1], graph.edges[here[0]]))
        return ()

    def _after(self, search: Search, phase: Phase, edge: Edge) -> set[Phase]:
        phases = {phase}
        for done in self._words[self._graph.passages[edge.passage].word]:
            phases = {after for one in phases for after in _stepped(search, one, done)}
        if not self._graph.markings[edge.target] and phases & search.at_end:
            return {FOUND}
        return phases


def _stepped(search: Search, phase: Phase, done: int) -> tuple[Phase, ...]:
    return (FOUND,) if phase == FOUND else search.step(phase, done)


def _back(
    came: Mapping[tuple[int, Phase], tuple[tuple[int, Phase] | None, Edge]], key: tuple[int, Phase]
) -> tuple[Edge, ...]:
    found: list[Edge] = []
    at: tuple[int, Phase] | None = key
    while at is not None:
        at, edge = came[at]
        found.append(edge)
    return tuple(reversed(found))
