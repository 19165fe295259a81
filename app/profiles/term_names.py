"""How each term of a profile is called, and which are left to a decree (A-33, A-40, A-42)."""

from __future__ import annotations

from collections.abc import Mapping

# Set by the deploying body; no clause gives a number of days.
OF_UNIT: Mapping[str, str] = {
    "due_days.authority": "Xác định thẩm quyền",
    "due_days.advice": "Tham mưu, chỉ đạo giao thẩm định",
    "due_days.appraisal": "Lập báo cáo thẩm định",
    "due_days.appraisal_extended": "Lập báo cáo thẩm định khi đã gia hạn",
    "due_days.coordination": "Cho ý kiến phối hợp",
    "due_days.triage": "Xử lý kết quả thẩm định, xem xét báo cáo",
    "due_days.meeting": "Xếp lịch họp, hoàn thành biên bản",
    "due_days.reply_drafting": "Soạn, kiểm tra, ký văn bản",
    "due_days.paper_return": "Vào sổ, trả hồ sơ giấy",
    "due_days.override_report": "Người đứng đầu báo cáo cấp trên trực tiếp",
    "due_days.emergency_report": "Báo cáo xử lý cấp thiết khi có điều kiện",
    "due_days.emergency_conclusion": "Tập thể kết luận việc xử lý cấp thiết",
    "due_days.incident_report": "Báo cáo rủi ro, sai sót",
    "due_days.verification": "Thẩm tra, xác minh",
    "due_days.urgent_protection": "Quyết định biện pháp bảo vệ ngay",
    "due_days.support_answer": "Trả lời kiến nghị hỗ trợ",
    "due_days.publication": "Công khai kết quả",
    "due_days.legal_risk": "Cho ý kiến về rủi ro pháp lý",
    "rework_lapse_days": "Kế hoạch chuẩn bị lại hết hiệu lực sau hạn nộp lại",
    "monitor_days": "Ghi nhận theo dõi thí điểm",
    "report_grace": "Chờ báo cáo của đơn vị sau hạn nộp",
}
# Of Decree 73/2023, whose text is none of the sources: empty until somebody fills them in.
OF_DECREE: Mapping[str, str] = {
    "nd73.receive_days": "Tiếp nhận đề xuất (Nghị định số 73/2023/NĐ-CP)",
    "nd73.answer_days": "Trả lời đề xuất (Nghị định số 73/2023/NĐ-CP)",
    "nd73.appeal_days": "Giải quyết kiến nghị (Nghị định số 73/2023/NĐ-CP)",
}
