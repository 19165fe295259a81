"""The names that the invariants look for in diagrams and forms: the one rule file (house rule 2.3).

Changed only with an administrator's review: who renames a node here and in a diagram keeps a proof,
who renames it in the diagram alone is told that what the proof speaks of is gone.
"""

from __future__ import annotations

# No timer may move these (INV-21); the marking of a silent opinion and the lapse are apart.
from app.domain.patience import LAPSE as LAPSE
from app.domain.patience import PATIENT as PATIENT

CASE = "p01_art4_case"
LEVEL = "p01_level_pass"
INTAKE = "p01a_intake_authority"
SHEET = "p01b1_member_sheet"
APPRAISAL = "p01b_appraisal"
DECISION = "p01c_decision"
ESCALATION = "p01d_escalate"
EXTENSION = "p01e_extension"
EXTERNAL = "p01f_external_level"
WATCH = "p01w_clock_watch"
EMERGENCY = "p02_emergency_action"
PROTECTION = "p05_protection"
ONE_OPINION = "s03a_one_opinion"
LEGAL_OPINION = "p08a_legal_opinion"
ISSUING = "s01_issue_document"

# Processes whose every end stands behind an issued paper.
ANSWERED = (
    CASE,
    EMERGENCY,
    PROTECTION,
    "p06_misconduct",
    "p09_regulation_feedback",
    "p11_state_proposal",
)
OPINIONS = (SHEET, ONE_OPINION, LEGAL_OPINION)
ALERTING = frozenset({"clock.remind", "clock.check_deadline"})

REPLY_SET = frozenset(
    {
        "TB_CHUYEN_CAP_TREN",
        "VB_CHO_CHU_TRUONG",
        "VB_KHONG_CHO",
        "TB_KHONG_KHA_THI",
        "TB_CHUAN_BI_LAI",
        "TB_TRA_HO_SO",
        "TB_CHUYEN_NOI_NHAN",
        "TB_XAC_NHAN_RUT",
        "CV_TRA_CAP_DUOI",
    }
)
# Replies that decide on a plan and so cite the snapshot they decide on (INV-22).
DECIDING_REPLIES = ("VB_CHO_CHU_TRUONG", "VB_KHONG_CHO", "TB_KHONG_KHA_THI", "TB_CHUAN_BI_LAI")
GO_AHEAD = "VB_CHO_CHU_TRUONG"
INFEASIBLE = "TB_KHONG_KHA_THI"
LEADER_DECISION = "QD_NGUOI_DUNG_DAU"
LEADER_REPORT = "BC_NGUOI_DUNG_DAU"
ISSUER_REPORT = "BC_CO_QUAN_BAN_HANH"
EXTENSION_NOTICE = "TB_GIA_HAN"
INFORMING_REPORT = "BC_DE_BIET"
RETURN_LETTER = "CV_TRA_CAP_DUOI"
FORWARDING_NOTICE = "TB_CHUYEN_NOI_NHAN"
EMERGENCY_REPORT = "BC_KHAN_CAP"
EMERGENCY_CONCLUSION = "KL_KHAN_CAP"
REPORTS_UP = frozenset({"BC_XIN_CHU_TRUONG", "BC_DE_XUAT_GIAI_PHAP"})

OPEN_PASS = "svc_open_pass"  # noqa: S105 a level pass, not a password
LEVEL_CALL = "call_level_pass"
DECISION_CALL = "call_decision"
SUBMIT, RESUBMIT = "svc_submit", "svc_resubmit"
REWORK = "rework_plan"
MINUTES, COUNT = "record_meeting", "svc_count"
CONFIRMED_MINUTES = "confirm_minutes"
LEADER = "leader_decision"
OWN_DECISION = "record_own_decision"
PREPARE_REPLY = "svc_prepare_reply"
RELEASE_PAIR = "svc_release_pair"
APPLY_EXTENSION, DECIDE_EXTENSION = "svc_apply_extension", "decide_extension"
EXTENSION_CALL = "call_extension_doc"
DRAFT, CHECK, SIGN = "edit_draft", "check_draft", "sign_document"
NUMBER = "svc_number_issue"

APPROVALS = ("approved", "approved_by_leader")
ENDS_OF_GO_AHEAD = ("end_approved", "end_approved_by_leader")
END_INFEASIBLE = "end_infeasible"
CODE_4_2, CODE_4_3B1 = "QN_4_2", "QN_4_3B1"

SYSTEM_ROLES = frozenset({"admin", "process_owner", "auditor"})
HARD_LEGALITY = ("hien_phap", "dieu_le", "quy_dinh_dang", "vbqppl", "dieu_uoc_quoc_te")
# What the system counts or fixes; no form may let a person type it.
COUNTED = ("vote_result", "quorum_ok", "decision_recorded")
