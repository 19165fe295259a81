"""Invented values for every variable, so that a text can be looked at before any case needs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.variables import VARIABLES

_NOON = "2024-04-24T12:00:00+07:00"
_CODES: Mapping[str, str] = {
    "channel": "dien_tu",
    "issue_type": "chua_quy_dinh",
    "finding": "trong_tham_quyen",
    "proposal": "co_quan",
    "feasibility": "kha_thi",
    "effectiveness": "hieu_qua",
    "overall": "positive",
    "action": "trinh_ban_thuong_vu",
    "authority": "trong",
    "preparation": "ky",
    "approval_kind": "thi_diem",
    "reporting_cycle": "quy",
    "decision": "thuc_hien",
    "direction": "tiep_tuc",
    "overall_risk": "trung_binh",
    "opinion": "dong_y",
    "feasible": "co",
    "effective": "co",
    "conclusion": "dung_dan",
    "return_mode": "giao_cap_duoi",
}
_DAYS = (
    *("received_on", "due", "appraisal_due", "issued_on", "date_from", "date_to", "resubmit_by"),
    *("external_on", "current_due", "new_due", "leader_decision_on"),
)
_MOMENTS = ("meeting_at", "held_at", "detected_at", "received_at", "decided_at")
_NUMBERS: Mapping[str, int] = {
    "round_no": 1,
    "incoming_no": 42,
    "members_total": 11,
    "present": 11,
    "votes_for": 9,
    "votes_against": 1,
    "votes_abstain": 1,
    "est_cost": 1_500_000_000,
}
_PAPER = {
    "name": "Báo cáo xin chủ trương",
    "number": "số 07-BC/ThU",
    "issued_on": "2024-03-12",
    "to": "Tỉnh ủy Minh Giang",
}
_ROWS: Mapping[str, Any] = {
    "addressee_names": ["[nơi kính gửi]"],
    "recipient_names": ["[nơi nhận]"],
    "missing_items": ["rui_ro"],
    "recused": [],
    "rework_points": [{"point": "phương án tài chính"}],
    "risks": [{"description": "thiếu vốn", "prevention": "chia hai giai đoạn"}],
    "provisions": [
        {
            "doc_no": "Nghị định 1/2020",
            "provision": "Điều 5",
            "why_unsuitable": "không còn hợp với thực tiễn",
            "request": "sua_doi",
        }
    ],
    "own_provisions": [],
    "support": [{"content": "bố trí mặt bằng", "provider": "Ủy ban nhân dân"}],
    "opinions": [{"content": "làm rõ nguồn vốn"}],
    "legality": [{"label": "Không trái Hiến pháp", "ok": True}],
    "appraisal_legality": [{"label": "Không trái Hiến pháp", "ok": True}],
    "risks_assessed": [{"risk": "thiếu vốn", "prevention": "chia hai giai đoạn"}],
    "reports_up": [_PAPER],
    "history": [_PAPER],
    "council_rows": [{"name": "Lê Thị Mai Hương", "title": "Phó Bí thư", "role": "chair"}],
    "legal_opinions_received": [{"who": "Sở Tư pháp", "view": "không có rủi ro"}],
    "findings": [{"risk": "chậm tiến độ", "prevention": "theo dõi hằng tháng"}],
    "attempts": [
        {"at": _NOON, "to_role": "nguoi_dung_dau", "channel": "dien_thoai", "result": "khong_gap"}
    ],
    "external_outcome": None,
    "signed_in_person": None,
    "supplementary_only": None,
    "has_board": True,
    "variant": "",
}


def sample_variables(**changes: Any) -> dict[str, Any]:
    """Return a value for every variable; what is plain text says in brackets what it stands for."""
    words = {name: f"[{label}]" for name, label in VARIABLES.items()}
    days = dict.fromkeys(_DAYS, "2024-04-24")
    moments = dict.fromkeys(_MOMENTS, _NOON)
    digest = {"plan_hash": "0" * 64}
    return {**words, **_CODES, **days, **moments, **_NUMBERS, **_ROWS, **digest, **changes}
