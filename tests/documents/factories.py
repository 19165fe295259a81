"""Builders of a unit, a profile and the variables of a plan that was decided by 9 to 1 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.people import Unit
from app.profiles.people_file import load_organisation
from app.profiles.profile import Profile
from app.profiles.profile_file import load_profile

PROFILES = Path(__file__).parents[2] / "workflows" / "profiles"
PLAN_HASH = "ab" * 32
DECIDED: Mapping[str, Any] = {
    "case_code": "MG-2024-0007",
    "plan_title": "Chợ đêm thí điểm",
    "proposer_names": "Hoàng Thị Thu",
    "received_on": "2024-03-04",
    "body_name": "Thị ủy Hòa Xuyên",
    "plan_hash": PLAN_HASH,
    "round_no": 1,
    "incoming_no": 42,
    "channel": "dien_tu",
    "due": "2024-04-15",
    "missing_items": ["rui_ro", "hieu_qua"],
    "right_body_name": "Huyện ủy Bình Lâm",
    "finding": "trong_tham_quyen",
    "basis": "Phân cấp quản lý cán bộ",
    "proposal": "co_quan",
    "reason": "Phạm vi một phường",
    "lead_body_name": "Ban Tổ chức Thị ủy",
    "appraisal_due": "2024-03-25",
    "feasibility": "khong_kha_thi",
    "effectiveness": "han_che",
    "overall": "negative",
    "reasons": "Chưa có nguồn thu ổn định",
    "action": "trinh_ban_thuong_vu",
    "meeting_at": "2024-03-26T14:05:00+07:00",
    "place": "Phòng họp A",
    "agenda": "Xem xét kế hoạch",
    "chair_name": "Tống Phước Bình",
    "held_at": "2024-03-26T07:05:00+00:00",
    "members_total": 11,
    "present": 11,
    "recused": [],
    "discussion_summary": "Các ý kiến tập trung vào nguồn thu",
    "authority_basis": "Quy chế làm việc",
    "votes_for": 9,
    "votes_against": 1,
    "votes_abstain": 1,
    "approval_kind": "thi_diem",
    "scope": "phường Cẩm Tân",
    "date_from": "2024-04-01",
    "date_to": "2024-09-30",
    "reporting_cycle": "quy",
    "rework_points": [{"point": "phương án tài chính"}, {"point": "đánh giá rủi ro"}],
    "resubmit_by": "2024-05-10",
    "issuer_name": "Chính phủ",
    "provisions": [
        {
            "doc_no": "Nghị định 1/2020",
            "provision": "Điều 5",
            "why_unsuitable": "Không có chợ đêm",
            "request": "sua_doi",
        }
    ],
    "urgency_assessment": "Mùa du lịch bắt đầu từ tháng 5",
    "target_name": "Tỉnh ủy Minh Giang",
    "superior_name": "Tỉnh ủy Minh Giang",
    "summary": "Chưa có quy định về chợ đêm",
    "own_opinion": "Đồng ý cho thí điểm",
    "proposed_solution": "Cho thí điểm sáu tháng tại một phường rồi đánh giá, nhân rộng",
    "reports_up": [
        {
            "name": "Báo cáo xin chủ trương",
            "number": "số 07-BC/ThU",
            "issued_on": "2024-03-12",
            "to": "Tỉnh ủy Minh Giang",
        }
    ],
    "lower_body_name": "Thị ủy Hòa Xuyên",
    "return_basis": "Phân cấp quản lý chợ",
    "council_rows": [
        {"name": "Lê Thị Mai Hương", "title": "Phó Bí thư", "role": "chair"},
        {"name": "Trần Văn Quý", "title": "", "role": "secretary"},
    ],
    "author_name": "Trần Văn Quý",
    "overall_risk": "cao",
    "current_due": "2024-04-15",
    "new_due": "2024-05-09",
    "feasibility_reasons": "Đã có nguồn thu và phương án an ninh",
    "leader_decision_no": "số 03-QĐ/ThU",
    "leader_report_no": "số 08-BC/ThU",
    "direction": "tiep_tuc",
    "direction_text": "Báo cáo hằng tháng",
    "external_no": "120-TB/TW",
    "external_on": "2024-06-03",
    "external_body_name": "Trung ương",
    "external_summary": "Đồng ý cho thí điểm",
    "situation": "Mưa lớn gây sạt lở đường vào thôn 3",
    "cadre_name": "Võ Minh Khôi",
    "recipient_name": "Cao Thị Nhàn",
    "own_decision": "Huy động máy xúc hộ đê",
    "decided_at": "2024-05-06T23:10:00+07:00",
    "results": "Thông đường trước 4 giờ",
    "damage": "Không có",
    "why_unable": "Mất liên lạc",
    "conclusion": "vuot_tham_quyen",
    "conclusion_no": "số 02-KL/ĐU",
    "motive": "Vì tính mạng người dân",
    "result": "Kịp thời",
}


def mg_profile() -> Profile:
    return load_profile(PROFILES, "MG")


def mg_unit(unit_id: str) -> Unit:
    units = {unit.id: unit for unit in load_organisation(PROFILES, "MG").units}
    return units[unit_id]


def decided(**changes: Any) -> dict[str, Any]:
    """Return every variable that the types of the first cut need, as the register gives them."""
    return {**DECIDED, **changes}
