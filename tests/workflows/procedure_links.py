"""What leaves and enters the processes: documents, inputs of calls, messages, timers."""

from __future__ import annotations

from collections.abc import Mapping

# (process, call of S01) → the FEEL that names its document type
DOCUMENTS: Mapping[tuple[str, str], str] = {
    ("p01_art4_case", "call_notice_return"): '"CV_TRA_CAP_DUOI"',
    ("p01_art4_case", "call_notice_forward"): '"TB_CHUYEN_NOI_NHAN"',
    ("p01_art4_case", "call_notice_rework"): '"TB_CHUAN_BI_LAI"',
    ("p01_art4_case", "call_notice_incomplete"): '"TB_TRA_HO_SO"',
    ("p01_art4_case", "call_reply_infeasible"): '"TB_KHONG_KHA_THI"',
    ("p01_art4_case", "call_reply_no"): '"VB_KHONG_CHO"',
    ("p01_art4_case", "call_withdraw_ack"): '"TB_XAC_NHAN_RUT"',
    ("p01_art4_case", "call_notice_lapse"): '"TB_XAC_NHAN_RUT"',
    ("p01_art4_case", "call_reply_yes"): '"VB_CHO_CHU_TRUONG"',
    ("p01_art4_case", "mi_report_issuers"): '"BC_CO_QUAN_BAN_HANH"',
    (
        "p01b_appraisal",
        "call_assign_doc",
    ): 'if mode = "hoi_dong" then "QD_HOI_DONG" else "CV_GIAO_THAM_DINH"',
    ("p01b_appraisal", "call_submission"): '"TTR"',
    ("p01c_decision", "call_leader_decision_doc"): '"QD_NGUOI_DUNG_DAU"',
    ("p01c_decision", "call_override_report"): '"BC_NGUOI_DUNG_DAU"',
    (
        "p01d_escalate",
        "call_report_up",
    ): 'if escalation_kind = "4_2" then "BC_XIN_CHU_TRUONG" else "BC_DE_XUAT_GIAI_PHAP"',
    ("p01d_escalate", "call_inform_superior"): '"BC_DE_BIET"',
    ("p01d_escalate", "call_notice_proposer"): '"TB_CHUYEN_CAP_TREN"',
    ("p01e_extension", "call_extension_doc"): '"TB_GIA_HAN"',
    ("p02_emergency_action", "call_confirm_to_plan"): '"XN_BAO_CAO"',
    ("p02_emergency_action", "call_written_confirmation"): '"XN_BAO_CAO"',
    ("p02_emergency_action", "call_confirm_not_acted"): '"XN_BAO_CAO"',
    ("p02_emergency_action", "call_issue_report"): '"BC_KHAN_CAP"',
    ("p02_emergency_action", "call_issue_conclusion"): '"KL_KHAN_CAP"',
    ("p02_emergency_action", "call_report_up"): '"BC_VUOT_THAM_QUYEN"',
    ("p08_legal_risk", "call_issue"): '"BC_RUI_RO_PHAP_LY"',
    ("s02_superior_acknowledge", "call_direction_letter"): '"CV_CHI_DAO"',
}

# (process, call) → (fact of the called process → FEEL), the document type apart
INPUTS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("p01_art4_case", "call_notice_lapse"): {"variant": '"khong_nop_lai"'},
    ("p01_art4_case", "mi_report_issuers"): {"item": "issuer_id"},
    ("p01b_appraisal", "call_coordination"): {
        "body_ids": "coordinating",
        "opinion_due_end": "working days(profile.due_days.coordination)",
    },
    ("p01b_appraisal", "mi_members"): {"member_due_end": "working days(-3, due)"},
    ("p01d_escalate", "call_report_up"): {"hold": "true"},
    ("p01d_escalate", "call_inform_superior"): {"hold": "true"},
    ("p01e_extension", "call_extension_doc"): {"hold": "true"},
    ("p08_legal_risk", "mi_legal_opinion"): {
        "opinion_due_end": "working days(profile.due_days.legal_risk)"
    },
    ("s03_coordination_opinions", "mi_opinions"): {"opinion_due_end": "opinion_due_end"},
}

# (process, parallel call) → (collection, element)
LOOPS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("p01_art4_case", "mi_report_issuers"): ("issuer_ids", "issuer_id"),
    ("p01b_appraisal", "mi_members"): ("council_member_ids", "member_id"),
    ("p08_legal_risk", "mi_legal_opinion"): ("legal_member_ids", "body_id_asked"),
    ("s03_coordination_opinions", "mi_opinions"): ("body_ids", "body_id_asked"),
}

# (process, timer) → (its value, whether it ends what it stands on)
TIMERS: Mapping[tuple[str, str], tuple[str, bool]] = {
    ("p01_art4_case", "rework_reminder"): ("working days(-3, resubmit_by)", False),
    ("p01_art4_case", "rework_lapse"): (
        "working days(profile.rework_lapse_days, resubmit_by)",
        True,
    ),
    ("p01b1_member_sheet", "be_member_due"): ("member_due_end", True),
    ("p01c_decision", "leader_reminder"): ("working days(2)", False),
    ("p01c_decision", "override_report_late"): ("working days(1, leader_decided_at)", False),
    ("p01e_extension", "be_request_lapses"): ("current_due_end", True),
    ("p01e_extension", "t_new_due"): ("new_due_end", True),
    ("p01f_external_level", "t_external_month"): ("working days(22)", True),
    ("p01w_clock_watch", "t_d20"): ("clock.d20", True),
    ("p01w_clock_watch", "t_d25"): ("clock.d25", True),
    ("p01w_clock_watch", "t_d30"): ("clock.d30", True),
    ("p01w_clock_watch", "t_d50"): ("clock.d50", True),
    ("p01w_clock_watch", "t_d55"): ("clock.d55", True),
    ("p01w_clock_watch", "t_d60"): ("clock.d60", True),
    ("p02_emergency_action", "be_confirm_daily"): ("R/P1D", False),
    ("p02_emergency_action", "be_report_missing"): (
        '"R/" + string(working days(3, decided_at)) + "/P1D"',
        False,
    ),
    ("p08a_legal_opinion", "be_opinion_due"): ("opinion_due_end", True),
    ("s02_superior_acknowledge", "be_ack_reminder"): ("working days(5)", False),
    ("s02_superior_acknowledge", "be_review_reminder"): ("working days(5)", False),
    ("s03a_one_opinion", "be_opinion_due"): ("opinion_due_end", True),
}

# message → events that throw it
THROWN: Mapping[str, frozenset[tuple[str, str]]] = {
    "abuse_suspected": frozenset({("p02_emergency_action", "throw_abuse")}),
    "amendment_proposed": frozenset(
        {
            ("p01_art4_case", "throw_amendment_proposed"),
            ("p01c_decision", "throw_issuer_report"),
        }
    ),
    "case_approved": frozenset({("p01_art4_case", "throw_case_approved")}),
    "case_closed": frozenset(
        {
            ("p01_art4_case", "end_infeasible"),
            ("p01_art4_case", "end_rejected"),
            ("p01_art4_case", "end_no_go"),
            ("p01_art4_case", "end_withdrawn"),
            ("p01_art4_case", "end_lapsed"),
            ("p01_art4_case", "end_approved"),
            ("p01_art4_case", "end_approved_by_leader"),
        }
    ),
    "incident_reported": frozenset({("p02_emergency_action", "throw_incident")}),
    "plan_requested": frozenset(
        {
            ("p02_emergency_action", "throw_plan_now"),
            ("p02_emergency_action", "throw_follow_up_plan"),
        }
    ),
    "superior_direction": frozenset({("s02_superior_acknowledge", "throw_superior_direction")}),
    "superior_report_issued": frozenset(
        {
            ("p01c_decision", "throw_superior_report"),
            ("p02_emergency_action", "throw_superior_report"),
        }
    ),
}

# message → events that wait for it or start on it
CAUGHT: Mapping[str, frozenset[tuple[str, str]]] = {
    "conditions_allow": frozenset({("p02_emergency_action", "wait_conditions")}),
    "extension_requested": frozenset({("p01e_extension", "start_extension")}),
    "external_answer": frozenset({("p01f_external_level", "m_external_answer")}),
    "leader_vacant": frozenset({("p01c_decision", "be_leader_vacant")}),
    "pass_closed": frozenset(
        {
            ("p01e_extension", "be_closed_deciding"),
            ("p01e_extension", "be_closed_signing"),
            ("p01e_extension", "m_closed_extended"),
            ("p01w_clock_watch", "m_closed_d20"),
            ("p01w_clock_watch", "m_closed_d25"),
            ("p01w_clock_watch", "m_closed_d30"),
            ("p01w_clock_watch", "m_closed_d50"),
            ("p01w_clock_watch", "m_closed_d55"),
            ("p01w_clock_watch", "m_closed_d60"),
            ("p01w_clock_watch", "m_closed_after_d60"),
        }
    ),
    "pass_opened": frozenset({("p01w_clock_watch", "start_watch")}),
    "plan_requested": frozenset({("p01_art4_case", "start_plan_message")}),
    "superior_report_issued": frozenset({("s02_superior_acknowledge", "start_superior_report")}),
    "withdraw_plan": frozenset(
        {
            ("p01_art4_case", "be_withdraw_pass"),
            ("p01_art4_case", "be_withdraw_escalate"),
            ("p01_art4_case", "be_withdraw_external"),
            ("p01_art4_case", "be_withdraw_rework"),
        }
    ),
}

# escalation code → (end that throws it, boundary event that catches it)
ESCALATIONS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "QN_4_2": (("p01a_intake_authority", "esc_4_2"), ("p01_art4_case", "be_esc_4_2")),
    "QN_4_3B1": (("p01c_decision", "esc_4_3b1"), ("p01_art4_case", "be_esc_4_3b1")),
}
