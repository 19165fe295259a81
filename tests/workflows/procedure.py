"""Core 1 and P08 as the design writes them: tasks with roles, topics, tables, outcomes.

A process owner's edit that drops one of these is caught here, not in production.
"""

from __future__ import annotations

from collections.abc import Mapping

# process → (user task → role)
ROLES: Mapping[str, Mapping[str, str]] = {
    "p01_art4_case": {
        "prepare_plan": "proposer",
        "enter_paper_plan": "office",
        "resolve_outcome": "office_lead",
        "rework_plan": "proposer",
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
        "council_meeting": "council_secretary",
        "write_council_report": "council_chair",
        "ask_proposer": "proposer",
        "check_report": "office",
        "triage_after_appraisal": "standing_committee",
    },
    "p01b1_member_sheet": {
        "member_assess": "council_member",
    },
    "p01c_decision": {
        "schedule_meeting": "office",
        "record_meeting": "board_secretary",
        "confirm_minutes": "meeting_chair",
        "leader_decision": "leader",
    },
    "p01d_escalate": {
        "draft_escalation": "office",
    },
    "p01e_extension": {
        "decide_extension": "standing_committee",
    },
    "p01f_external_level": {
        "record_external_answer": "office",
        "confirm_external": "standing_committee",
    },
    "p01w_clock_watch": {},
    "p02_emergency_action": {
        "describe_situation": "cadre",
        "log_attempts": "cadre",
        "recipient_confirm": "recipient",
        "record_action_a": "cadre",
        "head_table": "direct_leader",
        "confirm_no_action": "cadre",
        "record_own_decision": "cadre",
        "write_emergency_report": "reporter",
        "schedule_collective": "direct_office",
        "collective_conclusion": "board_secretary",
        "confirm_conclusion": "meeting_chair",
    },
    "p08_legal_risk": {
        "write_legal_risk": "legal_review_lead",
    },
    "p08a_legal_opinion": {
        "legal_opinion": "legal_review_member",
    },
    "s01_issue_document": {
        "edit_draft": "drafter",
        "check_draft": "office_lead",
        "sign_document": "signer",
    },
    "s02_superior_acknowledge": {
        "acknowledge_report": "superior_office",
        "superior_review": "superior_leader",
    },
    "s03_coordination_opinions": {},
    "s03a_one_opinion": {
        "give_opinion": "coordinating_body",
    },
}

# process → (service task → topic)
TOPICS: Mapping[str, Mapping[str, str]] = {
    "p01_art4_case": {
        "svc_resolve_managing_body": "case.resolve_managing_body",
        "inform_own_head": "notify.own_head",
        "svc_submit": "case.submit",
        "svc_open_pass": "pass.open",
        "svc_push_body": "pass.push_body",
        "svc_pop_body": "pass.pop_body",
        "svc_set_body": "pass.set_body",
        "svc_remind_rework": "notify.remind",
        "svc_resubmit": "case.resubmit",
        "svc_prepare_reply": "reply.prepare",
    },
    "p01_level_pass": {
        "svc_set_skip_register": "pass.skip_register",
    },
    "p01a_intake_authority": {
        "svc_ack": "doc.receipt",
        "svc_record_escalation": "escalation.record",
    },
    "p01b1_member_sheet": {
        "svc_mark_silent": "opinion.mark_silent",
    },
    "p01c_decision": {
        "svc_members_snapshot": "meeting.snapshot",
        "svc_count": "vote.count",
        "svc_leader_check": "leader.check",
        "svc_remind_leader": "notify.remind",
        "svc_alert_override_late": "alert.override_late",
        "svc_record_escalation": "escalation.record",
    },
    "p01d_escalate": {
        "svc_release_pair": "doc.release_held",
    },
    "p01e_extension": {
        "svc_load_clock": "clock.load",
        "svc_apply_extension": "clock.apply_extension",
        "svc_check_deadline": "clock.check_deadline",
        "svc_notify_refused": "notify.extension_refused",
    },
    "p01f_external_level": {
        "svc_remind_external": "notify.remind",
    },
    "p01w_clock_watch": {
        "svc_remind_d20": "clock.remind",
        "svc_remind_d25": "clock.remind",
        "svc_check_d30": "clock.check_deadline",
        "svc_remind_d50": "clock.remind",
        "svc_remind_d55": "clock.remind",
        "svc_check_d60": "clock.check_deadline",
    },
    "p02_emergency_action": {
        "svc_assess_attempts": "emergency.assess_attempts",
        "svc_remind_recipient": "notify.remind",
        "svc_alert_daily": "alert.emergency_report",
    },
    "p08_legal_risk": {
        "svc_members": "legal.members",
    },
    "p08a_legal_opinion": {
        "svc_mark_silent": "opinion.mark_silent",
    },
    "s01_issue_document": {
        "svc_render_draft": "doc.render",
        "svc_number_issue": "doc.issue",
        "svc_deliver": "doc.deliver",
    },
    "s02_superior_acknowledge": {
        "svc_remind_ack": "notify.remind",
        "svc_remind_review": "notify.remind",
    },
    "s03a_one_opinion": {
        "svc_mark_silent": "opinion.mark_silent",
    },
}

# process → (business rule task → table)
TABLES: Mapping[str, Mapping[str, str]] = {
    "p01_art4_case": {"svc_check_eligibility": "dmn_eligibility"},
    "p01a_intake_authority": {"rule_competence": "dmn_competence"},
    "p01b_appraisal": {"rule_forum": "dmn_forum"},
    "p01e_extension": {"rule_extension": "dmn_extension"},
}

# process → end events that are outcomes; those of side branches are left out
OUTCOMES: Mapping[str, frozenset[str]] = {
    "p01_art4_case": frozenset(
        {
            "end_infeasible",
            "end_rejected",
            "end_no_go",
            "end_withdrawn",
            "end_lapsed",
            "end_approved",
            "end_approved_by_leader",
        }
    ),
    "p01_level_pass": frozenset(
        {
            "incomplete",
            "wrong_destination",
            "infeasible",
            "approved",
            "approved_by_leader",
            "rejected",
            "no_go",
            "rework",
            "return_down",
            "unresolved",
        }
    ),
    "p01a_intake_authority": frozenset(
        {"accepted", "return_down", "esc_4_2", "incomplete", "wrong_destination"}
    ),
    "p01b_appraisal": frozenset({"to_forum", "negative", "redetermine"}),
    "p01b1_member_sheet": frozenset({"sheet_filed", "sheet_silent"}),
    "p01c_decision": frozenset(
        {
            "return_down",
            "rework",
            "approved",
            "rejected",
            "no_go",
            "approved_by_leader",
            "esc_4_3b1",
        }
    ),
    "p01d_escalate": frozenset({"escalated"}),
    "p01e_extension": frozenset(
        {
            "ext_declined",
            "ext_moot",
            "ext_done",
            "ext_lapsed",
            "ext_refused_late",
            "ext_refused_cap",
            "ext_refused_not_later",
            "ext_refused_ground",
        }
    ),
    "p01f_external_level": frozenset({"approved", "rejected", "rework", "returned_by_external"}),
    "p01w_clock_watch": frozenset({"watch_done"}),
    "p02_emergency_action": frozenset(
        {
            "end_to_plan",
            "end_reported",
            "end_not_acted",
            "end_endorsed",
            "end_to_protection",
            "end_reported_up",
            "end_abuse",
            "end_not_justified",
        }
    ),
    "p08_legal_risk": frozenset({"legal_done"}),
    "p08a_legal_opinion": frozenset({"opinion_given", "opinion_silent"}),
    "s01_issue_document": frozenset({"end_issued", "end_signed"}),
    "s02_superior_acknowledge": frozenset({"s02_directed", "s02_noted"}),
    "s03_coordination_opinions": frozenset({"opinions_done"}),
    "s03a_one_opinion": frozenset({"opinion_given", "opinion_silent"}),
}
