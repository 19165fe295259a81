"""What the register gives the forms beyond the straight path of Article 4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.forms import Option
from tests.forms import emergency_answers


def choices(*values: str) -> tuple[Option, ...]:
    """Return options whose labels are their values."""
    return tuple(Option(value, value.title()) for value in values)


OPTIONS: Mapping[str, tuple[Option, ...]] = {
    "superiors": choices("MG-TU", "TW", "MG-DUK"),
    "escalation_target": choices("MG-TU"),
}
FACTS: Mapping[str, Any] = {
    # authority
    "entry_reason": "submitted",
    "superior_granted": False,
    "grant_document": None,
    "superior_ids": ["MG-TU", "TW"],
    "expected_body": "MG-HX",
    "returned_by_ids": [],
    # appraisal
    "scope_wide_complex": False,
    "conflicted_people": [{"id": "thu", "name": "Hoàng Thị Thu"}],
    "council_size": 5,
    "council_free": 5,
    "asked_count": 0,
    "overall_risk": None,
    "legal_findings": [],
    "member_risk_levels": ["cao", "cao"],
    # meeting and the head
    "stack_depth": 1,
    "vote_result": "no_consensus",
    "quorum_ok": True,
    "discussed_thoroughly": True,
    "authority": "trong",
    "preparation": "ky",
    "leader_status": "tai_vi",
    "legality_failed": [],
    "superior_name": "Tỉnh ủy Minh Giang",
    # upwards
    "escalation_kind": "4_3b",
    "target_id": "MG-TU",
    "superior_id": "MG-TU",
    "current_due": "2024-04-15",
    "cap": "2024-05-30",
    "report_issued_at": "2024-03-04T08:00:00+07:00",
    # an emergency
    "detected_at": emergency_answers.DETECTED,
    "decided_at": emergency_answers.DECIDED,
    "cadre_id": "khoi",
    "attempts_logged": [],
}
LOGGED = emergency_answers.attempt()
SENT = {"who": "Phòng Kinh tế", "view": "Đồng ý", "content": "Đồng ý với kế hoạch."}
PREFILL: Mapping[str, Mapping[str, Any]] = {
    "p01e_extension.decide_extension": {"requested_due": "2024-05-23"},
    "p02_emergency_action.write_emergency_report": {
        "situation": "Lũ chia cắt thôn Khe Trúc.",
        "attempts": [LOGGED],
    },
    "p02_emergency_action.collective_conclusion": {"members_total": 9},
}
