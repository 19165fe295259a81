"""Findings of the engine gate: how an element is named to the reader, and how one is made."""

from __future__ import annotations

from app.domain.diagrams import Finding, Severity
from app.engine.drawing import Flow, Node

KINDS = {
    "task": "Việc chưa phân loại",
    "userTask": "Việc",
    "manualTask": "Việc làm tay",
    "scriptTask": "Việc chạy mã",
    "serviceTask": "Việc tự động",
    "businessRuleTask": "Việc tra bảng",
    "sendTask": "Việc gửi tin",
    "receiveTask": "Việc nhận tin",
    "subProcess": "Quy trình con",
    "transaction": "Giao dịch",
    "adHocSubProcess": "Quy trình con tùy nghi",
    "callActivity": "Lời gọi quy trình",
    "exclusiveGateway": "Cổng chọn một",
    "parallelGateway": "Cổng song song",
    "inclusiveGateway": "Cổng chọn nhiều",
    "eventBasedGateway": "Cổng chờ sự kiện",
    "complexGateway": "Cổng phức hợp",
    "startEvent": "Sự kiện bắt đầu",
    "endEvent": "Sự kiện kết thúc",
    "intermediateCatchEvent": "Sự kiện chờ",
    "intermediateThrowEvent": "Sự kiện phát",
    "implicitThrowEvent": "Sự kiện phát ngầm",
    "boundaryEvent": "Sự kiện gắn cạnh",
    "sequenceFlow": "Luồng",
}


def kind_of(tag: str) -> str:
    """Return the Vietnamese word for a BPMN element type, or the type itself."""
    return KINDS.get(tag, tag)


def at_node(node: Node, rule: str, message: str, repair: str) -> Finding:
    """Make a finding at a node; `message` goes on after the node's kind and name."""
    title = f"{kind_of(node.tag)} “{(node.name or node.id)[:80]}”"
    return Finding(rule, Severity.ERROR, f"{title} {message}", repair, node.id, node.name, node.tag)


def at_flow(flow: Flow, rule: str, message: str, repair: str) -> Finding:
    """Make a finding at a sequence flow."""
    title = f"Luồng “{(flow.name or flow.id)[:80]}”"
    return Finding(
        rule, Severity.ERROR, f"{title} {message}", repair, flow.id, flow.name, "sequenceFlow"
    )


def at_process(process_id: str, name: str, rule: str, message: str, repair: str) -> Finding:
    """Make a finding at a whole process."""
    title = f"Quy trình “{(name or process_id)[:80]}”"
    return Finding(rule, Severity.ERROR, f"{title} {message}", repair, process_id, name, "process")
