"""One thing that is wrong with a process, as data; `wording.py` says it to a reader."""

from __future__ import annotations

from dataclasses import dataclass

from app.verification.states.graph import Edge, Graph


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: its kind, where, and the shortest way to it (may be empty).

    `flow` is a sequence flow, `names` facts, `assumed` what the path takes for granted: with any,
    the verdict is undecided.
    """

    kind: str
    nodes: tuple[int, ...]
    path: tuple[Edge, ...] = ()
    flow: str = ""
    names: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


def fault_on(
    graph: Graph, kind: str, nodes: tuple[int, ...], edges: list[Edge], flow: str = ""
) -> Fault:
    """Return a fault with its path, and what the path assumes."""
    return Fault(kind, nodes, tuple(edges), flow, assumed=graph.is_undecided(edges))
