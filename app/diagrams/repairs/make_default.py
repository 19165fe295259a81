"""Make a way out of a choice the one that is taken when no condition holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.diagrams.repairs.asking import choices, chosen, element_of
from app.diagrams.repairs.tree import Tree
from app.diagrams.structure import outgoing
from app.diagrams.vocabulary import child, reference
from app.domain.diagrams import Diagram, Finding
from app.domain.views.processes import OfferedRepair

KEY = "make-default"


def offer(finding: Finding, diagram: Diagram) -> Iterator[OfferedRepair]:
    """Offer it for a flow without a condition, and for a gateway that has no default yet."""
    found = element_of(diagram, finding.element_id)
    if found is None:
        return
    definition, element = found
    if finding.rule == "choice-complete":
        source = definition.elements.get(element.source)
        if source is not None and not source.default_flow:
            yield OfferedRepair(KEY, element.id, "Đặt làm luồng mặc định")
    elif finding.rule == "default-flow":
        flows = choices(outgoing(definition)[element.id])
        asks = {"flow": "Luồng đi khi không điều kiện nào đúng"}
        yield OfferedRepair(KEY, element.id, "Chọn luồng mặc định", asks, {"flow": flows})


def apply(tree: Tree, element_id: str, values: Mapping[str, str]) -> Mapping[str, bytes]:
    """Set the mark at the source and take the condition away, which would never be asked."""
    asked = values.get("flow")
    flow = tree.find(chosen(values, "flow", "Luồng mặc định") if asked else element_id)
    condition = child(flow, "conditionExpression")
    if condition is not None:
        flow.remove(condition)
    tree.find(reference(flow.get("sourceRef"))).set("default", flow.get("id"))
    return {}
