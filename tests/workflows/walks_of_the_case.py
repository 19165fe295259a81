"""Walks of P01, the whole case: every answer, both ways up, back down, withdrawal, lapse."""

from __future__ import annotations

from tests.workflows.walking import Case, walk

CASE = "p01_art4_case"


def received(case: Case) -> Case:
    """Send the plan in, register it and have its authority confirmed."""
    if "prepare_plan" in case.open:
        case.do("prepare_plan")
    return case.through("register_incoming", "determine_authority", "confirm_authority")


def appraised(case: Case) -> Case:
    """Have the plan appraised by a body and the report sent on to triage."""
    case.through("advise_appraisal", "assign_appraisal").paper()
    return case.through("write_appraisal", "check_report")


def met(case: Case) -> Case:
    """Submit the matter and hold the meeting."""
    case.do("triage_after_appraisal")
    return case.paper().through("schedule_meeting", "record_meeting", "confirm_minutes")


def decided(case: Case) -> Case:
    """Take the case from where it stands to the result of the meeting."""
    return met(appraised(received(case)))


def reported_up(case: Case) -> Case:
    """Report to the upper body and tell the proposer; no level is skipped."""
    return case.through("draft_escalation").paper().paper()


@walk(CASE, "end_approved", "C-029")
def a_majority_approves(case: Case) -> None:
    decided(case).paper()
    assert case.issued == ["CV_GIAO_THAM_DINH", "TTR", "VB_CHO_CHU_TRUONG"]
    assert case.messages == ["case_approved", "case_closed"]


@walk(CASE, "end_approved", kind="adjustment")
def an_adjustment_opens_no_pilot(case: Case) -> None:
    decided(case).paper()
    assert case.messages == ["case_closed"]


@walk(CASE, "end_approved", "C-048", issuer_ids=["CP", "MG-UBND"], own_provisions=["Điều 1"])
def issuers_are_told_with_the_answer(case: Case) -> None:
    decided(case)
    assert case.open == ["edit_draft"] * 3
    case.paper().paper()
    assert not case.now.finished
    case.paper()
    assert case.messages == ["amendment_proposed", "case_approved", "case_closed"]


@walk(CASE, "end_approved_by_leader", "C-039", "C-040", vote_result="no_consensus")
def the_leader_gives_the_go_ahead(case: Case) -> None:
    decided(case).do("leader_decision")
    case.paper().paper().paper()
    assert case.issued[-3:] == ["QD_NGUOI_DUNG_DAU", "BC_NGUOI_DUNG_DAU", "VB_CHO_CHU_TRUONG"]
    assert case.messages == ["superior_report_issued", "case_approved", "case_closed"]


@walk(CASE, "end_rejected", vote_result="rejected")
def a_majority_refuses(case: Case) -> None:
    decided(case).paper()
    assert case.issued[-1] == "VB_KHONG_CHO"


@walk(CASE, "end_no_go", vote_result="no_consensus", decision="khong")
def the_leader_declines(case: Case) -> None:
    decided(case).do("leader_decision").paper()
    assert case.issued[-1] == "VB_KHONG_CHO"
    assert "BC_NGUOI_DUNG_DAU" not in case.issued


@walk(CASE, "end_infeasible", "C-036", action="thong_bao")
def a_negative_appraisal_is_notified(case: Case) -> None:
    appraised(received(case)).do("triage_after_appraisal").paper()
    assert case.issued[-1] == "TB_KHONG_KHA_THI"
    assert "record_meeting" not in case.passed


@walk(CASE, "end_approved", profile={"require_own_head_report": True}, eligible=False)
def a_proposer_mends_the_plan_and_tells_the_own_head(case: Case) -> None:
    case.do("prepare_plan")
    assert case.open == ["prepare_plan"]
    case.desk.facts["eligible"] = True
    decided(case).paper()
    assert "inform_own_head" in case.passed


@walk(CASE, "end_approved", "C-042", message="plan_requested", preparation="chua_ky")
def a_requested_plan_is_prepared_again(case: Case) -> None:
    decided(case).paper()
    assert case.issued[-1] == "TB_CHUAN_BI_LAI"
    case.do("rework_plan", preparation="ky")
    decided(case).paper()
    assert case.passed.count("svc_open_pass") == 2


@walk(CASE, "end_approved", channel="giay", completeness="thieu")
def an_incomplete_paper_is_returned(case: Case) -> None:
    case.through("enter_paper_plan", "register_incoming").paper()
    assert case.issued == ["TB_TRA_HO_SO"]
    case.do("rework_plan", completeness="du")
    decided(case).paper()


@walk(CASE, "end_approved", channel="buu_chinh", completeness="sai_noi_nhan")
def a_paper_is_forwarded_to_the_right_body(case: Case) -> None:
    case.through("enter_paper_plan", "register_incoming").paper()
    assert case.issued == ["TB_CHUYEN_NOI_NHAN"]
    assert "svc_set_body" in case.passed
    case.desk.facts["completeness"] = "du"
    decided(case).paper()


@walk(CASE, "end_approved", "C-027", finding="vuot_tham_quyen")
def beyond_authority_at_intake_goes_up(case: Case) -> None:
    received(case)
    assert case.open == ["draft_escalation"]
    reported_up(case)
    assert case.issued == ["BC_XIN_CHU_TRUONG", "TB_CHUYEN_CAP_TREN"]
    assert "svc_push_body" in case.passed
    case.desk.facts["finding"] = "trong_tham_quyen"
    decided(case).paper()


@walk(CASE, "end_approved", "C-038", authority="vuot", escalation_kind="4_3b")
def beyond_authority_at_the_meeting_goes_up(case: Case) -> None:
    decided(case)
    assert case.open == ["draft_escalation"]
    reported_up(case)
    assert case.issued[-2:] == ["BC_DE_XUAT_GIAI_PHAP", "TB_CHUYEN_CAP_TREN"]
    case.desk.facts["authority"] = "trong"
    decided(case).paper()


@walk(CASE, "", vote_result="no_consensus", leader_status="xung_dot", escalation_kind="4_3b")
def a_leader_in_conflict_cannot_decide(case: Case) -> None:
    decided(case)
    assert case.open == ["draft_escalation"]
    assert "leader_decision" not in case.passed


@walk(CASE, "", vote_result="no_consensus", escalation_kind="4_3b")
def a_vacancy_takes_the_decision_from_the_leader(case: Case) -> None:
    decided(case)
    assert case.open == ["leader_decision"]
    assert case.waits == ["be_leader_vacant", "be_withdraw_pass"]
    case.tell("be_leader_vacant")
    assert case.open == ["draft_escalation"]
    reported_up(case)
    assert case.open == ["register_incoming"]


@walk(CASE, "end_approved", finding="vuot_tham_quyen")
def up_twice_authorised_and_back_down(case: Case) -> None:
    reported_up(received(case))
    case.desk.facts.update(finding="trong_tham_quyen", authority="vuot", escalation_kind="4_3b")
    reported_up(decided(case))
    case.desk.facts["authority"] = "giao_cap_duoi"
    decided(case).paper()
    assert case.issued[-1] == "CV_TRA_CAP_DUOI"
    assert "svc_pop_body" in case.passed
    case.desk.facts["authority"] = "trong"
    decided(case).paper()
    assert case.passed.count("svc_open_pass") == 4
    assert case.passed.count("svc_push_body") == 2


@walk(CASE, "end_approved", finding="thuoc_cap_duoi")
def a_wrong_level_is_returned(case: Case) -> None:
    received(case).paper()
    assert case.issued == ["CV_TRA_CAP_DUOI"]
    case.desk.facts["finding"] = "trong_tham_quyen"
    decided(case).paper()


def outside(case: Case, outcome: str) -> Case:
    """Report to a superior outside the system and record what it answers."""
    reported_up(received(case))
    case.tell("m_external_answer")
    return case.through("record_external_answer", "confirm_external", external_outcome=outcome)


@walk(CASE, "end_approved", finding="vuot_tham_quyen", target_onboarded=False)
def an_outside_superior_approves(case: Case) -> None:
    outside(case, "approved").paper()
    assert "svc_push_body" not in case.passed


@walk(CASE, "end_rejected", finding="vuot_tham_quyen", target_onboarded=False)
def an_outside_superior_refuses(case: Case) -> None:
    outside(case, "rejected").paper()


@walk(CASE, "end_approved", finding="vuot_tham_quyen", target_onboarded=False)
def an_outside_superior_hands_back(case: Case) -> None:
    outside(case, "return_down")
    assert case.open == ["register_incoming"]
    case.desk.facts["finding"] = "trong_tham_quyen"
    decided(case).paper()
    assert case.passed.count("svc_open_pass") == 2


@walk(CASE, "end_rejected")
def an_unknown_outcome_lands_on_a_person(case: Case) -> None:
    case.losing("call_level_pass")
    decided(case)
    assert case.open == ["resolve_outcome"]
    case.do("resolve_outcome")
    assert case.open == ["resolve_outcome"]
    case.do("resolve_outcome", level_outcome="rejected").paper()


@walk(CASE, "end_withdrawn")
def the_plan_is_withdrawn_during_appraisal(case: Case) -> None:
    received(case).through("advise_appraisal", "assign_appraisal").paper()
    assert case.open == ["write_appraisal"]
    case.tell("be_withdraw_pass")
    assert case.open == ["edit_draft"]
    case.paper()
    assert case.issued[-1] == "TB_XAC_NHAN_RUT"
    assert (case.waits, case.timers) == ([], [])


@walk(CASE, "end_withdrawn", finding="vuot_tham_quyen", skips_level=True)
def the_plan_is_withdrawn_while_the_report_is_written(case: Case) -> None:
    received(case).through("draft_escalation")
    assert case.open == ["edit_draft", "edit_draft"]
    case.tell("be_withdraw_escalate").paper()


@walk(CASE, "end_withdrawn", finding="vuot_tham_quyen", target_onboarded=False)
def the_plan_is_withdrawn_while_an_outside_superior_thinks(case: Case) -> None:
    reported_up(received(case)).tell("be_withdraw_external").paper()


@walk(CASE, "end_withdrawn", preparation="chua_ky")
def the_plan_is_withdrawn_instead_of_prepared_again(case: Case) -> None:
    decided(case).paper()
    assert case.waits == ["be_withdraw_rework"]
    case.tell("be_withdraw_rework").paper()


@walk(
    CASE,
    "end_lapsed",
    preparation="chua_ky",
    resubmit_by="2026-04-01",
    profile={"rework_lapse_days": 5},
)
def a_plan_that_never_comes_back_lapses(case: Case) -> None:
    decided(case).paper()
    assert case.timers == ["rework_lapse", "rework_reminder"]
    case.days(30)
    assert case.open == ["rework_plan"]
    assert "svc_remind_rework" in case.desk.log
    case.days(10).paper()
    assert case.desk.inputs[-1]["variant"] == "khong_nop_lai"


@walk(CASE, "", preparation="chua_ky")
def without_a_term_the_rework_waits(case: Case) -> None:
    decided(case).paper()
    assert case.timers == []
    assert case.days(900).open == ["rework_plan"]
