"""Answers that the forms of council, override, escalation, extension and legal risk accept.

The values are those of the town of Hòa Xuyên: a council of five, the head's decision of SC-19, the
report up of SC-48, the extension of SC-57, the outside answer of SC-52.
"""

from __future__ import annotations

from typing import Any

from tests.forms.answers import Answers

COUNCIL = ("dung", "huong", "khoi", "quy", "tu")
SOLUTION = "Đề nghị Tỉnh ủy cho phép thị xã sử dụng quỹ đất công xen kẹt trong 24 tháng."
REASONS = (
    "Hợp tác xã đã có 146 trên 151 hộ tham gia và nộp trước 150.000.000 đồng bảo đảm; báo cáo "
    "thẩm định kết luận khả thi có điều kiện; rủi ro thất thu được chặn bằng mức khoán cố định "
    "và kiểm tra hằng tháng của Phòng Kinh tế thị xã."
)
OVERDUE = (
    "Kế hoạch liên quan bốn ngành, cần thời gian lấy ý kiến và khảo sát thực tế tại ba phường."
)


def council(*people: str, chair: str = "", secretary: str = "") -> list[Answers]:
    """Return a council of these people; the first is its chair, the last its secretary."""
    seated = people or COUNCIL
    roles = {seated[-1]: "secretary", seated[0]: "chair", secretary: "secretary", chair: "chair"}
    return [{"person": person, "role": roles.get(person, "member")} for person in seated]


def council_assignment(**changes: Any) -> Answers:
    """Return the assignment to a council, of a narrow matter and therefore with a reason."""
    return {
        "mode": "hoi_dong",
        "mode_reason": "Nội dung liên quan nhiều ngành, cần ý kiến độc lập.",
        "council": council(),
        "due": "2024-03-25",
        **changes,
    }


def sheet(**changes: Any) -> Answers:
    """Return a member's sheet without conflict of interest."""
    return {
        "recuse": False,
        "feasible": "co",
        "effective": "co",
        "risk_view": "Rủi ro thấp, đã có cách phòng ngừa.",
        "comment": "Đồng ý cho thí điểm trong 6 tháng.",
        **changes,
    }


def council_meeting(**changes: Any) -> Answers:
    """Return the council's meeting with enough members."""
    return {
        "held_at": "2024-03-04T08:00+07:00",
        "present": 4,
        "minutes_file": ["file-1"],
        **changes,
    }


def over_authority(**changes: Any) -> Answers:
    """Return minutes that find the matter over the body's authority (SC-48)."""
    return {
        "held_at": "2024-03-26T08:00+07:00",
        "present": 11,
        "discussion_summary": "Các ý kiến thống nhất việc sử dụng đất công xen kẹt thuộc thẩm "
        "quyền cấp tỉnh, đề nghị báo cáo Tỉnh ủy kèm giải pháp cụ thể của thị xã.",
        "discussed_thoroughly": True,
        "authority": "vuot",
        "authority_basis": "Quy chế làm việc của Ban Thường vụ, khoản 4 Điều 9.",
        "proposed_solution": SOLUTION,
        "minutes_file": ["file-1"],
        **changes,
    }


def override(**changes: Any) -> Answers:
    """Return the head's decision to allow a pilot (SC-19)."""
    return {
        "decision": "quyet_dinh",
        "feasibility_reasons": REASONS,
        "answers_to_objections": "Ý kiến về giám sát: giao Phòng Kinh tế kiểm tra hằng tháng.",
        "approval_kind": "thi_diem",
        "scope": "Chợ Cẩm Tân",
        "date_from": "2024-06-01",
        "date_to": "2024-11-30",
        "reporting_cycle": "thang",
        "responsibility_ack": True,
        **changes,
    }


def refusal(**changes: Any) -> Answers:
    """Return the head's refusal to decide against the collective (SC-22)."""
    reason = "Các ý kiến khác có cơ sở, cần chuẩn bị thêm phương án tài chính."
    return {"decision": "khong", "declined_reason": reason, **changes}


def escalation(**changes: Any) -> Answers:
    """Return the report to the direct superior with its solution."""
    return {
        "target_body": "MG-TU",
        "summary": "Thị xã đề nghị dùng đất công xen kẹt làm bãi đỗ xe tạm.",
        "own_opinion": "Ban Thường vụ Thị ủy thấy kế hoạch cần thiết và khả thi.",
        "proposed_solution": SOLUTION,
        **changes,
    }


def extension(**changes: Any) -> Answers:
    """Return consent to an extension till working day 55 (SC-57)."""
    return {
        "is_complex": True,
        "needs_appraisal_time": True,
        "reasons": OVERDUE,
        "decision": "dong_y",
        "new_due": "2024-05-23",
        **changes,
    }


def external_answer(**changes: Any) -> Answers:
    """Return an answer from outside that gives the go-ahead (SC-52)."""
    return {
        "doc_no": "1234-CV/BTCTW",
        "doc_date": "2024-03-01",
        "received_on": "2024-03-04",
        "summary": "Đồng ý cho thí điểm trong phạm vi tỉnh.",
        "file": ["file-1"],
        "external_outcome": "approved",
        "approval_kind": "thi_diem",
        "scope": "Toàn tỉnh",
        "date_from": "2024-05-01",
        "date_to": "2024-12-31",
        "reporting_cycle": "quy",
        **changes,
    }


def legal_opinion(**changes: Any) -> Answers:
    """Return a body's opinion that the legal risk is high."""
    return {
        "participate": "co",
        "risk_level": "cao",
        "findings": [finding()],
        "recommendation": "Chỉ thực hiện khi có ý kiến của cơ quan ban hành.",
        **changes,
    }


def finding(**changes: Any) -> Answers:
    """Return one legal risk."""
    return {
        "risk": "Thu phí không có trong danh mục",
        "law": "Luật Phí và lệ phí, Điều 3",
        "consequence": "Phải hoàn trả khoản đã thu",
        "prevention": "Chuyển sang hình thức đóng góp tự nguyện",
        **changes,
    }


def legal_report(**changes: Any) -> Answers:
    """Return the lead's report with the findings merged."""
    return {"overall_risk": "cao", "findings": [finding()], **changes}


VALID: dict[str, Answers] = {
    "p01b1_member_sheet.member_assess": sheet(),
    "p01b_appraisal.council_meeting": council_meeting(),
    "p01c_decision.leader_decision": override(),
    "p01d_escalate.draft_escalation": escalation(),
    "p01e_extension.decide_extension": extension(),
    "p01f_external_level.record_external_answer": external_answer(),
    "p01f_external_level.confirm_external": {"agree": True},
    "p08_legal_risk.write_legal_risk": legal_report(),
    "p08a_legal_opinion.legal_opinion": legal_opinion(),
    "s02_superior_acknowledge.acknowledge_report": {
        "received_at": "2024-03-04T08:30+07:00",
        "passed_to": "nga",
    },
    "s02_superior_acknowledge.superior_review": {"direction": "da_biet"},
    "s03a_one_opinion.give_opinion": {"opinion": "dong_y", "content": "Đồng ý với kế hoạch."},
}
