"""Take out a step that nothing leads to, with its flows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.diagrams.repairs.asking import element_of
from app.diagrams.repairs.tree import Tree
from app.diagrams.structure import incoming
from app.domain.diagrams import Diagram, Finding
from app.domain.views.processes import OfferedRepair

KEY = "remove-element"


def offer(finding: Finding, diagram: Diagram) -> Iterator[OfferedRepair]:
    """Offer it only where nothing leads: a step that runs is not taken out by a button."""
    found = element_of(diagram, finding.element_id)
    if finding.rule not in ("reached", "dead-end") or found is None:
        return
    definition, node = found
    if node.tag not in ("startEvent", "boundaryEvent") and not incoming(definition)[node.id]:
        yield OfferedRepair(KEY, node.id, "Xóa phần tử này")


def apply(tree: Tree, element_id: str, values: Mapping[str, str]) -> Mapping[str, bytes]:
    """Take it out."""
    tree.remove(tree.find(element_id))
    return {}
