"""The words of BPMN 2.0 as a file writes them: namespaces, tags, and how to ask a node for them.

What Camunda adds stands in camunda.py; what an element is called in Vietnamese in wording.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Node = Any

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

TASKS = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "scriptTask",
        "serviceTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
    }
)
# A task without a kind waits for a person as well (BPMN 2.0, 10.3.3).
PERSON_TASKS = ("userTask", "manualTask", "task")
SCOPES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = TASKS | SCOPES | {"callActivity"}
GATEWAYS = frozenset(
    {
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "complexGateway",
    }
)
EVENTS = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "implicitThrowEvent",
        "boundaryEvent",
    }
)
FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS

# Children of a process or sub-process that are neither flow node nor sequence flow.
AROUND = frozenset(
    {
        "documentation",
        "extensionElements",
        "auditing",
        "monitoring",
        "incoming",
        "outgoing",
        "ioSpecification",
        "ioBinding",
        "property",
        "dataInputAssociation",
        "dataOutputAssociation",
        "resourceRole",
        "performer",
        "humanPerformer",
        "potentialOwner",
        "multiInstanceLoopCharacteristics",
        "standardLoopCharacteristics",
        "loopCharacteristics",
        "laneSet",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "textAnnotation",
        "association",
        "group",
        "correlationSubscription",
        "supports",
        "supportedInterfaceRef",
        "completionCondition",
    }
)


_IN_MODEL = "{" + MODEL + "}"


def bpmn(tag: str) -> str:
    """Return the tag as lxml writes it, namespace included."""
    return f"{{{MODEL}}}{tag}"


def local(node: Node) -> str:
    """Return the BPMN name of a node, or an empty text for comments and foreign nodes."""
    tag = node.tag
    if isinstance(tag, str) and tag.startswith(_IN_MODEL):
        return tag[len(_IN_MODEL) :]
    return ""


def children(node: Node, *tags: str) -> Iterator[Node]:
    """Yield the direct BPMN children with one of these names, in file order."""
    for child in node:
        if local(child) in tags:
            yield child


def child(node: Node, tag: str) -> Node | None:
    """Return the first direct BPMN child with this name, or None."""
    return next(children(node, tag), None)


def text_of(node: Node | None) -> str:
    """Return all text below a node, trimmed; an empty text for None."""
    return "" if node is None else "".join(node.itertext()).strip()


def reference(text: str | None) -> str:
    """Return the id that a QName or IDREF means: without blanks and without the prefix."""
    return (text or "").strip().rpartition(":")[2]


def is_true(text: str | None, *, otherwise: bool) -> bool:
    """Read an xsd:boolean; `otherwise` is the value of an attribute that is not there."""
    if text is None:
        return otherwise
    return text.strip() in ("true", "1")
