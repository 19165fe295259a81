"""Draw the start that is missing, in front of the first step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.diagrams.repairs.asking import choices, chosen
from app.diagrams.repairs.tree import Tree
from app.diagrams.structure import flow_nodes, incoming
from app.domain.diagrams import Definition, Diagram, Element, Finding
from app.domain.views.processes import OfferedRepair

KEY = "add-start"


def offer(finding: Finding, diagram: Diagram) -> Iterator[OfferedRepair]:
    """Offer it for a process or sub-process without a start that has anything to begin with."""
    if finding.rule not in ("start-required", "start-event"):
        return
    for definition in diagram.definitions.values():
        scope = "" if finding.element_id == definition.process_id else finding.element_id
        steps = _first_steps(definition, scope)
        known = not scope or scope in definition.elements
        if known and steps and not any(n.tag == "startEvent" for n in _inside(definition, scope)):
            options = {"first": choices(steps)}
            asks = {"first": "Bước đầu tiên"}
            suggested = {"first": steps[0].id}
            label = "Thêm sự kiện bắt đầu"
            yield OfferedRepair(KEY, finding.element_id, label, asks, options, suggested)
            return


def _inside(definition: Definition, scope: str) -> list[Element]:
    return [node for node in flow_nodes(definition) if node.scope_id == scope]


def _first_steps(definition: Definition, scope: str) -> list[Element]:
    """Return what a start may lead to, those that nothing else leads to first."""
    arriving = incoming(definition)
    steps = [n for n in _inside(definition, scope) if n.tag not in ("startEvent", "boundaryEvent")]
    return sorted(steps, key=lambda node: bool(arriving[node.id]))


def apply(tree: Tree, element_id: str, values: Mapping[str, str]) -> Mapping[str, bytes]:
    """Draw the start and its flow."""
    first = tree.find(chosen(values, "first", "Bước đầu tiên"))
    scope = tree.scope_of(first)
    at = tree.beside(first.get("id"), -130)
    tree.connect(scope, tree.add_node(scope, "startEvent", "start", "Bắt đầu", at), first)
    return {}
