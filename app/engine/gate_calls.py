"""Gate rules about calls: the called process is there, starts plainly and never calls back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from app.domain.diagrams import Finding
from app.engine.drawing import Drawing, Node
from app.engine.findings import at_node


def _calls(drawings: Mapping[str, Drawing]) -> Iterator[tuple[Drawing, Node]]:
    for drawing in drawings.values():
        for node in drawing.tagged("callActivity"):
            yield drawing, node


def called_processes_exist(drawings: Mapping[str, Drawing], _process_id: str) -> Iterator[Finding]:
    """Refuse calls of nothing, of what is not there, or decided only when the step runs."""
    for _, node in _calls(drawings):
        if not node.called:
            message = "không nói gọi quy trình nào"
            yield at_node(node, "call-target", message, "Ghi calledElement là id của quy trình")
        elif node.called not in drawings or not drawings[node.called].found:
            message = f"gọi quy trình “{node.called[:80]}” không có trong hệ thống hay tệp này"
            repair = "Nạp quy trình đó, hoặc sửa id ở calledElement"
            yield at_node(node, "call-target", message, repair)
        sources = Counter(entry.source for entry in node.element.extensions.outputs)
        for name in (name for name, times in sources.items() if times > 1):
            message = f"trả “{name[:60]}” về nhiều tên"
            yield at_node(node, "call-outputs", message, "Trả mỗi dữ kiện về một tên")


def called_processes_start_plainly(
    drawings: Mapping[str, Drawing], _process_id: str
) -> Iterator[Finding]:
    """Refuse calls of a process that only a message starts."""
    for _, node in _calls(drawings):
        called = drawings.get(node.called)
        if called is None or not called.found or not called.starts(""):
            continue
        if not any(not start.event_kind for start in called.starts("")):
            message = f"gọi “{node.called[:80]}”, quy trình chỉ bắt đầu bằng thông điệp"
            repair = "Vẽ thêm một sự kiện bắt đầu không loại ở đó, hoặc gửi thông điệp"
            yield at_node(node, "call-start", message, repair)


def nobody_calls_himself(drawings: Mapping[str, Drawing], _process_id: str) -> Iterator[Finding]:
    """Refuse processes that call themselves, directly or through others: they never return."""
    reach = _reach(drawings)
    for drawing, node in _calls(drawings):
        if node.called == drawing.process_id or drawing.process_id in reach.get(node.called, ()):
            message = f"gọi “{node.called[:80]}”, quy trình này lại gọi về “{drawing.process_id}”"
            repair = "Bỏ vòng gọi; mở hồ sơ mới bằng thông điệp nếu cần nhiều tầng"
            yield at_node(node, "call-cycle", message, repair)


def _reach(drawings: Mapping[str, Drawing]) -> dict[str, set[str]]:
    direct = {key: {n.called for n in d.tagged("callActivity")} for key, d in drawings.items()}
    reach: dict[str, set[str]] = {}
    for start in direct:
        seen: set[str] = set()
        pending = list(direct[start])
        while pending:
            name = pending.pop()
            if name not in seen:
                seen.add(name)
                pending.extend(direct.get(name, ()))
        reach[start] = seen
    return reach
