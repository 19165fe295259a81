"""The variables that texts and pages may use: their Vietnamese names, and which are missing.

Values are those of the facts of the same name (codes, ISO dates, rows); names ending in `_name`
or `_names` are readable texts found in the register by the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.doc_type import FORWARDED, DocType
from app.errors import StepRefused

VARIABLES: Mapping[str, str] = {
    # the case
    "case_code": "mã hồ sơ",
    "plan_title": "tên kế hoạch",
    "proposer_names": "bên đề xuất",
    "received_on": "ngày nhận",
    "body_name": "tên cấp ủy",
    "plan_hash": "mã kiểm tra kế hoạch",
    "round_no": "lần trình",
    "has_board": "cấp ủy có ban thường vụ",
    "clause_document": "tên văn bản quy định",
    "issue_type": "loại vấn đề",
    "variant": "dạng văn bản",
    # the paper itself
    "body": "nội dung văn bản",
    "number": "số văn bản",
    "issued_on": "ngày ban hành",
    "addressee_names": "nơi kính gửi",
    "recipient_names": "nơi nhận",
    "signer_name": "người ký",
    "signer_title": "chức vụ người ký",
    # intake and authority
    "incoming_no": "số đến",
    "channel": "hình thức gửi",
    "due": "hạn trả lời",
    "missing_items": "thành phần còn thiếu",
    "right_body_name": "nơi nhận đúng",
    "finding": "kết luận thẩm quyền",
    "basis": "căn cứ xác định thẩm quyền",
    "dmn_result": "kết quả tra bảng thẩm quyền",
    "differs_reason": "lý do khác kết quả tra bảng",
    # appraisal
    "proposal": "đề xuất hình thức thẩm định",
    "reason": "lý do",
    "lead_body_name": "cơ quan chủ trì thẩm định",
    "coordinating_names": "cơ quan phối hợp",
    "appraisal_due": "hạn báo cáo thẩm định",
    "supplementary_only": "thẩm định bổ sung",
    "reappraisal_reason": "lý do thẩm định lại",
    "feasibility": "tính khả thi",
    "effectiveness": "tính hiệu quả",
    "authority_finding": "ý kiến về thẩm quyền",
    "appraisal_legality": "kiểm tra tính hợp hiến, hợp pháp khi thẩm định",
    "risks_assessed": "đánh giá rủi ro",
    "opinions_summary": "tổng hợp ý kiến",
    "overall": "kết luận thẩm định",
    "appraisal_conditions": "điều kiện khi thẩm định",
    "reasons": "lý do của kết luận thẩm định",
    "action": "hướng xử lý",
    "forum_ground": "căn cứ chọn cấp quyết định",
    # meeting and decision
    "meeting_at": "thời gian họp",
    "place": "địa điểm họp",
    "agenda": "nội dung họp",
    "chair_name": "chủ trì",
    "secretary_name": "thư ký",
    "held_at": "thời gian họp thực tế",
    "members_total": "tổng số thành viên",
    "present": "số có mặt",
    "recused": "thành viên không tham gia biểu quyết",
    "silent_names": "ai không có ý kiến trong thời hạn",
    "recused_names": "tên thành viên không tham gia biểu quyết",
    "discussion_summary": "tóm tắt thảo luận",
    "opinions": "ý kiến ghi lại",
    "authority": "thẩm quyền",
    "authority_basis": "căn cứ thẩm quyền",
    "authority_differs_reason": "lý do khác báo cáo thẩm định",
    "preparation": "mức độ chuẩn bị",
    "rework_points": "nội dung cần chuẩn bị lại",
    "resubmit_by": "thời hạn nộp lại",
    "votes_for": "số đồng ý",
    "votes_against": "số không đồng ý",
    "votes_abstain": "số ý kiến khác",
    "legality": "kiểm tra tính hợp hiến, hợp pháp",
    "urgency_assessment": "đánh giá tính cấp thiết",
    "approval_kind": "hình thức cho chủ trương",
    "scope": "phạm vi",
    "date_from": "ngày bắt đầu",
    "date_to": "ngày kết thúc",
    "conditions": "điều kiện kèm theo",
    "support": "hỗ trợ",
    "reporting_cycle": "chu kỳ báo cáo",
    # reports to issuing bodies, withdrawal
    "issuer_name": "cơ quan ban hành",
    "issuer_names": "các cơ quan ban hành được báo cáo",
    "provisions": "quy định không phù hợp",
    "own_provisions": "quy định của chính cấp ủy",
    "withdrawal_reason": "lý do rút",
    # passing a plan up and back, answers from above
    "target_name": "nơi nhận báo cáo",
    "superior_name": "cấp trên trực tiếp",
    "summary": "tóm tắt vấn đề",
    "own_opinion": "quan điểm của cấp ủy",
    "proposed_solution": "đề xuất giải pháp",
    "reports_up": "báo cáo cấp trên đã ban hành",
    "lower_body_name": "cấp dưới nhận lại hồ sơ",
    "return_basis": "căn cứ trả hồ sơ",
    "return_mode": "hình thức trả hồ sơ",
    "direction": "ý kiến chỉ đạo",
    "direction_text": "nội dung chỉ đạo",
    "external_outcome": "kết quả cấp trên trả lời",
    "external_no": "số văn bản của cấp trên",
    "external_on": "ngày văn bản của cấp trên",
    "external_body_name": "cấp trên đã trả lời",
    "external_summary": "nội dung cấp trên trả lời",
    "history": "các văn bản đã trả lời trước đây",
    # council, opinions, legal risk, extension
    "council_rows": "thành viên Hội đồng thẩm định",
    "mode_reason": "lý do lập Hội đồng",
    "author_name": "người cho ý kiến",
    "feasible": "ý kiến về tính khả thi",
    "effective": "ý kiến về tính hiệu quả",
    "risk_view": "ý kiến về rủi ro",
    "comment": "ý kiến",
    "legal_view": "ý kiến pháp lý",
    "opinion": "ý kiến phối hợp",
    "opinion_content": "nội dung ý kiến phối hợp",
    "legal_opinions_received": "ý kiến của các cơ quan về rủi ro pháp lý",
    "overall_risk": "mức rủi ro pháp lý",
    "findings": "các rủi ro pháp lý",
    "minority_views": "ý kiến khác",
    "current_due": "hạn đang có",
    "new_due": "hạn mới",
    # the leader's decision
    "decision": "quyết định của người đứng đầu",
    "feasibility_reasons": "lý do xét thấy khả thi",
    "answers_to_objections": "giải trình các ý kiến khác",
    "declined_reason": "lý do không quyết định",
    "leader_decision_no": "số quyết định của người đứng đầu",
    "leader_decision_on": "ngày quyết định của người đứng đầu",
    "leader_report_no": "số báo cáo cấp trên trực tiếp",
    "signed_in_person": "người đứng đầu ký",
    # an emergency
    "situation": "diễn biến",
    "cadre_name": "cán bộ chủ trì xử lý",
    "detected_at": "thời điểm phát hiện",
    "attempts": "các lần báo cáo",
    "impossibility": "lý do không thể báo cáo",
    "recipient_name": "người nhận báo cáo",
    "received_at": "thời điểm nhận báo cáo",
    "acted": "đã thực hiện",
    "own_decision": "quyết định xử lý",
    "decided_at": "thời điểm quyết định",
    "measures": "biện pháp đã thực hiện",
    "results": "kết quả",
    "damage": "thiệt hại",
    "why_unable": "lý do không báo cáo được",
    "requests": "kiến nghị",
    "conclusion": "kết luận của tập thể",
    "conclusion_no": "số kết luận của tập thể",
    "motive": "động cơ",
    "result": "đánh giá kết quả",
    # the plan, for its sheet
    "issue_analysis": "phân tích làm rõ",
    "objectives": "mục tiêu",
    "content": "nội dung, giải pháp",
    "expected_results": "dự kiến hiệu quả",
    "risks": "rủi ro có thể xảy ra",
    "resources": "nguồn lực",
    "est_cost": "kinh phí",
}


# What only a meeting of one's own can tell: a reply that forwards an outside answer has none.
OF_MEETING = {
    "held_at",
    "members_total",
    "votes_for",
    "votes_against",
    "votes_abstain",
    "discussion_summary",
}


def required_of(doc_type: DocType, variables: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the document needs as things stand (A-10: a forwarded answer needs no vote)."""
    if not (doc_type.forwards and variables.get("external_outcome")):
        return doc_type.required
    kept = (name for name in doc_type.required if name not in OF_MEETING)
    return tuple(dict.fromkeys((*kept, *FORWARDED)))


def missing_variables(doc_type: DocType, variables: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of required variables that are absent or empty, in the type's order."""
    required = required_of(doc_type, variables)
    return tuple(name for name in required if variables.get(name) in (None, "", [], {}))


def check_variables(doc_type: DocType, variables: Mapping[str, Any]) -> None:
    """Raise StepRefused naming in Vietnamese what the document lacks."""
    missing = missing_variables(doc_type, variables)
    if missing:
        labels = ", ".join(VARIABLES[name] for name in missing)
        raise StepRefused(f"Bổ sung {labels} trước khi dựng {doc_type.name}")


def full_context(variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the variables with every known name, None where nothing was given."""
    return {**dict.fromkeys(VARIABLES), **variables}
