"""Ask a person before a choice whose ways are only labelled: a task, its form, the conditions."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from app.diagrams.camunda import NAMESPACE
from app.diagrams.repairs.asking import chosen, element_of
from app.diagrams.repairs.tree import Tree
from app.diagrams.repairs.write_condition import set_condition
from app.diagrams.structure import outgoing
from app.diagrams.vocabulary import Node, local
from app.domain.diagrams import Diagram, Element, Finding
from app.domain.views.processes import OfferedRepair

KEY = "ask-person"


def offer(finding: Finding, diagram: Diagram) -> Iterator[OfferedRepair]:
    """Offer it where the ways out of an exclusive gateway carry labels and no conditions."""
    found = element_of(diagram, finding.element_id)
    if finding.rule != "choice-complete" or found is None:
        return
    definition, flow = found
    gateway = definition.elements.get(flow.source)
    if gateway is None or gateway.tag != "exclusiveGateway":
        return
    flows = outgoing(definition)[gateway.id]
    # Offered once for a gateway, at the first of its flows that lacks a condition.
    lacking = [one for one in flows if not one.condition and one.id != gateway.default_flow]
    if lacking and lacking[0].id == flow.id and all(_plain(one) for one in flows):
        asks = {"question": "Câu hỏi", "role": "Vai trò trả lời, như office"}
        suggested = {"question": gateway.name or "Chọn bước tiếp theo"}
        yield OfferedRepair(KEY, gateway.id, "Hỏi một người trước cổng này", asks, {}, suggested)


def _plain(flow: Element) -> bool:
    return bool(flow.name) and not flow.condition


def apply(tree: Tree, element_id: str, values: Mapping[str, str]) -> Mapping[str, bytes]:
    """Draw the task before the gateway and write the conditions; return the new form by its id."""
    question = chosen(values, "question", "Câu hỏi")
    role = chosen(values, "role", "Vai trò trả lời")
    gateway = tree.find(element_id)
    scope = tree.scope_of(gateway)
    task = tree.add_node(scope, "userTask", "ask", question, tree.beside(element_id, 0, -150))
    for flow in tree.flows(scope, target=element_id):
        tree.retarget(flow, task)
    tree.connect(scope, task, gateway)
    name = f"{task.get('id')}_answer"
    options = _options(tree.flows(scope, source=element_id))
    for flow, (value, _label) in options.items():
        set_condition(tree, tree.find(flow), f'{name} = "{value}"')
    gateway.set("default", list(options)[-1])
    _drop_condition(tree.find(list(options)[-1]))
    form_id = f"{_process(scope).get('id')}.{task.get('id')}"
    task.set(f"{{{NAMESPACE}}}formRef", form_id)
    task.set(f"{{{NAMESPACE}}}candidateGroups", role)
    return {form_id: _form(form_id, question, name, list(options.values()))}


def _process(scope: Node) -> Node:
    while local(scope) != "process":
        scope = scope.getparent()
    return scope


def _drop_condition(flow: Node) -> None:
    for part in list(flow):
        if local(part) == "conditionExpression":
            flow.remove(part)


def _options(flows: list[Node]) -> dict[str, tuple[str, str]]:
    """Return a value and a label for each flow, values told apart."""
    found: dict[str, tuple[str, str]] = {}
    for number, flow in enumerate(flows, 1):
        label = flow.get("name") or f"Nhánh {number}"
        value = _ascii(label) or f"nhanh_{number}"
        if value in {other for other, _label in found.values()}:
            value = f"{value}_{number}"
        found[flow.get("id")] = (value, label)
    return found


def _ascii(label: str) -> str:
    spelled = unicodedata.normalize("NFD", label.lower().replace("đ", "d"))
    plain = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40]


def _form(form_id: str, question: str, name: str, options: list[tuple[str, str]]) -> bytes:
    """Return a form with one question and the labels of the flows as its answers."""
    schema: dict[str, Any] = {
        "id": form_id,
        "type": "default",
        "schemaVersion": 19,
        "components": [
            {
                "id": f"Field_{name}",
                "type": "radio",
                "key": name,
                "label": question,
                "values": [{"label": label, "value": value} for value, label in options],
                "validate": {"required": True},
            }
        ],
        "properties": {"title": question, "scope": "case"},
    }
    return json.dumps(schema, ensure_ascii=False, indent=2).encode()
