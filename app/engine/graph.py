"""The drawing as a graph: where a token can go from each node. Used by gates and the compiler."""

from __future__ import annotations

from collections.abc import Iterable

from app.engine.drawing import Drawing, Flow

Edges = dict[str, list[str]]


def edges_of(drawing: Drawing, *, leaving: bool = False) -> Edges:
    """Return where a token can go from each node: flows, links, boundary events.

    With `leaving`, a boundary event counts only when it takes the token away from its activity.
    """
    edges: Edges = {node_id: [] for node_id in drawing.nodes}
    for flow in drawing.flows:
        if flow.source in edges and flow.target in edges:
            edges[flow.source].append(flow.target)
    for host, boundaries in drawing.boundaries.items():
        if host in edges:
            edges[host].extend(b.id for b in boundaries if b.interrupting or not leaving)
    for node in drawing.tagged("intermediateThrowEvent"):
        if node.event_kind == "link":
            caught = drawing.links.get((node.scope_id, node.events[0].name), ())
            edges[node.id].extend(other.id for other in caught)
    return edges


def reversed_edges(edges: Edges) -> Edges:
    """Turn every edge round."""
    back: Edges = {node_id: [] for node_id in edges}
    for source, targets in edges.items():
        for target in targets:
            back[target].append(source)
    return back


def reached_from(edges: Edges, starts: Iterable[str], avoiding: str = "") -> set[str]:
    """Return the nodes that can be reached, starts included, without entering one of them."""
    seen = {start for start in starts if start != avoiding}
    pending = list(seen)
    while pending:
        for target in edges[pending.pop()]:
            if target not in seen and target != avoiding:
                seen.add(target)
                pending.append(target)
    return seen


def ways_to(drawing: Drawing, flow: Flow) -> frozenset[str]:
    """Return the nodes from which a token can reach a flow without passing the node it leads to."""
    back = reversed_edges(edges_of(drawing))
    return frozenset(reached_from(back, [flow.source], avoiding=flow.target))
