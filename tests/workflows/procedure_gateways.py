"""The choices of the processes: where each exclusive gateway leads, and on which condition."""

from __future__ import annotations

from collections.abc import Mapping

# (process, gateway) → (target → condition); the default's condition is empty
GATEWAYS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("p01_art4_case", "gw_channel"): {
        "prepare_plan": "",
        "enter_paper_plan": 'channel in ["giay", "buu_chinh"]',
    },
    ("p01_art4_case", "gw_eligible"): {
        "svc_resolve_managing_body": "eligible = true",
        "prepare_plan": "",
    },
    ("p01_art4_case", "gw_own_head"): {
        "svc_submit": "",
        "inform_own_head": "profile.require_own_head_report = true",
    },
    ("p01_art4_case", "gw_level_outcome"): {
        "svc_prepare_reply": 'level_outcome in ["approved", "approved_by_leader"]',
        "svc_open_pass": 'level_outcome = "returned_by_external"',
        "resolve_outcome": "",
        "call_notice_rework": 'level_outcome = "rework"',
        "call_notice_incomplete": 'level_outcome = "incomplete"',
        "call_notice_return": 'level_outcome = "return_down"',
        "call_notice_forward": 'level_outcome = "wrong_destination"',
        "call_reply_infeasible": 'level_outcome = "infeasible"',
        "call_reply_no": 'level_outcome in ["rejected", "no_go"]',
    },
    ("p01_art4_case", "gw_target_onboarded"): {
        "svc_push_body": "target_onboarded = true",
        "call_external_level": "",
    },
    ("p01_art4_case", "gw_refused_by"): {
        "end_rejected": "",
        "end_no_go": 'level_outcome = "no_go"',
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
        "throw_case_approved": "",
        "gw_approved_by": 'kind = "adjustment"',
    },
    ("p01_art4_case", "gw_approved_by"): {
        "end_approved": "",
        "end_approved_by_leader": 'level_outcome = "approved_by_leader"',
    },
    ("p01_level_pass", "gw_intake"): {
        "call_appraisal": 'intake_outcome = "accepted"',
        "incomplete": 'intake_outcome = "incomplete"',
        "wrong_destination": 'intake_outcome = "wrong_destination"',
        "return_down": 'intake_outcome = "return_down"',
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
        "approved_by_leader": 'decision_outcome = "approved_by_leader"',
        "rejected": 'decision_outcome = "rejected"',
        "no_go": 'decision_outcome = "no_go"',
        "rework": 'decision_outcome = "rework"',
        "return_down": 'decision_outcome = "return_down"',
        "unresolved": "",
    },
    ("p01a_intake_authority", "gw_skip_register"): {
        "register_incoming": "",
        "rule_competence": "skip_register = true",
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
        "return_down": 'finding = "thuoc_cap_duoi"',
        "svc_record_escalation": 'finding = "vuot_tham_quyen"',
        "determine_authority": "",
    },
    ("p01b_appraisal", "gw_legal"): {
        "call_legal_risk": "legal_review_assigned = true",
        "gw_legal_done": "",
    },
    ("p01b_appraisal", "gw_mode"): {
        "mi_members": 'mode = "hoi_dong"',
        "gw_coordination": "",
    },
    ("p01b_appraisal", "gw_coordination"): {
        "call_coordination": "count(coordinating) > 0",
        "gw_coordination_done": "",
    },
    ("p01b_appraisal", "gw_back_to_report"): {
        "write_council_report": 'mode = "hoi_dong"',
        "write_appraisal": "",
    },
    ("p01b_appraisal", "gw_report_next"): {
        "ask_proposer": 'report_next = "yeu_cau_giai_trinh"',
        "check_report": "",
    },
    ("p01b_appraisal", "gw_report_complete"): {
        "join_appraisal": "complete = true",
        "gw_back_to_report": "",
    },
    ("p01b_appraisal", "gw_triage"): {
        "call_submission": 'action in ["trinh_ban_thuong_vu", "trinh_cap_uy"]',
        "negative": 'action = "thong_bao"',
        "redetermine": 'action = "xac_dinh_lai_tham_quyen"',
        "assign_appraisal": 'action = "tham_dinh_lai"',
        "triage_after_appraisal": "",
    },
    ("p01c_decision", "gw_minutes"): {
        "svc_count": "agree = true",
        "record_meeting": "",
    },
    ("p01c_decision", "gw_quorum"): {
        "gw_authority2": "quorum_ok = true",
        "schedule_meeting": "",
    },
    ("p01c_decision", "gw_authority2"): {
        "gw_prepared": 'authority = "trong"',
        "svc_record_escalation": 'authority = "vuot"',
        "return_down": 'authority = "giao_cap_duoi"',
        "record_meeting": "",
    },
    ("p01c_decision", "gw_prepared"): {
        "gw_thorough": 'preparation = "ky"',
        "gw_issuer_report": 'preparation = "chua_ky"',
        "record_meeting": "",
    },
    ("p01c_decision", "gw_issuer_report"): {
        "throw_issuer_report": "report_to_issuer = true",
        "rework": "",
    },
    ("p01c_decision", "gw_thorough"): {
        "gw_vote": "discussed_thoroughly = true",
        "schedule_meeting": "",
    },
    ("p01c_decision", "gw_vote"): {
        "approved": 'vote_result = "approved"',
        "rejected": 'vote_result = "rejected" and profile.override.scope = "no_majority"',
        "svc_leader_check": (
            'vote_result = "no_consensus" or '
            '(vote_result = "rejected" and profile.override.scope = "not_approved")'
        ),
        "record_meeting": "",
    },
    ("p01c_decision", "gw_leader_conflict"): {
        "leader_decision": "",
        "svc_record_escalation": 'leader_status in ["xung_dot", "khuyet"]',
    },
    ("p01c_decision", "gw_leader"): {
        "call_leader_decision_doc": 'decision = "quyet_dinh"',
        "no_go": 'decision = "khong"',
        "leader_decision": "",
    },
    ("p01d_escalate", "gw_skips_level"): {
        "call_inform_superior": "skips_level = true",
        "gw_skip_done": "",
    },
    ("p01e_extension", "gw_admissible"): {
        "decide_extension": "admissible = true",
        "svc_notify_refused": "",
    },
    ("p01e_extension", "gw_extension"): {
        "call_extension_doc": 'decision = "dong_y"',
        "ext_declined": 'decision = "khong"',
        "decide_extension": "",
    },
    ("p01e_extension", "gw_applied"): {
        "eg_extended": "extension_applied = true",
        "ext_lapsed": "",
    },
    ("p01e_extension", "gw_refusal"): {
        "ext_refused_late": 'refusal_code = "late"',
        "ext_refused_cap": 'refusal_code = "over_cap"',
        "ext_refused_not_later": 'refusal_code = "not_later"',
        "ext_refused_ground": "",
    },
    ("p01f_external_level", "gw_external_confirmed"): {
        "gw_external": "agree = true",
        "record_external_answer": "",
    },
    ("p01f_external_level", "gw_external"): {
        "approved": 'external_outcome = "approved"',
        "rejected": 'external_outcome = "rejected"',
        "rework": 'external_outcome = "rework"',
        "returned_by_external": 'external_outcome = "return_down"',
        "record_external_answer": "",
    },
    ("p02_emergency_action", "gw_reached"): {
        "recipient_confirm": 'attempts_result = "reached"',
        "record_own_decision": 'attempts_result = "unable"',
        "log_attempts": "",
    },
    ("p02_emergency_action", "gw_confirm"): {
        "gw_direction": 'received = "yes"',
        "record_own_decision": 'received = "no"',
        "recipient_confirm": "",
    },
    ("p02_emergency_action", "gw_direction"): {
        "record_action_a": 'direction in ["dong_y_xu_ly", "chi_dao_khac"]',
        "confirm_no_action": 'direction = "khong_thuc_hien"',
        "call_confirm_to_plan": 'direction = "lap_ke_hoach"',
        "recipient_confirm": "",
    },
    ("p02_emergency_action", "gw_followed"): {
        "head_table": 'followed_direction = "yes"',
        "schedule_collective": "",
    },
    ("p02_emergency_action", "gw_head_table"): {
        "end_reported": 'to_collective = "khong"',
        "schedule_collective": "",
    },
    ("p02_emergency_action", "gw_acted"): {
        "call_confirm_not_acted": 'acted = "no"',
        "record_own_decision": "",
    },
    ("p02_emergency_action", "gw_conclusion_confirmed"): {
        "call_issue_conclusion": "agree = true",
        "collective_conclusion": "",
    },
    ("p02_emergency_action", "gw_follow_up"): {
        "throw_follow_up_plan": 'follow_up_plan = "yes"',
        "gw_conclusion": "",
    },
    ("p02_emergency_action", "gw_conclusion"): {
        "end_endorsed": 'conclusion = "dung_dan"',
        "throw_incident": 'conclusion = "co_thieu_sot"',
        "call_report_up": 'conclusion = "vuot_tham_quyen"',
        "throw_abuse": 'conclusion = "loi_dung"',
        "end_not_justified": 'conclusion = "khong_du_dieu_kien"',
        "collective_conclusion": "",
    },
    ("s01_issue_document", "gw_check_needed"): {
        "check_draft": "",
        "sign_document": "check_required = false",
    },
    ("s01_issue_document", "gw_check"): {
        "sign_document": "ok = true",
        "edit_draft": "",
    },
    ("s01_issue_document", "gw_sign"): {
        "gw_hold": 'sign = "ky"',
        "edit_draft": "",
    },
    ("s01_issue_document", "gw_hold"): {
        "svc_number_issue": "",
        "end_signed": "hold = true",
    },
    ("s02_superior_acknowledge", "gw_direction_needed"): {
        "call_direction_letter": 'direction in ["tiep_tuc", "tam_dung", "dung"]',
        "s02_noted": 'direction = "da_biet"',
        "superior_review": "",
    },
}
