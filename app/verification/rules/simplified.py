"""What a graph shows simpler than it is: a rule kept on it alone is not called kept.

Several instances are followed as two, and what events beside the main work open twice as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.net import NetNode
from app.engine.net_compiler import COPIES
from app.verification.rules.rule_file import Rule
from app.verification.rules.spelling import stands_for
from app.verification.states.graph import Graph
from app.verification.states.player import side_nodes


def simplified(graph: Graph, rule: Rule) -> tuple[str, ...]:
    """Return in words what a rule would have to see, and the graph does not tell apart."""
    atoms = [atom for part in rule.atoms.values() for atom in part]
    spoken = [n for n in graph.net.nodes if any(stands_for(atom, n) for atom in atoms)]
    found: list[str] = []
    if rule.pattern == "at_most" and rule.n >= COPIES:
        found += [f"“{one.label}” không làm quá {COPIES} bản" for one in _repeated(graph, spoken)]
    if graph.doubled:
        twice = _followed_as_one(graph)
        found += [f"“{n.label}” không mở hai lần cùng lúc" for n in spoken if n.index in twice]
    return tuple(dict.fromkeys(found))


def _repeated(graph: Graph, nodes: list[NetNode]) -> Iterator[NetNode]:
    """Yield the loops of several instances that nodes stand in, or are."""
    for node in nodes:
        at: NetNode | None = node
        while at is not None:
            whole = graph.net.nodes[at.whole] if at.whole >= 0 else at
            if whole.loop is not None and not whole.loop.standard:
                yield whole
            owner = graph.net.scopes[at.scope].owner
            at = graph.net.nodes[owner] if owner >= 0 else None


def _followed_as_one(graph: Graph) -> set[int]:
    """Return what was open twice, and what follows from it beside the main work."""
    net, side = graph.net, side_nodes(graph.net)
    waiting, seen = list(graph.doubled), set[int]()
    while waiting:
        index = waiting.pop()
        if index in seen:
            continue
        seen.add(index)
        node = net.nodes[index]
        waiting += [way.target for way in node.exits if way.target in side]
        if node.inner >= 0:
            waiting += [n.index for n in net.nodes if node.inner in net.scopes[n.scope].around]
    return seen
