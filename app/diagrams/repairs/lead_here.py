"""Let a step that nothing leads to be reached from another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.diagrams.repairs.asking import choices, chosen, element_of
from app.diagrams.repairs.tree import Tree
from app.diagrams.structure import flow_nodes, incoming, outgoing
from app.domain.diagrams import Diagram, Finding
from app.domain.views.processes import OfferedRepair

KEY = "lead-here"


def offer(finding: Finding, diagram: Diagram) -> Iterator[OfferedRepair]:
    """Offer it for each step that has no way in; those that lead nowhere yet come first."""
    found = element_of(diagram, finding.element_id)
    if finding.rule not in ("reached", "dead-end") or found is None:
        return
    definition, node = found
    if node.tag in ("startEvent", "boundaryEvent") or incoming(definition)[node.id]:
        return
    leaving = outgoing(definition)
    steps = [
        other
        for other in flow_nodes(definition)
        if other.scope_id == node.scope_id and other.id != node.id and other.tag != "endEvent"
    ]
    steps.sort(key=lambda other: bool(leaving[other.id]))
    if steps:
        asks, options = {"source": "Đi tới từ"}, {"source": choices(steps)}
        suggested = {"source": steps[0].id}
        yield OfferedRepair(KEY, node.id, "Nối tới đây", asks, options, suggested)


def apply(tree: Tree, element_id: str, values: Mapping[str, str]) -> Mapping[str, bytes]:
    """Draw the flow."""
    node, source = tree.find(element_id), tree.find(chosen(values, "source", "Đi tới từ"))
    tree.connect(tree.scope_of(node), source, node)
    return {}
