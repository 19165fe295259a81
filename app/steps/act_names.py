"""What the button that sends a task says: a verb with its object, as on paper (ui.md section 12).

Where one answer decides what the act is, the button says that act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Act:
    """An act; `by` names the answer that makes it another one, `names` says which."""

    name: str
    by: str = ""
    names: Mapping[Any, str] | None = None


BACK = "Trả lại để sửa"
ACTS: Mapping[str, Act] = {
    "prepare_plan": Act("Gửi kế hoạch"),
    "rework_plan": Act("Gửi lại kế hoạch"),
    "enter_paper_plan": Act("Ghi nhận hồ sơ giấy"),
    "resolve_outcome": Act("Ghi kết quả xem xét"),
    "register_incoming": Act(
        "Tiếp nhận, vào sổ",
        "completeness",
        {"thieu": "Trả hồ sơ", "sai_noi_nhan": "Chuyển đúng nơi nhận"},
    ),
    "determine_authority": Act("Ghi kết luận thẩm quyền"),
    "confirm_authority": Act(
        "Đồng ý với kết luận thẩm quyền", "agree", {False: "Trả lại để xác định lại"}
    ),
    "advise_appraisal": Act("Trình đề xuất"),
    "assign_appraisal": Act("Giao thẩm định"),
    "write_appraisal": Act(
        "Nộp báo cáo thẩm định", "report_next", {"yeu_cau_giai_trinh": "Gửi yêu cầu giải trình"}
    ),
    "ask_proposer": Act("Gửi giải trình"),
    "check_report": Act("Trình Thường trực", "complete", {False: "Trả lại để bổ sung"}),
    "triage_after_appraisal": Act(
        "Ghi ý kiến xử lý",
        "action",
        {
            "trinh_ban_thuong_vu": "Trình Ban Thường vụ",
            "trinh_cap_uy": "Trình cấp ủy",
            "thong_bao": "Giao thông báo kết quả",
            "tham_dinh_lai": "Giao thẩm định lại",
        },
    ),
    "schedule_meeting": Act("Xếp lịch họp"),
    "record_meeting": Act("Ghi biên bản"),
    "confirm_minutes": Act("Xác nhận biên bản", "agree", {False: "Trả lại để ghi lại"}),
    "edit_draft": Act("Trình ký"),
    "check_draft": Act("Chuyển ký", "ok", {False: BACK}),
    "sign_document": Act("Ký văn bản", "sign", {"tra_lai": BACK}),
}


def act_name(element_id: str, answers: Mapping[str, Any]) -> str:
    """Return the words of the button, empty for a task that has none of its own."""
    act = ACTS.get(element_id)
    if act is None:
        return ""
    return (act.names or {}).get(answers.get(act.by), act.name)
