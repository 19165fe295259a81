"""Walks of P01c with the leader's decision, S01, and the ways up: P01d, P01f, S02."""

from __future__ import annotations

from tests.workflows.walking import Case, walk

DECISION = "p01c_decision"
DOCUMENT = "s01_issue_document"
REPORT_UP = "p01d_escalate"
OUTSIDE = "p01f_external_level"
SUPERIOR = "s02_superior_acknowledge"
MEETING = ("schedule_meeting", "record_meeting", "confirm_minutes")


def held(case: Case) -> Case:
    """Hold a meeting from its schedule to the confirmed minutes."""
    return case.through(*MEETING)


@walk(DECISION, "approved", agree=False, quorum_ok=False, discussed_thoroughly=False)
def a_meeting_that_decides_nothing_is_held_again(case: Case) -> None:
    held(case)
    assert case.open == ["record_meeting"]
    case.through("record_meeting", "confirm_minutes", agree=True)
    assert case.open == ["schedule_meeting"]
    case.desk.facts["quorum_ok"] = True
    assert held(case).open == ["schedule_meeting"]
    case.desk.facts["discussed_thoroughly"] = True
    held(case)


@walk(DECISION, "rework", authority=None, preparation=None, vote_result=None)
def values_nobody_knows_go_back_to_the_secretary(case: Case) -> None:
    held(case)
    assert case.open == ["record_meeting"]
    case.through(*MEETING[1:], authority="trong")
    assert case.open == ["record_meeting"]
    case.through(*MEETING[1:], preparation="ky")
    assert case.open == ["record_meeting"]
    case.through(*MEETING[1:], preparation="chua_ky")


@walk(DECISION, "rework", "C-135", preparation="chua_ky", report_to_issuer=True)
def a_plan_against_a_text_in_force_goes_to_its_issuer_and_back(case: Case) -> None:
    held(case)
    assert case.messages == ["amendment_proposed"]


@walk(DECISION, "return_down", authority="giao_cap_duoi")
def the_superior_authorises_the_body_below(case: Case) -> None:
    held(case)


@walk(DECISION, "rejected", "C-037", vote_result="rejected")
def a_majority_against_refuses(case: Case) -> None:
    held(case)


@walk(
    DECISION,
    "approved_by_leader",
    vote_result="rejected",
    profile={"override": {"scope": "not_approved"}},
)
def the_wide_profile_lets_the_leader_decide_after_a_refusal(case: Case) -> None:
    held(case).do("leader_decision").paper().paper()


@walk(
    DECISION,
    "approved_by_leader",
    "C-040",
    "C-041",
    vote_result="no_consensus",
    decision=None,
    leader_decided_at="2026-03-05T09:00:00+07:00",
)
def a_late_report_is_raised_and_the_order_kept(case: Case) -> None:
    held(case)
    assert case.timers == ["leader_reminder"]
    assert case.days(3).open == ["leader_decision"]
    assert case.desk.log[-1] == "svc_remind_leader"
    case.do("leader_decision")
    assert case.open == ["leader_decision"]
    case.do("leader_decision", decision="quyet_dinh").paper()
    assert case.timers == ["override_report_late"]
    case.days(5)
    assert "svc_alert_override_late" in case.desk.log
    assert case.open == ["edit_draft"]
    case.paper()
    assert case.messages == ["superior_report_issued"]


@walk(DECISION, "no_go", "C-039", vote_result="no_consensus", decision="khong")
def the_leader_does_not_decide(case: Case) -> None:
    held(case).do("leader_decision")
    assert case.issued == []


@walk(DOCUMENT, "end_issued", doc_type="TTR")
def a_returned_draft_is_written_again(case: Case) -> None:
    case.through("edit_draft", "check_draft", ok=False)
    assert case.open == ["edit_draft"]
    case.paper(ok=True, sign="tra_lai")
    assert case.open == ["edit_draft"]
    case.paper(sign="ky")
    assert case.desk.log[-2:] == ["svc_number_issue", "svc_deliver"]


@walk(DOCUMENT, "end_issued", doc_type="BC_NGUOI_DUNG_DAU", check_required=False)
def a_personal_document_is_signed_without_a_check(case: Case) -> None:
    case.through("edit_draft", "sign_document")


@walk(DOCUMENT, "end_signed", doc_type="TB_GIA_HAN", hold=True)
def a_held_document_is_signed_without_a_number(case: Case) -> None:
    case.paper()
    assert "svc_number_issue" not in case.desk.log


@walk(REPORT_UP, "escalated", "C-028", skips_level=True)
def both_reports_are_released_together(case: Case) -> None:
    case.do("draft_escalation").paper()
    assert "svc_release_pair" not in case.desk.log
    case.paper()
    assert "svc_number_issue" not in case.desk.log
    assert case.desk.log.count("svc_release_pair") == 1
    case.paper()
    assert case.issued == ["BC_XIN_CHU_TRUONG", "BC_DE_BIET", "TB_CHUYEN_CAP_TREN"]


@walk(REPORT_UP, "escalated", escalation_kind="4_3b")
def the_direct_superior_gets_one_report(case: Case) -> None:
    case.do("draft_escalation").paper().paper()
    assert case.issued == ["BC_DE_XUAT_GIAI_PHAP", "TB_CHUYEN_CAP_TREN"]


@walk(OUTSIDE, "approved", agree=False, external_outcome=None)
def an_answer_comes_after_two_reminders(case: Case) -> None:
    case.days(30).days(30)
    assert case.desk.log == ["svc_remind_external", "svc_remind_external"]
    case.tell("m_external_answer").through("record_external_answer", "confirm_external")
    assert case.open == ["record_external_answer"]
    case.through("record_external_answer", "confirm_external", agree=True)
    assert case.open == ["record_external_answer"]
    answered(case, "approved")


def answered(case: Case, outcome: str) -> None:
    """Record what the outside superior wrote and have it confirmed."""
    if "m_external_answer" in case.waits:
        case.tell("m_external_answer")
    case.through("record_external_answer", "confirm_external", external_outcome=outcome)


@walk(OUTSIDE, "rejected")
def an_answer_refuses(case: Case) -> None:
    answered(case, "rejected")


@walk(OUTSIDE, "rework")
def an_answer_wants_more_preparation(case: Case) -> None:
    answered(case, "rework")


@walk(OUTSIDE, "returned_by_external")
def an_answer_hands_the_matter_back(case: Case) -> None:
    answered(case, "return_down")


@walk(SUPERIOR, "s02_noted", message="superior_report_issued", direction=None)
def a_superior_takes_note_after_reminders(case: Case) -> None:
    case.days(10).do("acknowledge_report").days(10).do("superior_review")
    assert case.desk.log == ["svc_remind_ack", "svc_remind_review"]
    assert case.open == ["superior_review"]
    case.do("superior_review", direction="da_biet")


@walk(SUPERIOR, "s02_directed", message="superior_report_issued", direction="tam_dung")
def a_superior_gives_a_direction(case: Case) -> None:
    case.through("acknowledge_report", "superior_review").paper()
    assert case.issued == ["CV_CHI_DAO"]
    assert case.messages == ["superior_direction"]
