"""What an event means: its definition, also by reference, its message, code and timer."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from app.diagrams.vocabulary import Node, children, local, reference, text_of

TIMER_KINDS = ("timeDate", "timeDuration", "timeCycle")
_SUFFIX = "EventDefinition"
_CODES = {"error": ("errorRef", "errorCode"), "escalation": ("escalationRef", "escalationCode")}


def definitions_of(node: Node) -> list[Node]:
    """Return the event definitions that stand inside an event, in file order."""
    return [part for part in node if local(part).endswith(_SUFFIX)]


def write_out_references(node: Node, by_id: Mapping[str, Node]) -> None:
    """Put a copy of each event definition that is only referred to into the event itself.

    BPMN 2.0, 10.5.1: `eventDefinitionRef` means the same as the definition written inside. The copy
    has no id, since two events may refer to one definition.
    """
    for pointer in list(children(node, "eventDefinitionRef")):
        meant = by_id.get(reference(pointer.text))
        if meant is None or not local(meant).endswith(_SUFFIX):
            continue
        copy = deepcopy(meant)
        copy.attrib.pop("id", None)
        copy.tail = pointer.tail
        node.replace(pointer, copy)


def kind_of_event(node: Node) -> str:
    """Return `timer`, `message`, … or `multiple`, or an empty text for a plain event."""
    found = definitions_of(node)
    if len(found) > 1:
        return "multiple"
    return local(found[0]).removesuffix(_SUFFIX) if found else ""


def message_of(node: Node, by_id: Mapping[str, Node]) -> str:
    """Return the name of the message that an event or a send or receive task refers to."""
    carrier = node if local(node).endswith("Task") else _only(node, "message")
    if carrier is None:
        return ""
    message = by_id.get(reference(carrier.get("messageRef")))
    return "" if message is None else (message.get("name") or "").strip()


def code_of(node: Node, by_id: Mapping[str, Node]) -> str:
    """Return the error or escalation code of an event, or an empty text where it has none."""
    for kind, (pointer, attribute) in _CODES.items():
        definition = _only(node, kind)
        if definition is not None:
            meant = by_id.get(reference(definition.get(pointer)))
            return "" if meant is None else (meant.get(attribute) or "").strip()
    return ""


def timer_of(node: Node) -> tuple[str, str]:
    """Return kind and text of an event's timer, or two empty texts."""
    definition = _only(node, "timer")
    for part in () if definition is None else children(definition, *TIMER_KINDS):
        return local(part), text_of(part)
    return "", ""


def _only(node: Node, kind: str) -> Node | None:
    return next((d for d in definitions_of(node) if local(d) == kind + _SUFFIX), None)
