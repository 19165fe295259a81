"""Net and engine side by side: random walks over explored states, repeated by the real engine."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.diagrams import Definition
from app.domain.forms import Form
from app.engine import Program, compile_program
from app.engine.net_compiler import compile_net
from app.errors import EngineFault
from app.topics import Topic
from app.verification.states.explore import Exploration, Limits
from app.verification.states.faults import Fault
from app.verification.states.graph import Edge, Graph
from app.verification.states.model import Model
from app.verification.states.player import Player
from app.verification.states.replay import Replayer, is_playable
from app.verification.states.soundness import faults_of
from app.verification.states.sources import Sources
from tests.engine.drawing_board import definitions

# What the verifier tells of a diagram that may still run as drawn.
HARMLESS = frozenset({"dead", "dead_flow", "race", "unwritten", "nobody", "safety_net_used"})


@dataclass(frozen=True)
class Explored:
    """One process explored and judged."""

    program: Program
    model: Model
    graph: Graph
    faults: tuple[Fault, ...]

    @property
    def kinds(self) -> set[str]:
        return {fault.kind for fault in self.faults}

    @property
    def is_sound(self) -> bool:
        # What may be open twice is followed as one: not to be compared.
        followed = self.graph.cut or self.graph.doubled
        return not followed and not self.kinds - HARMLESS


def explored(
    drawn: str | Mapping[str, Definition],
    process_id: str = "",
    forms: Mapping[str, Form] | None = None,
    *,
    limits: Limits | None = None,
    keep_all: bool = False,
    **further: Any,
) -> Explored:
    """Explore a process in the short form, or one of definitions already read."""
    read = definitions(drawn) if isinstance(drawn, str) else drawn
    name = process_id or next(iter(read))
    sources = Sources(name, read, forms or {}, **further)
    program = compile_program(read, name)
    model = Model(compile_net(program), sources)
    graph = Exploration(Player(model, keep_all=keep_all)).run(limits or Limits())
    return Explored(program, model, graph, faults_of(graph, model))


def silent(*names: str) -> Mapping[str, Topic]:
    """Return topics that write nothing."""
    return {name: Topic(name, lambda _context: None) for name in names}


def assumes(graph: Graph, edge: Edge) -> bool:
    """Tell whether a step cannot be given to the engine: it rests on an assumption."""
    return not is_playable(graph, (edge,))


def walked(found: Explored, seed: int, walks: int, steps: int) -> Iterator[str]:
    """Yield what differs between net and engine on random walks."""
    chance, seen = random.Random(seed), set[int]()  # noqa: S311 the same walk again
    for _ in range(walks):
        edges: list[Edge] = list(found.graph.entries)
        player, told = Replayer(found.program, found.model), list[str]()
        for _ in range(steps):
            edges = [edge for edge in edges if not assumes(found.graph, edge)]
            if not edges:
                break
            fresh = [edge for edge in edges if edge.passage not in seen]
            edge = chance.choice(fresh or edges)
            seen.add(edge.passage)
            told.append(found.graph.net.nodes[edge.move.node].place)
            different = step(player, found, edge)
            if different:
                yield f"{' > '.join(told)}: {different}"
                break
            edges = list(found.graph.edges[edge.target])


def step(player: Replayer, found: Explored, edge: Edge) -> str:
    """Let the engine make a step; say how it differs."""
    try:
        player.step(found.graph, edge)
    except EngineFault as fault:
        # A called process throws what its caller would catch.
        escapes = found.model.sources.is_called and not found.graph.markings[edge.target]
        return "" if escapes and "không nơi nào bắt" in fault.message else fault.message
    return player.difference(found.graph, edge.target)
