"""Write the condition of a way out of a choice, or make it the default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.diagrams.repairs.asking import chosen, element_of, refuse
from app.diagrams.repairs.tree import Tree
from app.diagrams.vocabulary import Node, child, reference
from app.domain.diagrams import Diagram, Finding
from app.domain.views.processes import OfferedRepair
from app.errors import FeelError
from app.feel import names_of

KEY = "write-condition"
_RULES = ("choice-complete", "condition-empty", "condition-language", "expression", "feel-syntax")


def offer(finding: Finding, diagram: Diagram) -> Iterator[OfferedRepair]:
    """Offer it for each flow out of a choice that does not say when it is taken."""
    found = element_of(diagram, finding.element_id)
    if finding.rule not in _RULES or found is None or found[1].tag != "sequenceFlow":
        return
    flow = found[1]
    asks = {"condition": 'Điều kiện FEEL, như decision = "dong_y"'}
    suggested = {"condition": flow.condition}
    yield OfferedRepair(KEY, flow.id, "Ghi điều kiện", asks, {}, suggested)


def apply(tree: Tree, element_id: str, values: Mapping[str, str]) -> Mapping[str, bytes]:
    """Write it; raise FormInvalid for a text that FEEL cannot read."""
    text = chosen(values, "condition", "Điều kiện").removeprefix("=").strip()
    try:
        names_of(text)
    except FeelError as error:
        raise refuse("condition", "Điều kiện", error.message) from error
    set_condition(tree, tree.find(element_id), text)
    return {}


def set_condition(tree: Tree, flow: Node, text: str) -> None:
    """Put a condition on a flow, which is then no default any more."""
    old = child(flow, "conditionExpression")
    if old is not None:
        flow.remove(old)
    tree.write(flow, "conditionExpression", text)
    source = tree.find(reference(flow.get("sourceRef")))
    if reference(source.get("default")) == flow.get("id"):
        del source.attrib["default"]
