"""Words of Lưu trữ: what a period is for, what a tombstone counts."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.cases import CaseState
from app.domain.retention import ANY
from app.domain.retention import RESULTS as STATES
from app.web.chips import CASE_CHIPS
from app.web.texts import _l

# What `*` and the kinds of cases are called where periods are listed.
KINDS: Mapping[str, object] = {
    ANY: _l("mọi hồ sơ"),
    "new": _l("kế hoạch"),
    "emergency": _l("xử lý cấp thiết"),
}
RESULTS: Mapping[str, object] = {
    ANY: _l("mọi kết quả"),
    **{state.value: CASE_CHIPS[CaseState(state)].text for state in STATES},
}
COUNTED: Mapping[str, object] = {
    "audit_payload": _l("nội dung kèm dòng nhật ký"),
    "submission": _l("biểu đã gửi"),
    "draft": _l("bản nháp"),
    "task": _l("việc"),
    "task_candidate": _l("người được giao việc"),
    "fact_sheet": _l("tập dữ kiện"),
    "document": _l("văn bản"),
    "delivery": _l("lượt giao văn bản"),
    "upload": _l("tệp đính kèm"),
    "notification": _l("thông báo"),
    "notification_read": _l("lượt đọc thông báo"),
    "kept_message": _l("thông điệp"),
    "message_wait": _l("chỗ chờ thông điệp"),
    "timer": _l("mốc thời gian"),
    "activation": _l("lượt chạy quy trình con"),
    "case_participant": _l("người tham gia"),
    "repair_item": _l("lần diễn tập sửa chữa"),
    "conflict_declaration": _l("kê khai xung đột lợi ích"),
}
