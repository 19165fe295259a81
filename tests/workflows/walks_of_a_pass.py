"""Walks of one pass at one level: P01L, P01a, P01b with council, opinions and legal review."""

from __future__ import annotations

from typing import Any

from tests.workflows.walking import Case, walk
from tests.workflows.walks_of_the_case import appraised, decided, received

PASS = "p01_level_pass"
INTAKE = "p01a_intake_authority"
APPRAISAL = "p01b_appraisal"
SHEET = "p01b1_member_sheet"
OPINIONS = "s03_coordination_opinions"
LEGAL = "p08_legal_risk"


@walk(PASS, "approved")
def approval_is_an_outcome(case: Case) -> None:
    decided(case)


@walk(PASS, "rejected", vote_result="rejected")
def refusal_is_an_outcome(case: Case) -> None:
    decided(case)


@walk(PASS, "rework", preparation="chua_ky")
def preparing_again_is_an_outcome(case: Case) -> None:
    decided(case)


@walk(PASS, "return_down", authority="giao_cap_duoi")
def authorising_the_lower_body_is_an_outcome(case: Case) -> None:
    decided(case)


@walk(PASS, "no_go", vote_result="no_consensus", decision="khong")
def a_leader_who_declines_is_an_outcome(case: Case) -> None:
    decided(case).do("leader_decision")


@walk(PASS, "approved_by_leader", vote_result="no_consensus")
def a_leader_who_decides_is_an_outcome(case: Case) -> None:
    decided(case).do("leader_decision").paper().paper()


@walk(PASS, "infeasible", action="thong_bao")
def a_negative_appraisal_is_an_outcome(case: Case) -> None:
    appraised(received(case)).do("triage_after_appraisal")


@walk(PASS, "incomplete", completeness="thieu")
def a_lacking_paper_is_an_outcome(case: Case) -> None:
    case.do("register_incoming")


@walk(PASS, "wrong_destination", completeness="sai_noi_nhan")
def a_wrong_address_is_an_outcome(case: Case) -> None:
    case.do("register_incoming")


@walk(PASS, "return_down", finding="thuoc_cap_duoi")
def a_wrong_level_is_an_outcome(case: Case) -> None:
    received(case)


@walk(PASS, "approved", action="xac_dinh_lai_tham_quyen")
def authority_is_determined_again_in_the_same_pass(case: Case) -> None:
    appraised(received(case)).do("triage_after_appraisal", skip_register=True)
    assert case.open == ["determine_authority"]
    case.through("determine_authority", "confirm_authority", action="trinh_cap_uy")
    met_again = case.through("advise_appraisal", "assign_appraisal").paper()
    met_again.through("write_appraisal", "check_report", "triage_after_appraisal").paper()
    case.through("schedule_meeting", "record_meeting", "confirm_minutes")
    assert case.passed.count("register_incoming") == 1


@walk(PASS, "unresolved")
def an_unknown_intake_is_unresolved(case: Case) -> None:
    received(case.losing("call_intake"))


@walk(PASS, "unresolved")
def an_unknown_appraisal_is_unresolved(case: Case) -> None:
    appraised(received(case)).losing("call_appraisal").do("triage_after_appraisal").paper()


@walk(PASS, "unresolved")
def an_unknown_decision_is_unresolved(case: Case) -> None:
    decided(case.losing("call_decision"))


@walk(INTAKE, "accepted", completeness=None, finding=None, agree=False)
def every_doubt_leads_back(case: Case) -> None:
    case.do("register_incoming")
    assert case.open == ["register_incoming"]
    case.through("register_incoming", "determine_authority", completeness="du")
    case.do("confirm_authority")
    assert case.open == ["determine_authority"]
    case.through("determine_authority", "confirm_authority", agree=True)
    assert case.open == ["determine_authority"]
    case.through("determine_authority", "confirm_authority", finding="trong_tham_quyen")


@walk(INTAKE, "incomplete", completeness="thieu")
def a_paper_lacks_parts(case: Case) -> None:
    case.do("register_incoming")


@walk(INTAKE, "wrong_destination", completeness="sai_noi_nhan")
def a_paper_is_misaddressed(case: Case) -> None:
    case.do("register_incoming")


@walk(INTAKE, "accepted", skip_register=True)
def a_registered_paper_gets_no_second_number(case: Case) -> None:
    case.through("determine_authority", "confirm_authority")


@walk(INTAKE, "return_down", "C-074", finding="thuoc_cap_duoi")
def a_matter_belongs_below(case: Case) -> None:
    received(case)


def assigned(case: Case) -> Case:
    """Have the appraisal assigned and its letter issued."""
    return case.through("advise_appraisal", "assign_appraisal").paper()


@walk(APPRAISAL, "to_forum", "C-032", "C-035")
def an_advisory_body_appraises(case: Case) -> None:
    appraised(case).do("triage_after_appraisal").paper()
    assert case.issued == ["CV_GIAO_THAM_DINH", "TTR"]


@walk(APPRAISAL, "negative", report_next="yeu_cau_giai_trinh", complete=False)
def questions_and_gaps_lead_back_to_the_body(case: Case) -> None:
    assigned(case).do("write_appraisal")
    assert case.open == ["ask_proposer"]
    case.do("ask_proposer").through("write_appraisal", "check_report", report_next="nop")
    assert case.open == ["write_appraisal"]
    case.through("write_appraisal", "check_report", complete=True)
    case.do("triage_after_appraisal", action=None)
    assert case.open == ["triage_after_appraisal"]
    case.do("triage_after_appraisal", action="tham_dinh_lai")
    assigned_again = case.do("assign_appraisal").paper()
    assigned_again.through("write_appraisal", "check_report")
    case.do("triage_after_appraisal", action="thong_bao")


COUNCIL: dict[str, Any] = {
    "mode": "hoi_dong",
    "council_member_ids": ["an", "binh", "chi"],
    "due": "2026-03-20",
}


@walk(APPRAISAL, "redetermine", "C-034", **COUNCIL, report_next="yeu_cau_giai_trinh")
def a_council_appraises(case: Case) -> None:
    assigned(case)
    assert case.issued == ["QD_HOI_DONG"]
    assert case.open == ["member_assess"] * 3
    assert case.members == ["an", "binh", "chi"]
    case.do("member_assess").do("member_assess")
    assert case.days(10).open == ["member_assess"]
    assert case.days(10).open == ["council_meeting"]
    case.through("council_meeting", "write_council_report")
    assert case.open == ["ask_proposer"]
    case.do("ask_proposer").through("write_council_report", "check_report", report_next="nop")
    case.do("triage_after_appraisal", action="xac_dinh_lai_tham_quyen")


@walk(
    APPRAISAL,
    "to_forum",
    "C-097",
    **COUNCIL,
    legal_review_assigned=True,
    legal_member_ids=["A", "B"],
)
def a_second_council_works_beside_the_legal_review(case: Case) -> None:
    for action in ("tham_dinh_lai", "trinh_cap_uy"):
        assigned(case) if "advise_appraisal" in case.open else case.do("assign_appraisal").paper()
        assert case.open == ["legal_opinion"] * 2 + ["member_assess"] * 3
        case.through(*["member_assess"] * 3, "council_meeting", "write_council_report")
        case.do("check_report")
        assert "triage_after_appraisal" not in case.open
        case.do("legal_opinion").do("legal_opinion").do("write_legal_risk").paper()
        assert case.issued[-1] == "BC_RUI_RO_PHAP_LY"
        case.do("triage_after_appraisal", action=action)
    case.paper()


@walk(APPRAISAL, "negative", "C-033", coordinating=["UB", "CA"])
def coordinating_bodies_are_asked(case: Case) -> None:
    assigned(case)
    assert case.open == ["give_opinion", "give_opinion"]
    assert case.timers == ["be_opinion_due", "be_opinion_due"]
    case.do("give_opinion").days(20)
    assert case.open == ["write_appraisal"]
    case.through("write_appraisal", "check_report")
    case.do("triage_after_appraisal", action="thong_bao")


@walk(SHEET, "sheet_filed", member_due_end="2026-03-20T00:00:00+07:00")
def a_member_files_a_sheet(case: Case) -> None:
    case.do("member_assess")


@walk(SHEET, "sheet_silent", member_due_end="2026-03-20T00:00:00+07:00")
def a_member_stays_silent(case: Case) -> None:
    case.days(30)
    assert case.desk.log == ["svc_mark_silent"]


@walk(OPINIONS, "opinions_done", body_ids=["UB", "CA"], opinion_due_end="2026-03-20")
def one_body_answers_and_one_is_silent(case: Case) -> None:
    case.do("give_opinion").days(30)
    outcomes = [outcome for _, outcome, _ in case.desk.closings]
    assert outcomes == ["opinion_given", "opinion_silent"]


@walk(OPINIONS, "opinions_done", body_ids=[])
def nobody_is_asked(case: Case) -> None:
    assert case.issued == []


@walk(LEGAL, "legal_done", legal_member_ids=["UBKT", "CA"])
def a_silent_agency_does_not_hold_the_legal_report(case: Case) -> None:
    case.do("legal_opinion").days(30)
    case.do("write_legal_risk").paper()
    assert [outcome for _, outcome, _ in case.desk.closings] == [
        "opinion_given",
        "opinion_silent",
        "end_issued",
    ]
