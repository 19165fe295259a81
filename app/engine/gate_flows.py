"""Gate rules about sequence flows: their ends, directions, conditions and defaults."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Finding
from app.engine.drawing import Drawing, Flow, Node
from app.engine.findings import at_flow, at_node, kind_of

AFTER_GATEWAY = ("message", "timer")


def flows_connect_nodes(drawing: Drawing) -> Iterator[Finding]:
    """Refuse flows that lead from or to nothing, or across the border of a sub-process."""
    for flow in drawing.flows:
        source, target = drawing.nodes.get(flow.source), drawing.nodes.get(flow.target)
        if source is None or target is None:
            gone = flow.source if source is None else flow.target
            message = f"nối với “{gone[:80]}” không có trong quy trình"
            yield at_flow(flow, "flow-ends", message, "Nối lại hai đầu của luồng")
        elif source.scope_id != target.scope_id or source.scope_id != flow.scope_id:
            message = "đi qua ranh giới quy trình con"
            repair = "Nối tới chính quy trình con, hoặc dùng sự kiện gắn cạnh"
            yield at_flow(flow, "flow-within-scope", message, repair)


def flows_respect_directions(drawing: Drawing) -> Iterator[Finding]:
    """Refuse flows into starts, boundaries and link catches, and out of ends and link throws."""
    for flow in drawing.flows:
        source, target = drawing.nodes.get(flow.source), drawing.nodes.get(flow.target)
        if source and (source.tag == "endEvent" or _is_link(source, "intermediateThrowEvent")):
            message = f"ra khỏi {kind_of(source.tag).lower()} “{source.name or source.id}”"
            yield at_flow(flow, "flow-direction", message, "Bỏ luồng này, hoặc đổi loại sự kiện")
        if target and _takes_none(target):
            message = f"vào {kind_of(target.tag).lower()} “{target.name or target.id}”"
            yield at_flow(flow, "flow-direction", message, "Nối luồng tới phần tử đứng sau nó")


def _is_link(node: Node, tag: str) -> bool:
    return node.tag == tag and node.event_kind == "link"


def _takes_none(node: Node) -> bool:
    return node.tag in ("startEvent", "boundaryEvent") or _is_link(node, "intermediateCatchEvent")


def conditions_stand_where_allowed(drawing: Drawing) -> Iterator[Finding]:
    """Refuse conditions where BPMN has none; the library ignores them there in silence."""
    for flow in drawing.flows:
        source = drawing.nodes.get(flow.source)
        if flow.condition is None or source is None:
            continue
        if not source.is_activity and source.tag not in ("exclusiveGateway", "inclusiveGateway"):
            message = f"có điều kiện mà ra từ {kind_of(source.tag).lower()}"
            repair = "Bỏ điều kiện, hoặc đặt cổng chọn một trước luồng này"
            yield at_flow(flow, "condition-place", message, repair)
        elif source.default == flow.id:
            message = "là nhánh mặc định mà có điều kiện"
            yield at_flow(flow, "default-plain", message, "Bỏ điều kiện, hoặc bỏ dấu mặc định")
        elif not flow.condition:
            yield at_flow(flow, "condition-empty", "có điều kiện để trống", "Viết điều kiện FEEL")
        if flow.language and "feel" not in flow.language.lower():
            message = f"viết điều kiện bằng {flow.language[:40]}"
            yield at_flow(flow, "condition-language", message, "Viết điều kiện bằng FEEL")


def defaults_are_flows(drawing: Drawing) -> Iterator[Finding]:
    """Refuse a default that is none of the node's own flows, or stands where BPMN has none."""
    for node in drawing.nodes.values():
        if not node.default:
            continue
        if node.default not in {flow.id for flow in drawing.outgoing[node.id]}:
            message = f"có nhánh mặc định “{node.default[:80]}” không ra từ nó"
            yield at_node(node, "default-own", message, "Chọn lại nhánh mặc định")
        elif not node.is_activity and node.tag not in ("exclusiveGateway", "inclusiveGateway"):
            message = "có nhánh mặc định ở nơi BPMN không có"
            yield at_node(node, "default-place", message, "Bỏ nhánh mặc định")


def choices_are_complete(drawing: Drawing) -> Iterator[Finding]:
    """Refuse ways out of a choice that have neither a condition nor are the default."""
    for node in drawing.nodes.values():
        flows = drawing.outgoing[node.id]
        if node.tag in ("exclusiveGateway", "inclusiveGateway") and len(flows) > 1:
            for flow in flows:
                if flow.condition is None and flow.id != node.default:
                    where = f"{kind_of(node.tag).lower()} “{node.name or node.id}”"
                    message = f"ra từ {where} mà không có điều kiện"
                    repair = "Viết điều kiện, hoặc đặt luồng này là mặc định"
                    yield at_flow(flow, "choice-complete", message, repair)
        elif node.is_activity and node.default and all(f.condition is None for f in flows):
            message = "có nhánh mặc định mà không nhánh nào có điều kiện"
            yield at_node(node, "default-place", message, "Bỏ dấu mặc định, hoặc viết điều kiện")


def event_gateways_lead_to_events(drawing: Drawing) -> Iterator[Finding]:
    """Refuse event gateways that lead to anything but waiting events of their own."""
    for node in drawing.tagged("eventBasedGateway"):
        flows = drawing.outgoing[node.id]
        if len(flows) < 2:
            message = "cần ít nhất hai sự kiện để chờ"
            yield at_node(node, "event-gateway", message, "Nối tới ít nhất hai sự kiện chờ")
        for flow in flows:
            target = drawing.nodes.get(flow.target)
            if target is not None and not _can_wait(drawing, flow, target):
                message = f"ra từ cổng chờ sự kiện tới “{target.name or target.id}”"
                repair = "Nối tới sự kiện chờ thông điệp hoặc hẹn giờ, chỉ có một luồng vào"
                yield at_flow(flow, "event-gateway", message, repair)


def _can_wait(drawing: Drawing, flow: Flow, target: Node) -> bool:
    catches = target.tag == "intermediateCatchEvent" and target.event_kind in AFTER_GATEWAY
    receives = target.tag == "receiveTask" and not drawing.boundaries.get(target.id)
    alone = len(drawing.incoming[target.id]) == 1
    return alone and (catches or (receives and target.loop is None))
