"""Races: of two branches open at the same time one writes what the other decides by.

A step is never interrupted, so which comes first is left to people; the diagram must not care.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from app.engine.net import Kind, NetNode
from app.verification.states.faults import Fault
from app.verification.states.graph import EventKind, Graph
from app.verification.states.liveness import reads_of, written_by
from app.verification.states.model import Model


def races(graph: Graph, model: Model) -> Iterator[Fault]:
    """Yield each fact that one open branch writes and another decides by, once."""
    effects = _effects(graph, model)
    told: set[tuple[str, int, int]] = set()
    seen: set[frozenset[int]] = set()
    for state in range(graph.explored):
        moving = frozenset(edge.move.node for edge in graph.edges[state])
        if moving in seen:
            continue
        seen.add(moving)
        for pair in combinations(sorted(moving), 2):
            for first, second in (pair, pair[::-1]):
                for number in effects[first][0] & effects[second][1]:
                    if _stays_open(graph, state, first, second):
                        told.add((graph.variables[number], first, second))
    for name, writer, reader in sorted(told):
        if writer < reader or (name, reader, writer) not in told:
            yield Fault("race", (writer, reader), names=(name,))


def _stays_open(graph: Graph, state: int, first: int, second: int) -> bool:
    """Tell whether the second move is still possible after the first."""
    for edge in graph.edges[state]:
        if edge.move.node == first and graph.markings[edge.target]:
            after = {later.move.node for later in graph.edges[edge.target]}
            if second in after:
                return True
    return False


def _effects(graph: Graph, model: Model) -> dict[int, tuple[set[int], set[int]]]:
    """Return, for the node of each move, the variables that its steps write and read."""
    words: dict[int, set[int]] = {}
    for _source, edge in graph.steps():
        words.setdefault(edge.move.node, set()).add(graph.passages[edge.passage].word)
    found: dict[int, tuple[set[int], set[int]]] = {}
    for node, numbers in words.items():
        writes, reads = set[int](), set[int]()
        for number in numbers:
            written: set[int] = set()
            for event in graph.words[number]:
                read, wrote = _of_event(model, graph.net.nodes[event.node], event.kind)
                reads |= read - written
                written |= wrote
            writes |= written
        found[node] = (writes, reads)
    return found


def _of_event(model: Model, node: NetNode, kind: EventKind) -> tuple[set[int], set[int]]:
    """Return what an event reads and writes: a call reads when it opens, writes when it closes."""
    opens = node.kind in (Kind.INSIDE, Kind.LOOP)
    if opens and kind is EventKind.ENTERED:
        return reads_of(model, node), set()
    if opens:
        outputs = model.outputs.get(node.index, {})
        return set(outputs.values()), set(outputs)
    if kind is EventKind.ENTERED:
        return set(), set()
    return reads_of(model, node), written_by(model, node)
