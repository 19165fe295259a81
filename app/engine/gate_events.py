"""Gate rules about events: what may stand where, what it refers to, who catches what."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.diagrams import Finding
from app.engine.drawing import ACCEPT_IF, SCOPES, Drawing, EventPart, Node
from app.engine.findings import at_node

ALLOWED = {
    "start": frozenset({"", "message"}),
    "embedded": frozenset({""}),
    "handler": frozenset({"message", "timer", "error", "escalation"}),
    "endEvent": frozenset({"", "message", "error", "escalation", "terminate"}),
    "intermediateThrowEvent": frozenset({"", "message", "escalation", "link"}),
    "intermediateCatchEvent": frozenset({"message", "timer", "link"}),
    "boundaryEvent": frozenset({"message", "timer", "error", "escalation"}),
    "sendTask": frozenset({"message", ""}),
    "receiveTask": frozenset({"message", ""}),
}
WORDS = {
    "": "không có loại sự kiện",
    "signal": "dùng tín hiệu (signal), hệ thống không phát tín hiệu tới mọi hồ sơ",
    "conditional": "chờ điều kiện (conditional), hệ thống không canh dữ kiện thay đổi",
    "compensate": "dùng hoàn tác (compensation), hệ thống không hoàn tác",
    "cancel": "dùng hủy giao dịch (cancel), hệ thống không chạy giao dịch",
    "error": "dùng lỗi (error) ở nơi không được phép",
    "escalation": "dùng escalation ở nơi không được phép",
    "timer": "dùng hẹn giờ (timer) ở nơi không được phép",
    "message": "dùng thông điệp (message) ở nơi không được phép",
    "link": "dùng liên kết (link) ở nơi không được phép",
    "terminate": "dùng kết thúc toàn bộ (terminate) ở nơi không được phép",
}
INSTEAD = {
    "signal": "Dùng thông điệp (message)",
    "conditional": "Dùng thông điệp, hẹn giờ, hoặc cổng chọn một sau một việc",
    "compensate": "Vẽ việc hoàn tác sau một sự kiện gắn cạnh",
    "cancel": "Dùng sự kiện gắn cạnh lỗi hoặc escalation",
}


def one_event_each(drawing: Drawing) -> Iterator[Finding]:
    """Refuse events that combine several definitions."""
    for node in drawing.nodes.values():
        if len(node.events) > 1:
            message = f"có {len(node.events)} định nghĩa sự kiện, hệ thống chạy được một"
            repair = "Tách thành nhiều sự kiện, hoặc dùng cổng chờ sự kiện"
            yield at_node(node, "one-event", message, repair)


def _place(node: Node, drawing: Drawing) -> str:
    if node.tag != "startEvent":
        return node.tag
    around = drawing.nodes.get(node.scope_id)
    if around is None:
        return "start"
    return "handler" if around.triggered else "embedded"


def event_fits_its_place(drawing: Drawing) -> Iterator[Finding]:
    """Refuse event definitions that the place does not allow."""
    for node in drawing.nodes.values():
        allowed = ALLOWED.get(_place(node, drawing))
        if allowed is None or node.event_kind == "reference":
            continue
        kind = node.event_kind
        if kind not in allowed:
            text = WORDS.get(kind, f"dùng sự kiện {kind[:40]}, hệ thống không chạy")
            words = ", ".join(sorted(a for a in allowed if a)) or "để trống"
            repair = INSTEAD.get(kind, f"Chọn loại được phép ở đây: {words}")
            yield at_node(node, "event-supported", text, repair)
        elif kind == "error" and node.tag == "boundaryEvent" and not node.interrupting:
            message = "là lỗi nhưng không ngắt việc, BPMN không cho phép"
            yield at_node(node, "error-interrupts", message, 'Đặt cancelActivity="true"')


def references_lead_somewhere(drawing: Drawing) -> Iterator[Finding]:
    """Refuse references to nothing, messages and links without a name, timers without a text."""
    for node in drawing.nodes.values():
        for event in node.events:
            if event.missing and event.kind == "timer":
                repair = "Ghi đúng một trong: thời điểm, khoảng thời gian, chu kỳ"
                yield at_node(node, "timer-value", "không có đúng một giá trị hẹn giờ", repair)
            elif event.missing:
                message = f"trỏ tới “{event.missing[:80]}” mà tệp không có"
                yield at_node(node, "reference", message, "Chọn lại thông điệp, mã hoặc định nghĩa")
            elif event.kind in ("message", "link") and not _is_plain(event.name):
                message = "không có tên thông điệp" if event.kind == "message" else "không có tên"
                yield at_node(node, "event-name", message, "Ghi tên cố định, không dùng biểu thức")


def _is_plain(name: str) -> bool:
    return bool(name) and not name.startswith("=") and "${" not in name and "#{" not in name


def boundaries_are_attached(drawing: Drawing) -> Iterator[Finding]:
    """Refuse boundary events that hang nowhere, or where what they wait for cannot happen."""
    for node in drawing.tagged("boundaryEvent"):
        host = drawing.nodes.get(node.attached_to)
        if host is None or not host.is_activity or host.scope_id != node.scope_id:
            repair = "Gắn sự kiện lên mép một việc, quy trình con hoặc lời gọi quy trình"
            yield at_node(node, "boundary-attached", "không gắn vào việc nào", repair)
        elif node.event_kind in ("error", "escalation") and host.tag not in SCOPES:
            message = f"chờ {node.event_kind} ở “{host.name or host.id}”, nơi không phát được"
            repair = "Gắn vào lời gọi quy trình hoặc quy trình con, hoặc dùng thông điệp"
            yield at_node(node, "boundary-can-happen", message, repair)


def catchers_are_told_apart(drawing: Drawing) -> Iterator[Finding]:
    """Refuse two catchers of one thing at one place: BPMN does not say which one goes."""
    for host, boundaries in drawing.boundaries.items():
        yield from _twins([(b, b.event) for b in boundaries], f"việc “{host}”")
    for scope_id, members in drawing.members.items():
        handlers = [n for n in members if n.tag == "subProcess" and n.triggered]
        starts = [(start, start.event) for h in handlers for start in drawing.starts(h.id)[:1]]
        yield from _twins(starts, f"phạm vi “{scope_id or drawing.process_id}”")
        if scope_id == "":
            plain = [(s, s.event) for s in drawing.starts("") if s.event_kind == "message"]
            yield from _twins(plain, "chỗ bắt đầu của quy trình")


def _twins(catchers: list[tuple[Node, EventPart | None]], where: str) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Node] = {}
    for node, event in catchers:
        if event is None or event.kind not in ("message", "error", "escalation"):
            continue
        key = (event.kind, event.name if event.kind == "message" else event.code)
        if key in seen:
            message = f"chờ cùng {event.kind} với “{seen[key].id}” ở {where[:80]}"
            yield at_node(node, "catchers-apart", message, "Bỏ một sự kiện, hoặc dùng mã khác")
        seen.setdefault(key, node)


def links_are_pairs(drawing: Drawing) -> Iterator[Finding]:
    """Refuse links that do not lead from throws to one catch of the same name in one scope."""
    thrown = {
        (n.scope_id, n.events[0].name)
        for n in drawing.tagged("intermediateThrowEvent")
        if n.event_kind == "link"
    }
    for node in drawing.tagged("intermediateThrowEvent", "intermediateCatchEvent"):
        if node.event_kind != "link" or not node.events[0].name:
            continue
        key = (node.scope_id, node.events[0].name)
        caught = drawing.links.get(key, ())
        if len(caught) != 1 or key not in thrown:
            message = f"cần đúng một đầu nhận và ít nhất một đầu phát tên “{key[1][:60]}”"
            yield at_node(node, "link-pairs", message, "Đặt hai đầu cùng tên, trong cùng phạm vi")


_LISTENERS = frozenset({"boundaryEvent", "intermediateCatchEvent", "receiveTask", "startEvent"})


def only_listeners_accept(drawing: Drawing) -> Iterator[Finding]:
    """Refuse `acceptIf` on anything but a message that is waited for: nothing would ask it."""
    for node in drawing.nodes.values():
        starts = node.tag == "startEvent" and not _is_handler(drawing, node.scope_id)
        listens = node.tag in _LISTENERS and node.event_kind == "message" and not starts
        if ACCEPT_IF in node.element.extensions.properties and not listens:
            message = "có điều kiện nhận (acceptIf) mà không chờ thông điệp"
            repair = "Bỏ acceptIf, hoặc ghi ở nơi chờ thông điệp"
            yield at_node(node, "accept-listens", message, repair)


def _is_handler(drawing: Drawing, scope_id: str) -> bool:
    around = drawing.nodes.get(scope_id)
    return around is not None and around.triggered


def handlers_have_one_start(drawing: Drawing) -> Iterator[Finding]:
    """Refuse event sub-processes with flows, loops or not exactly one typed start."""
    for node in drawing.tagged("subProcess"):
        if not node.triggered:
            continue
        if drawing.incoming[node.id] or drawing.outgoing[node.id]:
            message = "là quy trình con theo sự kiện mà có luồng nối"
            yield at_node(node, "handler-alone", message, "Bỏ luồng; nó tự bắt đầu khi có sự kiện")
        if len(drawing.starts(node.id)) != 1:
            message = "là quy trình con theo sự kiện, cần đúng một sự kiện bắt đầu"
            yield at_node(node, "handler-start", message, "Vẽ một sự kiện bắt đầu có loại")
        elif not drawing.starts(node.id)[0].interrupting and (
            drawing.starts(node.id)[0].event_kind == "error"
        ):
            message = "bắt lỗi mà không ngắt, BPMN không cho phép"
            yield at_node(node, "error-interrupts", message, 'Đặt isInterrupting="true"')
        if node.loop is not None:
            message = "là quy trình con theo sự kiện mà có lặp"
            yield at_node(node, "handler-loop", message, "Bỏ dấu lặp")
