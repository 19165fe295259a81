"""Questions that several rules ask of a diagram: which elements, what leads where, which node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from app.diagrams.vocabulary import FLOW_NODES, Node, local
from app.domain.diagrams import Definition, Diagram, Element


def processes(diagram: Diagram) -> tuple[Definition, ...]:
    """Return the processes that would run: drawn, and not said to be documentation."""
    drawn = tuple(d for d in diagram.definitions.values() if d.elements)
    return tuple(d for d in drawn if d.executable) or drawn


def elements(diagram: Diagram, *tags: str) -> Iterator[Element]:
    """Yield the elements with these tags of all processes that would run."""
    for definition in processes(diagram):
        for element in definition.elements.values():
            if element.tag in tags:
                yield element


def flow_nodes(definition: Definition) -> tuple[Element, ...]:
    """Return everything of a process but its sequence flows."""
    return tuple(e for e in definition.elements.values() if e.tag in FLOW_NODES)


def outgoing(definition: Definition) -> Mapping[str, list[Element]]:
    """Map element id → sequence flows that leave it; empty for those that none leaves."""
    found: Mapping[str, list[Element]] = defaultdict(list)
    for flow in definition.elements.values():
        if flow.tag == "sequenceFlow":
            found[flow.source].append(flow)
    return found


def incoming(definition: Definition) -> Mapping[str, list[Element]]:
    """Map element id → sequence flows that reach it; empty for those that none reaches."""
    found: Mapping[str, list[Element]] = defaultdict(list)
    for flow in definition.elements.values():
        if flow.tag == "sequenceFlow":
            found[flow.target].append(flow)
    return found


def nodes(definition: Definition) -> Mapping[str, Node]:
    """Map element id → its XML node, for what an Element does not carry."""
    return {n.get("id"): n for n in definition.tree.iter() if local(n) and n.get("id")}
