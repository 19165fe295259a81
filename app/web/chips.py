"""States as chips: icon and word, one closed list for each enum; a test compares them.

Wording follows ui.md section 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.case_requests import Fit, RequestKind, RequestResult, RequestState
from app.domain.cases import CaseState, DocumentState
from app.domain.diagrams import Severity
from app.domain.drafts import DraftState
from app.domain.incidents import AttemptResult, IncidentState
from app.domain.reading_grants import GrantState
from app.domain.repairs import Effect
from app.domain.retention import Fate, ListState
from app.domain.setting_changes import SettingState
from app.domain.views import ChainState, TaskStanding
from app.domain.views.processes import VersionStanding
from app.domain.views.system_state import Health
from app.web.texts import _, _l


@dataclass(frozen=True)
class Chip:
    """A state as people see it: icon and word, never colour alone."""

    text: str
    icon: str
    tone: str = ""


CASE_CHIPS: Mapping[StrEnum, Chip] = {
    CaseState.DRAFT: Chip(_l("Bản nháp"), "pencil", "draft"),
    CaseState.SUBMITTED: Chip(_l("Chờ tiếp nhận"), "inbox", "info"),
    CaseState.AUTHORITY: Chip(_l("Đang xác định thẩm quyền"), "search", "info"),
    CaseState.APPRAISAL: Chip(_l("Đang thẩm định"), "file-earmark-text", "info"),
    CaseState.MEETING: Chip(_l("Chờ họp quyết định"), "people", "info"),
    CaseState.LEADER: Chip(_l("Chờ người đứng đầu quyết định"), "flag", "warn"),
    CaseState.DRAFTING: Chip(_l("Đang soạn văn bản trả lời"), "file-earmark-text", "info"),
    CaseState.REWORK: Chip(_l("Chuẩn bị lại"), "arrow-return-left", "warn"),
    CaseState.ESCALATED: Chip(_l("Đã chuyển cấp trên"), "arrow-up", "info"),
    CaseState.APPROVED: Chip(_l("Cho chủ trương"), "check-lg", "ok"),
    CaseState.APPROVED_BY_LEADER: Chip(
        _l("Cho chủ trương, người đứng đầu quyết định"), "flag", "ok"
    ),
    CaseState.REFUSED: Chip(_l("Không cho chủ trương"), "x-lg"),
    CaseState.INFEASIBLE: Chip(_l("Không khả thi"), "x-lg"),
    CaseState.ENDED: Chip(_l("Đã rút · Không nộp lại"), "dash-circle"),
    CaseState.CONCLUDED: Chip(_l("Đã kết thúc"), "folder2"),
    CaseState.DESTROYED: Chip(_l("Đã tiêu hủy"), "archive"),
}
TASK_CHIPS: Mapping[StrEnum, Chip] = {
    TaskStanding.WAITING: Chip(_l("Chờ nhận"), "inbox", "info"),
    TaskStanding.HELD: Chip(_l("Đang giữ"), "person", "info"),
    TaskStanding.ON_BEHALF: Chip(_l("Làm thay"), "people", "info"),
    TaskStanding.DONE: Chip(_l("Đã hoàn thành"), "check-lg", "ok"),
    TaskStanding.CANCELLED: Chip(_l("Đã thu hồi"), "dash-circle"),
}
DOCUMENT_CHIPS: Mapping[StrEnum, Chip] = {
    DocumentState.DRAFT: Chip(_l("Dự thảo"), "pencil", "draft"),
    DocumentState.SIGNED: Chip(_l("Đã ký, chờ phát hành"), "pencil", "info"),
    DocumentState.ISSUED: Chip(_l("Đã phát hành"), "send", "ok"),
    DocumentState.FILED: Chip(_l("Đã lưu hồ sơ"), "folder2"),
    DocumentState.VOIDED: Chip(_l("Đã hủy dự thảo"), "slash-circle"),
}
AUDIT_CHIPS: Mapping[StrEnum, Chip] = {
    ChainState.INTACT: Chip(_l("Nguyên vẹn"), "shield-check", "ok"),
    ChainState.BROKEN: Chip(_l("Sai lệch"), "exclamation-octagon", "bad"),
    ChainState.UNANCHORED: Chip(_l("Chưa neo"), "clock", "warn"),
}
DRAFT_CHIPS: Mapping[StrEnum, Chip] = {
    DraftState.OPEN: Chip(_l("Bản thảo"), "pencil", "draft"),
    DraftState.REQUESTED: Chip(_l("Chờ duyệt"), "clock", "warn"),
    DraftState.PUBLISHED: Chip(_l("Đã công bố"), "check-lg", "ok"),
    DraftState.DISCARDED: Chip(_l("Đã bỏ"), "dash-circle"),
}
VERSION_CHIPS: Mapping[StrEnum, Chip] = {
    VersionStanding.IN_USE: Chip(_l("Đang dùng"), "check-lg", "ok"),
    VersionStanding.OLD_CASES: Chip(_l("Chỉ hồ sơ cũ"), "folder2", "info"),
    VersionStanding.PAST: Chip(_l("Không còn dùng"), "dash-circle"),
}
FIT_CHIPS: Mapping[StrEnum, Chip] = {
    Fit.FITS: Chip(_l("Phù hợp"), "check-lg", "ok"),
    Fit.DIFFERS: Chip(_l("Khác"), "exclamation-triangle", "warn"),
    Fit.CANNOT: Chip(_l("Không chuyển được"), "x-lg", "bad"),
}
MOVE_CHIPS: Mapping[StrEnum, Chip] = {
    RequestState.PROPOSED: Chip(_l("Chờ duyệt"), "clock", "warn"),
    RequestState.APPROVED: Chip(_l("Đang chuyển"), "arrow-right", "info"),
    RequestState.RETURNED: Chip(_l("Đã trả lại"), "arrow-return-left"),
    RequestState.DONE: Chip(_l("Đã xong"), "check-lg", "ok"),
    RequestState.EXPIRED: Chip(_l("Hết hiệu lực"), "slash-circle"),
}
MOVED_CHIPS: Mapping[StrEnum, Chip] = {
    RequestResult.WAITING: Chip(_l("Chưa chuyển"), "clock"),
    RequestResult.DONE: Chip(_l("Đã chuyển"), "check-lg", "ok"),
    RequestResult.REFUSED: Chip(_l("Ở lại phiên bản cũ"), "x-lg", "bad"),
    RequestResult.OVER: Chip(_l("Không còn ở phiên bản này"), "dash-circle"),
}
REPAIR_CHIPS: Mapping[StrEnum, Chip] = {
    RequestState.PROPOSED: Chip(_l("Chờ người thứ hai duyệt"), "clock", "warn"),
    RequestState.APPROVED: Chip(_l("Đã duyệt, đang sửa"), "arrow-right", "info"),
    RequestState.RETURNED: Chip(_l("Không duyệt"), "arrow-return-left"),
    RequestState.DONE: Chip(_l("Đã xong"), "check-lg", "ok"),
    RequestState.EXPIRED: Chip(_l("Hết hiệu lực"), "slash-circle"),
}
REPAIRED_CHIPS: Mapping[StrEnum, Chip] = {
    RequestResult.WAITING: Chip(_l("Chưa sửa"), "clock"),
    RequestResult.DONE: Chip(_l("Đã sửa"), "check-lg", "ok"),
    RequestResult.REFUSED: Chip(_l("Không sửa được"), "x-lg", "bad"),
    RequestResult.OVER: Chip(_l("Không còn chạy"), "dash-circle"),
}
EFFECT_CHIPS: Mapping[StrEnum, Chip] = {
    Effect.KEPT: Chip(_l("Giữ nguyên"), "check-lg"),
    Effect.CHANGED: Chip(_l("Đổi"), "arrow-left-right", "info"),
    Effect.ADDED: Chip(_l("Thêm"), "plus-lg", "info"),
    Effect.REMOVED: Chip(_l("Bỏ"), "dash-circle", "warn"),
}
SETTING_CHIPS: Mapping[StrEnum, Chip] = {
    SettingState.PROPOSED: Chip(_l("Chờ duyệt"), "clock", "warn"),
    SettingState.APPROVED: Chip(_l("Đã áp dụng"), "check-lg", "ok"),
    SettingState.RETURNED: Chip(_l("Đã trả lại"), "arrow-return-left"),
}
INCIDENT_CHIPS: Mapping[StrEnum, Chip] = {
    IncidentState.OPEN: Chip(_l("Mắc"), "exclamation-octagon", "bad"),
    IncidentState.WAITING: Chip(_l("Chờ máy thử lại"), "clock", "warn"),
    IncidentState.SOLVED: Chip(_l("Đã khắc phục"), "check-lg", "ok"),
}
ATTEMPT_CHIPS: Mapping[StrEnum, Chip] = {
    AttemptResult.UNDER_WAY: Chip(_l("Chưa xong hoặc bị ngắt"), "clock", "warn"),
    AttemptResult.FAILED: Chip(_l("Vẫn không chạy được"), "x-lg", "bad"),
    AttemptResult.SOLVED: Chip(_l("Đã khắc phục"), "check-lg", "ok"),
    AttemptResult.NOT_TRIED: Chip(_l("Không thử"), "dash-circle"),
}
HEALTH_CHIPS: Mapping[StrEnum, Chip] = {
    Health.FINE: Chip(_l("Bình thường"), "check-lg", "ok"),
    Health.LOOK: Chip(_l("Cần xem"), "eye", "warn"),
    Health.BROKEN: Chip(_l("Phải xử lý"), "exclamation-octagon", "bad"),
}
LIST_CHIPS: Mapping[StrEnum, Chip] = {
    ListState.PROPOSED: Chip(_l("Chờ duyệt"), "clock", "warn"),
    ListState.APPROVED: Chip(_l("Đang tiêu hủy"), "arrow-right", "info"),
    ListState.RETURNED: Chip(_l("Đã trả lại"), "arrow-return-left"),
    ListState.DONE: Chip(_l("Đã xong"), "check-lg", "ok"),
}
FATE_CHIPS: Mapping[StrEnum, Chip] = {
    Fate.WAITING: Chip(_l("Chưa tiêu hủy"), "clock"),
    Fate.ERASED: Chip(_l("Đang xóa tệp"), "arrow-right", "info"),
    Fate.DESTROYED: Chip(_l("Đã tiêu hủy"), "archive"),
    Fate.SPARED: Chip(_l("Được giữ"), "shield-check", "warn"),
}
GRANT_CHIPS: Mapping[StrEnum, Chip] = {
    GrantState.ASKED: Chip(_l("Chờ quyết định"), "clock", "warn"),
    GrantState.GRANTED: Chip(_l("Được xem"), "eye", "ok"),
    GrantState.REFUSED: Chip(_l("Không cho xem"), "slash-circle"),
    GrantState.EXPIRED: Chip(_l("Đã hết thời gian xem"), "clock-history"),
}
CHECK_CHIPS: Mapping[StrEnum, Chip] = {
    Severity.ERROR: Chip(_l("Phải sửa"), "exclamation-octagon", "bad"),
    Severity.WARNING: Chip(_l("Cần xem"), "eye", "warn"),
}
# By class first: members of two enums may carry the same word, and then they are equal.
CHIPS: Mapping[type[StrEnum], Mapping[StrEnum, Chip]] = {
    CaseState: CASE_CHIPS,
    TaskStanding: TASK_CHIPS,
    DocumentState: DOCUMENT_CHIPS,
    ChainState: AUDIT_CHIPS,
    DraftState: DRAFT_CHIPS,
    VersionStanding: VERSION_CHIPS,
    Fit: FIT_CHIPS,
    Effect: EFFECT_CHIPS,
    IncidentState: INCIDENT_CHIPS,
    AttemptResult: ATTEMPT_CHIPS,
    Severity: CHECK_CHIPS,
    SettingState: SETTING_CHIPS,
    Health: HEALTH_CHIPS,
    ListState: LIST_CHIPS,
    Fate: FATE_CHIPS,
    GrantState: GRANT_CHIPS,
}
# Each kind of request has its own words for the same states.
REQUEST_CHIPS: Mapping[RequestKind, Mapping[type[StrEnum], Mapping[StrEnum, Chip]]] = {
    RequestKind.MOVE: {RequestState: MOVE_CHIPS, RequestResult: MOVED_CHIPS},
    RequestKind.REPAIR: {RequestState: REPAIR_CHIPS, RequestResult: REPAIRED_CHIPS},
}


def chip(state: StrEnum, *, round_no: int = 1, of: RequestKind | None = None) -> Chip:
    """Return the chip of a state; a plan prepared again says for the which time.

    States of requests are worded by what is asked for: `of`.
    """
    found = (REQUEST_CHIPS[of] if of else CHIPS)[type(state)][state]
    if state is CaseState.REWORK and round_no > 1:
        return Chip(_("Chuẩn bị lại (lần %(n)s)", n=round_no), found.icon, found.tone)
    return found
