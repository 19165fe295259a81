"""One set of answers for each form that it accepts; a test changes what it is about.

The values are those of the straight approval in the town of Hòa Xuyên (SC-01).
"""

from __future__ import annotations

from typing import Any

Answers = dict[str, Any]

ANALYSIS = (
    "Các tổ dân phố của phường ở xa bộ phận một cửa; người già và người khuyết tật phải đi nhiều "
    "lần để nộp một hồ sơ. Quy định hiện có chỉ cho nhận hồ sơ tại trụ sở, chưa có quy định cho "
    "bộ phận lưu động, nên chưa thể tổ chức nhận và trả kết quả tại nhà văn hóa."
)
REGULATION: Answers = {
    "doc_no": "12/2020/QĐ-UBND",
    "doc_title": "Quy chế tiếp nhận và trả kết quả",
    "issuer": "MG-UBND",
    "provision": "Khoản 2 Điều 5",
    "why_unsuitable": "Chỉ cho nhận hồ sơ tại trụ sở, kể cả khi người dân không thể tới.",
    "request": "bo_sung",
}


def risk(**changes: Any) -> Answers:
    """Return one risk of a plan with its prevention."""
    return {
        "description": "Thất lạc hồ sơ khi chuyển về trụ sở",
        "likelihood": 1,
        "impact": 2,
        "prevention": "Lập sổ giao nhận, niêm phong túi hồ sơ trong ngày",
        "mitigation": "Cấp lại giấy hẹn, làm lại hồ sơ không thu phí",
        **changes,
    }


def plan(**changes: Any) -> Answers:
    """Return F-PLAN of one cadre about an unregulated matter, exactly its required answers."""
    return {
        "title": "Thí điểm “một cửa lưu động” tại các tổ dân phố của phường Cẩm Tân",
        "proposer_kind": "ca_nhan",
        "proposers": ["thu"],
        "within_duties": True,
        "issue_type": "chua_quy_dinh",
        "issue_analysis": ANALYSIS,
        "objectives": "Người dân nộp và nhận kết quả ngay tại tổ dân phố.",
        "content": "Mỗi tuần một buổi, tổ lưu động nhận hồ sơ tại từng nhà văn hóa.",
        "scope_rank": 3,
        "scope_area": "Phường Cẩm Tân, thủ tục hộ tịch và chứng thực",
        "subject_class": "thuong",
        "approval_kind_requested": "thi_diem",
        "date_from": "2024-05-01",
        "date_to": "2024-12-31",
        "resources": "Ba cán bộ, một xe, kinh phí thường xuyên",
        "est_cost": 120_000_000,
        "expected_results": "Giảm một nửa số lượt đi lại của người dân.",
        "risks": [risk(), risk(description="Ít người tới nộp hồ sơ")],
        "declaration_common_good": True,
        "commitment": True,
        "interest_declaration": "không",
        **changes,
    }


def rework(**changes: Any) -> Answers:
    """Return a plan prepared again, with an answer for each point asked."""
    answered = [
        {"point": "phương án tài chính", "answer": "Đã thêm dự toán từng quý."},
        {"point": "đánh giá rủi ro", "answer": "Đã thêm hai rủi ro và cách phòng ngừa."},
    ]
    note = "Bổ sung dự toán và đánh giá rủi ro."
    return plan(**{"point_answers": answered, "change_note": note, **changes})


def paper_plan(**changes: Any) -> Answers:
    """Return what the office must enter of a paper plan that lacks everything else."""
    return {
        "paper_received_on": "2024-03-04",
        "scan": ["file-1"],
        "title": "Khoán quản lý chợ dân sinh cho hợp tác xã tiểu thương",
        "proposer_kind": "ca_nhan",
        "proposers": ["thu"],
        "issue_type": "chua_quy_dinh",
        "scope_rank": 3,
        "subject_class": "thuong",
        "est_cost": 0,
        **changes,
    }


def outcome(**changes: Any) -> Answers:
    """Return an outcome chosen by hand."""
    reason = "Kết quả chưa được ghi do biên bản nhập lại; căn cứ biên bản ngày 27/03/2024."
    return {"level_outcome": "rework", "reason": reason, **changes}


def intake(**changes: Any) -> Answers:
    """Return a complete dossier entered in the register."""
    return {"completeness": "du", "passed_to": "nga", **changes}


def authority(**changes: Any) -> Answers:
    """Return a determination that the matter lies within the body's authority."""
    basis = "Quy chế làm việc của Ban Chấp hành Thị ủy, khoản 3 Điều 7."
    return {"finding": "trong_tham_quyen", "basis": basis, **changes}


def agreement(**changes: Any) -> Answers:
    """Return consent, without a remark."""
    return {"agree": True, **changes}


def advice(**changes: Any) -> Answers:
    """Return the office's advice to have the plan appraised by a specialised body."""
    return {
        "proposal": "co_quan",
        "scope_wide_complex": False,
        "lead_body": "MG-HX-BTC",
        "reason": "Nội dung thuộc lĩnh vực của Ban Tổ chức.",
        **changes,
    }


def assignment(**changes: Any) -> Answers:
    """Return the standing committee's assignment, due on working day 15."""
    return {"mode": "co_quan", "lead_body": "MG-HX-BTC", "due": "2024-03-25", **changes}


def legality(*failed: str, items: tuple[str, ...] = ()) -> list[Answers]:
    """Return the checklist with the named items not met."""
    rows: list[Answers] = []
    for item in items or ("hien_phap", "dieu_le", "phap_luat_khac"):
        met = item not in failed
        rows.append({"item": item, "ok": met, **({} if met else {"note": "Chưa có căn cứ."})})
    return rows


def report(**changes: Any) -> Answers:
    """Return a positive appraisal report of a plan with two risks."""
    risks = [
        {"risk": "Thất lạc hồ sơ", "level": "thap", "prevention_ok": True},
        {"risk": "Ít người tới", "level": "thap", "prevention_ok": True},
    ]
    return {
        "report_next": "nop",
        "issue_type_confirmed": "chua_quy_dinh",
        "authority_finding": "trong",
        "is_complex": False,
        "feasibility": "kha_thi",
        "effectiveness": "hieu_qua",
        "legality": legality(),
        "risks_assessed": risks,
        "opinions_summary": "Phòng Kinh tế và phường Cẩm Tân đồng ý.",
        "overall": "positive",
        "reasons": "Kế hoạch nêu rõ người làm, thời gian, kinh phí và cách theo dõi; hai rủi ro "
        "đều có biện pháp phòng ngừa; người dân được lợi ngay.",
        **changes,
    }


def question(**changes: Any) -> Answers:
    """Return a request for explanation instead of a report."""
    asked = "Nêu rõ nguồn trả thù lao cho tổ lưu động."
    return {"report_next": "yeu_cau_giai_trinh", "question": asked, **changes}


def triage(**changes: Any) -> Answers:
    """Return the submission of a positively appraised plan to the standing board."""
    return {"action": "trinh_ban_thuong_vu", **changes}


def meeting(**changes: Any) -> Answers:
    """Return an invitation for a meeting in time."""
    return {
        "meeting_at": "2024-03-26T08:00+07:00",
        "chair": "binh",
        "secretary": "tu",
        "place": "Phòng họp Thị ủy",
        "agenda": "Xem xét kế hoạch “một cửa lưu động”.",
        **changes,
    }


def unprepared_minutes(**changes: Any) -> Answers:
    """Return minutes that ask the proposer to prepare the plan again (SC-32)."""
    return {
        "held_at": "2024-03-26T08:00+07:00",
        "present": 11,
        "discussion_summary": "Các ý kiến đồng ý chủ trương nhưng nêu phương án tài chính chưa rõ; "
        "hai ý kiến đề nghị đánh giá thêm rủi ro khi chuyển hồ sơ.",
        "discussed_thoroughly": True,
        "authority": "trong",
        "authority_basis": "Quy chế làm việc của Ban Thường vụ, khoản 2 Điều 9.",
        "preparation": "chua_ky",
        "rework_points": [{"point": "phương án tài chính"}, {"point": "đánh giá rủi ro"}],
        "resubmit_by": "2024-05-10",
        "minutes_file": ["file-1"],
        **changes,
    }


def minutes(votes: tuple[int, int, int] = (9, 1, 1), **changes: Any) -> Answers:
    """Return minutes of a prepared plan with its votes for, against, abstaining (SC-01)."""
    counted = dict(zip(("votes_for", "votes_against", "votes_abstain"), votes, strict=True))
    kept = unprepared_minutes(preparation="ky")
    del kept["rework_points"], kept["resubmit_by"]
    granted = {
        "approval_kind": "thi_diem",
        "scope": "Phường Cẩm Tân",
        "date_from": "2024-05-01",
        "date_to": "2024-10-31",
        "reporting_cycle": "quy",
    }
    return {**kept, **counted, "legality": legality(), **granted, **changes}


def draft(**changes: Any) -> Answers:
    """Return a finished draft to the proposer."""
    body = "Ban Thường vụ Thị ủy cho chủ trương thí điểm."
    return {"body": body, "recipients": ["thu"], **changes}


# The answers that each form accepts, by form id.
VALID: dict[str, Answers] = {
    "p01_art4_case.prepare_plan": plan(),
    "p01_art4_case.enter_paper_plan": paper_plan(),
    "p01_art4_case.rework_plan": rework(),
    "p01_art4_case.resolve_outcome": outcome(),
    "p01a_intake_authority.register_incoming": intake(),
    "p01a_intake_authority.determine_authority": authority(),
    "p01a_intake_authority.confirm_authority": agreement(),
    "p01b_appraisal.advise_appraisal": advice(),
    "p01b_appraisal.assign_appraisal": assignment(),
    "p01b_appraisal.write_appraisal": report(),
    "p01b_appraisal.write_council_report": report(),
    "p01b_appraisal.ask_proposer": {"answer": "Thù lao lấy từ kinh phí thường xuyên."},
    "p01b_appraisal.check_report": {"complete": True},
    "p01b_appraisal.triage_after_appraisal": triage(),
    "p01c_decision.schedule_meeting": meeting(),
    "p01c_decision.record_meeting": minutes(),
    "p01c_decision.confirm_minutes": agreement(),
    "s01_issue_document.edit_draft": draft(),
    "s01_issue_document.check_draft": {"ok": True},
    "s01_issue_document.sign_document": {"sign": "ky"},
}
