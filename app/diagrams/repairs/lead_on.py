"""Let a step that leads nowhere lead on: to an end of its own, or to a step that is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.diagrams.repairs.asking import choices, chosen, element_of
from app.diagrams.repairs.tree import Tree
from app.diagrams.structure import flow_nodes, outgoing
from app.domain.diagrams import Diagram, Finding
from app.domain.views.processes import OfferedRepair

KEY = "lead-on"
NEW_END = "+end"
_TAKES_NONE = ("startEvent", "boundaryEvent")


def offer(finding: Finding, diagram: Diagram) -> Iterator[OfferedRepair]:
    """Offer it for each step without a way out."""
    found = element_of(diagram, finding.element_id)
    if finding.rule not in ("way-out", "dead-end") or found is None:
        return
    definition, node = found
    if node.tag == "endEvent" or outgoing(definition)[node.id]:
        return
    steps = [
        other
        for other in flow_nodes(definition)
        if other.scope_id == node.scope_id and other.id != node.id and other.tag not in _TAKES_NONE
    ]
    options = {"target": ((NEW_END, "Một kết thúc mới"), *choices(steps))}
    asks = {"target": "Dẫn tới"}
    yield OfferedRepair(KEY, node.id, "Nối đi tiếp", asks, options, {"target": NEW_END})


def apply(tree: Tree, element_id: str, values: Mapping[str, str]) -> Mapping[str, bytes]:
    """Draw the flow, and the end where one is asked for."""
    node = tree.find(element_id)
    scope, target = tree.scope_of(node), chosen(values, "target", "Dẫn tới")
    if target == NEW_END:
        at = tree.beside(element_id, 130)
        tree.connect(scope, node, tree.add_node(scope, "endEvent", "end", "Kết thúc", at))
    else:
        tree.connect(scope, node, tree.find(target))
    return {}
