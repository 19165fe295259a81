"""Every key that a profile file may have: its kind, whether it must be there, its choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Key:
    """What one key may hold. `columns` are the keys of each row when it is a list of tables."""

    kind: type[Any]
    required: bool = True
    choices: tuple[Any, ...] = ()
    columns: Mapping[str, type[Any]] | None = None


TEXT, NUMBER, FLAG, TEXTS = Key(str), Key(int), Key(bool), Key(list)
LATER_TEXTS, LATER_NUMBER = Key(list, required=False), Key(int, required=False)
ISSUE_TYPES = ("chua_quy_dinh", "da_quy_dinh_khong_phu_hop", "hon_hop", "trong_quy_dinh")
LEVEL_COLUMNS = {
    "rank": int,
    "key": str,
    "name": str,
    "committee": str,
    "standing_board": str,
    "standing_committee": str,
    "office": str,
    "leader_title": str,
}
DUE_DAYS = (
    "authority",
    "advice",
    "appraisal",
    "appraisal_extended",
    "coordination",
    "triage",
    "meeting",
    "reply_drafting",
    "paper_return",
    "override_report",
    "emergency_report",
    "emergency_conclusion",
    "incident_report",
    "verification",
    "urgent_protection",
    "support_answer",
    "publication",
    "legal_risk",
)
ND73 = ("receive_days", "answer_days", "appeal_days")
# Kind of case and what it came to (`*` is any), how many years it is kept, and who set that.
PERIOD_COLUMNS = {"kind": str, "outcome": str, "years": int, "source": str}
BODY_NAMES = ("committee", "standing_board", "standing_committee", "office", "leader_title")
LEAD_BODIES = (
    "monitor",
    "propaganda",
    "internal_affairs",
    "mass_mobilisation",
    "legal_review_lead",
)

KEYS: Mapping[str, Key] = {
    "code": TEXT,
    "province_name": TEXT,
    "procedure_source": Key(str, choices=("own", "QN_default")),
    # The profile on whose organisation and calendars this one is tried (app/profiles/trial.py).
    "tried_on": Key(str, required=False),
    "place_name": TEXT,
    "party_heading": TEXT,
    "state_heading": TEXTS,
    "address": Key(str, choices=("đồng chí", "ông/bà")),
    "clause_document": TEXT,
    "legal_bases": TEXTS,
    "level_list": Key(list, columns=LEVEL_COLUMNS),
    "party_terms": Key(list, columns={"key": str, "from": str}),
    **{f"body_names.{name}": TEXT for name in BODY_NAMES},
    "number_patterns.party": TEXT,
    "number_patterns.state_letter": TEXT,
    "number_patterns.state_decision": TEXT,
    "number_padding": NUMBER,
    "reset_rules.party": Key(str, choices=("term", "year")),
    "reset_rules.state": Key(str, choices=("term", "year")),
    "reset_rules.incoming": Key(str, choices=("term", "year")),
    "issue_types_allowed": Key(list, choices=ISSUE_TYPES),
    "require_own_head_report": FLAG,
    "require_basis_section": FLAG,
    "legality_items": Key(list, columns={"item": str, "label": str, "hard": bool}),
    "vote.base": Key(str, choices=("entitled",)),
    "vote.quorum": Key(str, choices=("2/3", "1/2")),
    "vote.casting": Key(bool, choices=(False,)),
    "override.scope": Key(str, choices=("no_majority", "not_approved")),
    "override.report_due": NUMBER,
    "escalation.copy_all_skipped": FLAG,
    "appraisal.negative_rule": Key(str, choices=("either", "both")),
    "appraisal.max_reappraisals": NUMBER,
    "appraisal.max_questions": NUMBER,
    "appraisal.council.min": NUMBER,
    "appraisal.council.odd": FLAG,
    "appraisal.council.quorum": Key(str, choices=("2/3", "1/2")),
    "legal_review_rank": NUMBER,
    "cost_class_c": NUMBER,
    "liability.decider": Key(str, choices=("deciding_body", "managing_body")),
    "clock.count_receipt_day": Key(bool, choices=(False,)),
    **{f"due_days.{name}": NUMBER for name in DUE_DAYS},
    "rework_lapse_days": LATER_NUMBER,
    "rework_alert_round": NUMBER,
    "skip_check_below_office_size": NUMBER,
    "monitor_days": NUMBER,
    "report_grace": NUMBER,
    **{f"lead_bodies.{name}": TEXT for name in LEAD_BODIES},
    "lead_bodies.legal_review_members": TEXTS,
    "recognition_forms": LATER_TEXTS,
    "misconduct_kinds": LATER_TEXTS,
    "campaigns": LATER_TEXTS,
    "publication_fields": LATER_TEXTS,
    # Working days of eight hours for which an auditor may read a restricted case (four eyes).
    "reading_days": LATER_NUMBER,
    "retention.case_years": LATER_NUMBER,
    "retention.periods": Key(list, required=False, columns=PERIOD_COLUMNS),
    # Terms of Decree 73/2023, whose text is none of the sources: empty until filled in.
    **{f"nd73.{name}": LATER_NUMBER for name in ND73},
}
