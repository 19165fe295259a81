"""The first cut of the procedure as the design writes it: elements, roles, topics, documents.

A process owner's edit that drops one of these is caught here, not in production.
"""

from __future__ import annotations

from collections.abc import Mapping

# process → (user task → role)
ROLES: Mapping[str, Mapping[str, str]] = {
    "p01_art4_case": {
        "prepare_plan": "proposer",
        "enter_paper_plan": "office",
        "rework_plan": "proposer",
        "resolve_outcome": "office_lead",
    },
    "p01_level_pass": {},
    "p01a_intake_authority": {
        "register_incoming": "office",
        "determine_authority": "office",
        "confirm_authority": "standing_committee",
    },
    "p01b_appraisal": {
        "advise_appraisal": "office",
        "assign_appraisal": "standing_committee",
        "write_appraisal": "appraisal_body",
        "ask_proposer": "proposer",
        "check_report": "office",
        "triage_after_appraisal": "standing_committee",
    },
    "p01c_decision": {
        "schedule_meeting": "office",
        "record_meeting": "board_secretary",
        "confirm_minutes": "meeting_chair",
    },
    "s01_issue_document": {
        "edit_draft": "drafter",
        "check_draft": "office_lead",
        "sign_document": "signer",
    },
    "p01w_clock_watch": {},
}

# process → (service task → topic)
TOPICS: Mapping[str, Mapping[str, str]] = {
    "p01_art4_case": {
        "svc_resolve_managing_body": "case.resolve_managing_body",
        "inform_own_head": "notify.own_head",
        "svc_submit": "case.submit",
        "svc_open_pass": "pass.open",
        "svc_set_body": "pass.set_body",
        "svc_prepare_reply": "reply.prepare",
        "svc_remind_rework": "notify.remind",
        "svc_resubmit": "case.resubmit",
    },
    "p01_level_pass": {"svc_set_skip_register": "pass.skip_register"},
    "p01a_intake_authority": {"svc_ack": "doc.receipt"},
    "p01b_appraisal": {},
    "p01c_decision": {"svc_members_snapshot": "meeting.snapshot", "svc_count": "vote.count"},
    "s01_issue_document": {
        "svc_render_draft": "doc.render",
        "svc_number_issue": "doc.issue",
        "svc_deliver": "doc.deliver",
    },
    "p01w_clock_watch": {
        "svc_remind_d20": "clock.remind",
        "svc_remind_d25": "clock.remind",
        "svc_check_d30": "clock.check_deadline",
        "svc_remind_d50": "clock.remind",
        "svc_remind_d55": "clock.remind",
        "svc_check_d60": "clock.check_deadline",
    },
}

# process → (business rule task → table)
TABLES: Mapping[str, Mapping[str, str]] = {
    "p01_art4_case": {"svc_check_eligibility": "dmn_eligibility"},
    "p01a_intake_authority": {"rule_competence": "dmn_competence"},
    "p01b_appraisal": {"rule_forum": "dmn_forum"},
}

# process → end events that are outcomes
OUTCOMES: Mapping[str, frozenset[str]] = {
    "p01_art4_case": frozenset({"end_approved", "end_rejected", "end_infeasible", "end_lapsed"}),
    "p01_level_pass": frozenset(
        {
            "approved",
            "rejected",
            "infeasible",
            "rework",
            "incomplete",
            "wrong_destination",
            "unresolved",
        }
    ),
    "p01a_intake_authority": frozenset({"accepted", "incomplete", "wrong_destination"}),
    "p01b_appraisal": frozenset({"to_forum", "negative", "redetermine"}),
    "p01c_decision": frozenset({"approved", "rejected", "rework"}),
    "s01_issue_document": frozenset({"end_issued", "end_signed"}),
    "p01w_clock_watch": frozenset({"watch_done"}),
}

# call of S01 → the FEEL that names its document type
DOCUMENTS: Mapping[str, str] = {
    "call_reply_yes": '"VB_CHO_CHU_TRUONG"',
    "call_reply_no": '"VB_KHONG_CHO"',
    "call_reply_infeasible": '"TB_KHONG_KHA_THI"',
    "call_notice_rework": '"TB_CHUAN_BI_LAI"',
    "call_notice_incomplete": '"TB_TRA_HO_SO"',
    "call_notice_forward": '"TB_CHUYEN_NOI_NHAN"',
    "call_notice_lapse": '"TB_XAC_NHAN_RUT"',
    "mi_report_issuers": '"BC_CO_QUAN_BAN_HANH"',
    "call_assign_doc": 'if mode = "hoi_dong" then "QD_HOI_DONG" else "CV_GIAO_THAM_DINH"',
    "call_submission": '"TTR"',
}

# timer → its value
TIMERS: Mapping[str, str] = {
    "rework_reminder": "working days(-3, resubmit_by)",
    "rework_lapse": "working days(profile.rework_lapse_days, resubmit_by)",
    **{f"t_d{mark}": f"clock.d{mark}" for mark in (20, 25, 30, 50, 55, 60)},
}

# (process, gateway) → (target → condition); the default's condition is empty
GATEWAYS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("p01_art4_case", "gw_channel"): {
        "enter_paper_plan": 'channel in ["giay", "buu_chinh"]',
        "prepare_plan": "",
    },
    ("p01_art4_case", "gw_eligible"): {
        "svc_resolve_managing_body": "eligible = true",
        "prepare_plan": "",
    },
    ("p01_art4_case", "gw_own_head"): {
        "inform_own_head": "profile.require_own_head_report = true",
        "svc_submit": "",
    },
    ("p01_art4_case", "gw_level_outcome"): {
        "svc_prepare_reply": 'level_outcome in ["approved", "approved_by_leader"]',
        "call_reply_no": 'level_outcome in ["rejected", "no_go"]',
        "call_reply_infeasible": 'level_outcome = "infeasible"',
        "call_notice_rework": 'level_outcome = "rework"',
        "call_notice_incomplete": 'level_outcome = "incomplete"',
        "call_notice_forward": 'level_outcome = "wrong_destination"',
        "resolve_outcome": "",
    },
    ("p01_art4_case", "gw_regulated"): {
        "mi_report_issuers": "count(issuer_ids) > 0",
        "gw_issuers_done": "",
    },
    ("p01_art4_case", "gw_own_rule"): {
        "throw_amendment_proposed": "count(own_provisions) > 0",
        "gw_own_rule_done": "",
    },
    ("p01_art4_case", "gw_kind"): {
        "end_approved": 'kind = "adjustment"',
        "throw_case_approved": "",
    },
    ("p01_level_pass", "gw_intake"): {
        "call_appraisal": 'intake_outcome = "accepted"',
        "incomplete": 'intake_outcome = "incomplete"',
        "wrong_destination": 'intake_outcome = "wrong_destination"',
        "unresolved": "",
    },
    ("p01_level_pass", "gw_appraisal"): {
        "call_decision": 'appraisal_outcome = "to_forum"',
        "infeasible": 'appraisal_outcome = "negative"',
        "svc_set_skip_register": 'appraisal_outcome = "redetermine"',
        "unresolved": "",
    },
    ("p01_level_pass", "gw_decision"): {
        "approved": 'decision_outcome = "approved"',
        "rejected": 'decision_outcome = "rejected"',
        "rework": 'decision_outcome = "rework"',
        "unresolved": "",
    },
    ("p01a_intake_authority", "gw_skip_register"): {
        "rule_competence": "skip_register = true",
        "register_incoming": "",
    },
    ("p01a_intake_authority", "gw_complete"): {
        "rule_competence": 'completeness = "du"',
        "incomplete": 'completeness = "thieu"',
        "wrong_destination": 'completeness = "sai_noi_nhan"',
        "register_incoming": "",
    },
    ("p01a_intake_authority", "gw_confirmed"): {
        "gw_authority": "agree = true",
        "determine_authority": "",
    },
    ("p01a_intake_authority", "gw_authority"): {
        "accepted": 'finding = "trong_tham_quyen"',
        "determine_authority": "",
    },
    ("p01b_appraisal", "gw_report_next"): {
        "ask_proposer": 'report_next = "yeu_cau_giai_trinh"',
        "check_report": "",
    },
    ("p01b_appraisal", "gw_report_complete"): {
        "triage_after_appraisal": "complete = true",
        "gw_back_to_report": "",
    },
    ("p01b_appraisal", "gw_triage"): {
        "negative": 'action = "thong_bao"',
        "assign_appraisal": 'action = "tham_dinh_lai"',
        "call_submission": 'action in ["trinh_ban_thuong_vu", "trinh_cap_uy"]',
        "redetermine": 'action = "xac_dinh_lai_tham_quyen"',
        "triage_after_appraisal": "",
    },
    ("p01c_decision", "gw_minutes"): {"svc_count": "agree = true", "record_meeting": ""},
    ("p01c_decision", "gw_quorum"): {"gw_authority2": "quorum_ok = true", "schedule_meeting": ""},
    ("p01c_decision", "gw_authority2"): {
        "gw_prepared": 'authority = "trong"',
        "record_meeting": "",
    },
    ("p01c_decision", "gw_prepared"): {
        "rework": 'preparation = "chua_ky"',
        "gw_thorough": 'preparation = "ky"',
        "record_meeting": "",
    },
    ("p01c_decision", "gw_thorough"): {
        "gw_vote": "discussed_thoroughly = true",
        "schedule_meeting": "",
    },
    ("p01c_decision", "gw_vote"): {
        "approved": 'vote_result = "approved"',
        "rejected": 'vote_result = "rejected" and profile.override.scope = "no_majority"',
        "schedule_meeting": 'vote_result = "no_consensus" or '
        '(vote_result = "rejected" and profile.override.scope = "not_approved")',
        "record_meeting": "",
    },
    ("s01_issue_document", "gw_check_needed"): {
        "sign_document": "check_required = false",
        "check_draft": "",
    },
    ("s01_issue_document", "gw_check"): {"sign_document": "ok = true", "edit_draft": ""},
    ("s01_issue_document", "gw_sign"): {"gw_hold": 'sign = "ky"', "edit_draft": ""},
    ("s01_issue_document", "gw_hold"): {"end_signed": "hold = true", "svc_number_issue": ""},
}
