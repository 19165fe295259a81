"""Gate rules about elements as such: ids, types, attributes, what automatic work is told to do."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Finding, Severity
from app.engine.drawing import ACTIVITIES, GATEWAYS, Drawing, Node
from app.engine.findings import at_node, at_process, kind_of

EVENTS = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateThrowEvent",
        "intermediateCatchEvent",
        "boundaryEvent",
    }
)
RUNS = ACTIVITIES | GATEWAYS | EVENTS
REFUSED = {
    "scriptTask": (
        "chạy mã viết trong sơ đồ, hệ thống không chạy mã",
        "Dùng việc tự động (service task) có topic",
    ),
    "complexGateway": (
        "có quy tắc gộp riêng, hệ thống không chạy",
        "Dùng cổng chọn một hoặc cổng song song",
    ),
    "transaction": (
        "là giao dịch có hoàn tác, hệ thống không hoàn tác",
        "Dùng quy trình con thường, vẽ việc hoàn tác sau sự kiện gắn cạnh",
    ),
    "adHocSubProcess": (
        "không vẽ thứ tự việc, hệ thống không chạy",
        "Dùng quy trình con thường, nối các việc bằng luồng",
    ),
}
ATTRIBUTES = {
    "isForCompensation": (
        "dùng để hoàn tác (isForCompensation)",
        "Vẽ việc hoàn tác sau một sự kiện gắn cạnh",
    ),
    "startQuantity": ("chờ nhiều lượt vào (startQuantity)", "Dùng cổng song song để chờ đủ nhánh"),
    "completionQuantity": (
        "phát nhiều lượt ra (completionQuantity)",
        "Dùng cổng song song để tách nhánh",
    ),
    "instantiate": ("tự mở hồ sơ mới (instantiate)", "Dùng sự kiện bắt đầu bằng thông điệp"),
    "parallelMultiple": (
        "chờ đủ nhiều sự kiện cùng lúc (parallelMultiple)",
        "Dùng cổng song song, mỗi nhánh một sự kiện",
    ),
    "humanPerformer": (
        "giao người bằng humanPerformer",
        "Ghi vai trò ở nhóm ứng viên (candidateGroups)",
    ),
    "potentialOwner": (
        "giao người bằng potentialOwner",
        "Ghi vai trò ở nhóm ứng viên (candidateGroups)",
    ),
    "performer": ("giao người bằng performer", "Ghi vai trò ở nhóm ứng viên (candidateGroups)"),
    "resourceRole": (
        "giao người bằng resourceRole",
        "Ghi vai trò ở nhóm ứng viên (candidateGroups)",
    ),
}


def process_runs(drawing: Drawing) -> Iterator[Finding]:
    """Refuse a process that the file says is not to be run."""
    if not drawing.found:
        repair = "Kiểm tra id của quy trình trong tệp"
        yield _process(drawing, "process-found", "không có trong tệp", repair)
    elif not drawing.executable:
        repair = 'Đặt isExecutable="true" nếu quy trình này phải chạy'
        yield _process(drawing, "executable", "đánh dấu không chạy (isExecutable=false)", repair)


def _process(drawing: Drawing, rule: str, message: str, repair: str) -> Finding:
    return at_process(drawing.process_id, drawing.name, rule, message, repair)


def everything_has_its_place(drawing: Drawing) -> Iterator[Finding]:
    """Refuse parts without an id, with an id used twice, or that BPMN does not know there."""
    for odd in drawing.oddities:
        kind = kind_of(odd.tag)
        if odd.rule == "id-required":
            where = f" “{odd.detail[:80]}”" if odd.detail else ""
            message, repair = f"{kind}{where} không có id", "Ghi id, bằng chữ không dấu"
        elif odd.rule == "id-unique":
            message = f"{kind} dùng lại id “{odd.element_id[:80]}”"
            repair = "Đặt cho mỗi phần tử một id riêng"
        else:
            message = f"Thành phần {odd.tag} trong “{odd.element_id[:80]}” hệ thống không chạy"
            repair = "Bỏ thành phần này, hoặc vẽ lại bằng việc, cổng và sự kiện"
        yield Finding(odd.rule, Severity.ERROR, message, repair, odd.element_id, "", odd.tag)


def elements_are_known(drawing: Drawing) -> Iterator[Finding]:
    """Refuse element types that are not made right."""
    for node in drawing.nodes.values():
        if node.tag not in RUNS:
            other = ("là loại phần tử hệ thống không chạy", "Vẽ lại bằng việc, cổng và sự kiện")
            message, repair = REFUSED.get(node.tag, other)
            yield at_node(node, "element-supported", message, repair)


def attributes_are_known(drawing: Drawing) -> Iterator[Finding]:
    """Refuse attributes and parts of a node that would change how it runs."""
    for node in drawing.nodes.values():
        for odd in node.oddities if node.tag in RUNS else ():
            other = (f"có {odd[:60]}", "Bỏ phần này, hoặc vẽ điều cần có bằng việc và sự kiện")
            message, repair = ATTRIBUTES.get(odd, other)
            text = f"{message}, hệ thống không thực hiện điều đó"
            yield at_node(node, "attribute-supported", text, repair)


def automatic_work_is_named(drawing: Drawing) -> Iterator[Finding]:
    """Refuse automatic tasks that do not say what they do."""
    for node in drawing.nodes.values():
        lacking = _lacking(node)
        if lacking:
            yield at_node(node, "work-named", *lacking)


def _lacking(node: Node) -> tuple[str, str] | None:
    extensions = node.element.extensions
    if node.tag == "serviceTask" and (
        extensions.service_type != "external" or not extensions.topic
    ):
        return "không nói phải làm gì", "Chọn loại external và ghi topic"
    if node.tag == "businessRuleTask" and not extensions.decision_ref:
        return "không nói tra bảng nào", "Ghi decisionRef là id của bảng quyết định"
    if node.tag in ("sendTask", "receiveTask") and not node.events:
        return "không có thông điệp", "Chọn thông điệp (messageRef)"
    return None
