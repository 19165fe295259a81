"""How a line of the record is called in an event log, and where in its life the activity stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents import DOC_TYPES
from app.domain.audit import EventKind
from app.domain.diagrams import Element

# Named after the element: what people do there.
_OF_TASKS = {
    EventKind.TASK_COMPLETED: "complete",
    EventKind.TASK_CLAIMED: "assign",
    EventKind.TASK_RELEASED: "reassign",
    EventKind.TASK_HANDED_OVER: "reassign",
    EventKind.TASK_CANCELLED: "withdraw",
}
COMPLETE = "complete"

_LABELS = {
    EventKind.INSTANCE_STARTED: "Bắt đầu quy trình",
    EventKind.INSTANCE_ENDED: "Kết thúc quy trình",
    EventKind.TIMER_FIRED: "Tới mốc thời gian",
    EventKind.MESSAGE_SENT: "Gửi thông điệp",
    EventKind.MESSAGE_KEPT: "Giữ thông điệp",
    EventKind.MESSAGE_DELIVERED: "Nhận thông điệp",
    EventKind.PLAN_SUBMITTED: "Nhận kế hoạch",
    EventKind.PASS_OPENED: "Mở lượt xem xét",
    EventKind.CLOCK_CLOSED: "Dừng tính hạn trả lời",
    EventKind.CLOCK_RECOMPUTED: "Tính lại hạn trả lời",
    EventKind.TASK_DUE_RECOMPUTED: "Tính lại hạn của việc",
    EventKind.DEADLINE_BREACHED: "Quá hạn",
    EventKind.REMINDER_SENT: "Nhắc việc",
    EventKind.ALERT_SENT: "Báo động",
    EventKind.VOTE_COUNTED: "Kiểm phiếu",
    EventKind.AUTHORITY_DETERMINED: "Ghi nhận thẩm quyền",
    EventKind.DOCUMENT_DRAFTED: "Dựng dự thảo",
    EventKind.DOCUMENT_SIGNED: "Ký",
    EventKind.DOCUMENT_ISSUED: "Ban hành",
    EventKind.DOCUMENT_FILED: "Lưu",
    EventKind.DOCUMENT_DELIVERED: "Gửi",
    EventKind.INSTANCE_MIGRATED: "Chuyển phiên bản",
    EventKind.INSTANCE_REPAIRED: "Khắc phục sự cố",
    EventKind.INCIDENT_OPENED: "Gặp sự cố",
    EventKind.INCIDENT_RETRIED: "Thử lại sự cố",
    EventKind.INCIDENT_ANNOTATED: "Ghi chú sự cố",
    EventKind.INCIDENT_SOLVED: "Khắc phục sự cố",
    EventKind.CONFLICT_DECLARED: "Khai báo xung đột lợi ích",
    EventKind.ATTEMPT_DISPUTED: "Khiếu nại một lần làm",
}


def activity_of(
    kind: EventKind, element: Element | None, doc_type: str, told: Mapping[str, Any]
) -> str:
    """Return the name of an activity: of tasks the element's, of papers with their type."""
    if kind in _OF_TASKS and element is not None:
        return element.name or element.id
    label = _LABELS.get(kind, kind.value)
    paper = DOC_TYPES.get(doc_type)
    if paper is not None:
        return f"{label} {paper.name}"
    if kind in (EventKind.TIMER_FIRED, EventKind.REMINDER_SENT) and element is not None:
        return f"{label}: {element.name or element.id}"
    message = told.get("message")
    return f"{label}: {message}" if message else label


def transition_of(kind: EventKind) -> str:
    """Return the step in the standard life cycle of XES that an event stands for."""
    return _OF_TASKS.get(kind, COMPLETE)
