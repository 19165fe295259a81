"""Breadth-first exploration: every state, each reached by a shortest path of people's steps."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.engine import Program
from app.engine.net_compiler import compile_net
from app.verification.states.facts import labels
from app.verification.states.graph import Edge, Graph, Passage, Problem, Value, Watch
from app.verification.states.model import Model
from app.verification.states.player import Player, Results
from app.verification.states.sources import Sources
from app.verification.states.tokens import Overgrown

_LOOK_AT_CLOCK = 64
_MANY = 1_000  # steps from one state


@dataclass(frozen=True)
class Limits:
    """When exploring stops: states, seconds, or because somebody cancelled it.

    Where the machine does other work too, a clock of processor time keeps the seconds fair.
    """

    states: int = 200_000
    seconds: float = 30.0
    cancelled: Callable[[], bool] = lambda: False
    progress: Callable[[int], None] = lambda _states: None
    clock: Callable[[], float] = time.perf_counter


def explore(
    program: Program,
    sources: Sources,
    watches: Sequence[Watch] = (),
    limits: Limits | None = None,
    *,
    keep_all: bool = False,
) -> Graph:
    """Explore a program; raises EngineFault where its calls multiply beyond what is explored.

    `keep_all` keeps values that nobody reads any more: slow, for tests alone.
    """
    return Exploration(
        Player(Model(compile_net(program), sources, watches), keep_all=keep_all)
    ).run(limits or Limits())


class Exploration:
    """One exploration; `player` stays for whoever wants to make further steps."""

    def __init__(self, player: Player) -> None:
        self.player = player
        model = player.model
        self.graph = Graph(
            net=model.net,
            variables=labels(model.variables.index),
            watched={n: tuple(w for w, _ in found) for n, found in model.watched.items()},
            words=player.words,
            doubled=player.doubled,
            live=player.live,
        )
        self.graph.doubts = partial(model.clocks.doubts, self.graph)
        self._index: dict[tuple[int, tuple[Value, ...]], int] = {}
        self._passages: dict[Passage, int] = {}

    def run(self, limits: Limits) -> Graph:
        """Explore until everything is seen or a limit is reached."""
        graph, began = self.graph, limits.clock()
        try:
            for move, values in self.player.beginnings():
                graph.entries += self._added(-1, self.player.begin(move, values))
            self._run(limits, began)
        except Overgrown:
            graph.cut = "states"
        graph.seconds = limits.clock() - began
        return graph

    def _run(self, limits: Limits, began: float) -> None:
        graph, many = self.graph, True
        while graph.explored < len(graph.markings):
            at = graph.explored
            if many or at % _LOOK_AT_CLOCK == 0:
                graph.cut = _stopped(limits, began)
                limits.progress(len(graph.markings))
            if len(graph.markings) > limits.states:
                graph.cut = "states"
            if graph.cut:
                break
            marking = graph.markings[at]
            if marking:
                found = self.player.steps(marking, graph.values[at])
                graph.edges[at] = tuple(self._added(at, found))
                many = len(found) > _MANY
            graph.explored += 1

    def _added(self, source: int, outcomes: Results) -> list[Edge]:
        edges = []
        for outcome in outcomes:
            passage = self._number(outcome.passage)
            if outcome.stuck is not None:
                kind, node = outcome.stuck
                problem = Problem(kind, source, node, outcome.move, passage)
                self.graph.problems.append(problem)
                continue
            state = (outcome.marking, outcome.kept)
            target = self._index.get(state)
            edge = Edge(len(self._index) if target is None else target, outcome.move, passage)
            if target is None:
                self._add(state, source, edge)
            edges.append(edge)
        return edges

    def _add(self, state: tuple[int, tuple[Value, ...]], source: int, edge: Edge) -> None:
        self._index[state] = edge.target
        self.graph.markings.append(state[0])
        self.graph.values.append(state[1])
        self.graph.edges.append(())
        self.graph.parents.append((source, edge))

    def _number(self, passage: Passage) -> int:
        number = self._passages.get(passage)
        if number is None:
            number = self._passages[passage] = len(self.graph.passages)
            self.graph.passages.append(passage)
        return number


def _stopped(limits: Limits, began: float) -> str:
    if limits.clock() - began > limits.seconds:
        return "time"
    return "cancelled" if limits.cancelled() else ""
