"""Give a name to the message that an event or task waits for or sends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from app.diagrams.repairs.asking import chosen, refuse
from app.diagrams.repairs.tree import Tree
from app.diagrams.vocabulary import Node, bpmn, child, children, local, reference
from app.domain.diagrams import Diagram, Finding
from app.domain.views.processes import OfferedRepair

KEY = "name-message"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,99}")


def offer(finding: Finding, diagram: Diagram) -> Iterator[OfferedRepair]:
    """Offer it where no message is named; what the diagram names already can be chosen."""
    task = finding.element_type in ("sendTask", "receiveTask")
    if finding.rule in ("message-name", "event-name") or (finding.rule == "work-named" and task):
        known = [n.get("name") for n in children(diagram.tree, "message") if n.get("name")]
        asks = {
            "name": "Tên tin, chữ không dấu" + (f" (đã có: {', '.join(known)})" if known else "")
        }
        yield OfferedRepair(KEY, finding.element_id, "Đặt tên tin", asks)


def apply(tree: Tree, element_id: str, values: Mapping[str, str]) -> Mapping[str, bytes]:
    """Point to the message of that name, adding it to the file if it is new."""
    name = chosen(values, "name", "Tên tin")
    if not _NAME.fullmatch(name):
        raise refuse("name", "Tên tin", "Đặt tên bằng chữ không dấu, số và gạch dưới")
    node = tree.find(element_id)
    carrier = node if local(node).endswith("Task") else child(node, "messageEventDefinition")
    if carrier is None:
        raise refuse("name", "Tên tin", "Phần tử này không còn chờ tin; kiểm tra lại")
    carrier.set("messageRef", _message(tree, name, reference(carrier.get("messageRef"))))
    return {}


def _message(tree: Tree, name: str, present: str) -> str:
    """Return the id of the message with this name; the nameless one at hand gets it first."""
    for message in children(tree.root, "message"):
        if message.get("name") == name:
            return str(message.get("id"))
    for message in children(tree.root, "message"):
        if message.get("id") == present and not message.get("name"):
            message.set("name", name)
            return present
    return _new_message(tree, name)


def _new_message(tree: Tree, name: str) -> str:
    found: Node = etree.Element(bpmn("message"), {"id": tree.new_id("message"), "name": name})
    place = next(
        i for i, node in enumerate(tree.root) if local(node) in ("process", "collaboration")
    )
    tree.root.insert(place, found)
    return str(found.get("id"))
