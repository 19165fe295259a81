"""The way of a case in sentences: what the picture shows, for those who read instead of look."""

from __future__ import annotations

from collections.abc import Sequence

from app.diagrams.vocabulary import ACTIVITIES, GATEWAYS
from app.domain.diagrams import Definition, Element

_CHOOSING = ("exclusiveGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway")
_EVENTS = {"timer": "Đến hạn", "message": "Nhận tin", "escalation": "Chuyển cấp trên"}


def describe_path(definition: Definition, element_ids: Sequence[str]) -> list[str]:
    """Return one sentence for each step of a way through the process, in order.

    Ids of sequence flows may stand between those of nodes; where they do not, the flow taken is
    the one that leads to the next node. Unknown ids, joins and merges say nothing.
    """
    way = [definition.elements[name] for name in element_ids if name in definition.elements]
    sentences = [_sentence(definition, way, place) for place in range(len(way))]
    return [sentence for sentence in sentences if sentence]


def _sentence(definition: Definition, way: Sequence[Element], place: int) -> str:
    element = way[place]
    name = element.name or element.id
    if element.tag in ACTIVITIES:
        return f"{_doer(element)}: {name}."
    if element.tag == "startEvent":
        return f"Bắt đầu: {name}."
    if element.tag == "endEvent":
        return f"Kết thúc: {name}."
    if element.tag in GATEWAYS:
        return _choice(definition, way, place)
    if element.tag == "intermediateThrowEvent":
        return f"Gửi đi: {name}."
    if element.tag in ("boundaryEvent", "intermediateCatchEvent"):
        return f"{_EVENTS.get(element.event, 'Sự kiện')}: {name}."
    return ""


def _doer(element: Element) -> str:
    if element.tag == "callActivity" or "Process" in element.tag:
        return "Quy trình con"
    if element.tag in ("userTask", "manualTask", "task"):
        return element.lane or "Việc"
    return "Hệ thống"


def _choice(definition: Definition, way: Sequence[Element], place: int) -> str:
    gateway = way[place]
    flow = _flow_taken(definition, way, place)
    if gateway.tag not in _CHOOSING or not gateway.name or flow is None or not flow.name:
        return ""
    question = gateway.name if gateway.name.endswith("?") else gateway.name + ":"
    return f"{question} {flow.name}."


def _flow_taken(definition: Definition, way: Sequence[Element], place: int) -> Element | None:
    """Return the flow out of the gateway that the way took, if the diagram tells which."""
    gateway, after = way[place], way[place + 1 : place + 2]
    if not after:
        return None
    if after[0].tag == "sequenceFlow":
        return after[0] if after[0].source == gateway.id else None
    for flow in definition.elements.values():
        if flow.source == gateway.id and flow.target == after[0].id:
            return flow
    return None
