"""Walks of P02: reached or not, told to act or not, reported, concluded."""

from __future__ import annotations

from typing import Any

from tests.workflows.walking import Case, walk

EMERGENCY = "p02_emergency_action"
REACHED: dict[str, Any] = {
    "attempts_result": "reached",
    "received": "yes",
    "direction": "dong_y_xu_ly",
    "followed_direction": "yes",
    "to_collective": "khong",
}
ALONE: dict[str, Any] = {"attempts_result": "unable", "decided_at": "2026-03-02T20:00:00+07:00"}


def confirmed(case: Case) -> Case:
    """Describe what happens, log who was reached and have that person confirm."""
    return case.through("describe_situation", "log_attempts", "recipient_confirm")


def reported(case: Case) -> Case:
    """Report in writing once conditions allow."""
    case.tell("wait_conditions")
    return case.do("write_emergency_report").through("edit_draft", "check_draft", "sign_document")


def concluded(case: Case, conclusion: str) -> Case:
    """Let the collective discuss and conclude, and issue the conclusion."""
    case.through("schedule_collective", "collective_conclusion", conclusion=conclusion)
    return case.do("confirm_conclusion").paper()


def alone(case: Case) -> Case:
    """Decide without having reached anybody, and report afterwards."""
    case.through("describe_situation", "log_attempts", "record_own_decision")
    return reported(case)


@walk(EMERGENCY, "end_reported", "C-043", **REACHED)
def reached_by_phone(case: Case) -> None:
    confirmed(case).do("record_action_a").paper().do("head_table")
    assert case.issued == ["XN_BAO_CAO"]


@walk(EMERGENCY, "end_endorsed", **{**REACHED, "direction": "chi_dao_khac", "to_collective": "co"})
def the_head_puts_it_before_the_collective(case: Case) -> None:
    confirmed(case).do("record_action_a").paper().do("head_table")
    concluded(case, "dung_dan")


@walk(EMERGENCY, "end_endorsed", **{**REACHED, "followed_direction": "no"})
def a_direction_that_was_not_followed_is_discussed(case: Case) -> None:
    confirmed(case).do("record_action_a").paper()
    assert case.open == ["schedule_collective"]
    concluded(case, "dung_dan")


@walk(EMERGENCY, "end_not_acted", **{**REACHED, "direction": "khong_thuc_hien"}, acted="no")
def told_not_to_act_and_did_not(case: Case) -> None:
    confirmed(case).do("confirm_no_action").paper()
    assert case.issued == ["XN_BAO_CAO"]


@walk(EMERGENCY, "end_not_justified", **{**REACHED, "direction": "khong_thuc_hien"}, acted="yes")
def told_not_to_act_and_acted(case: Case) -> None:
    confirmed(case).through("confirm_no_action", "record_own_decision")
    concluded(reported(case), "khong_du_dieu_kien")
    assert case.issued == ["BC_KHAN_CAP", "KL_KHAN_CAP"]


@walk(EMERGENCY, "end_to_plan", **{**REACHED, "direction": "lap_ke_hoach"})
def told_to_make_a_plan(case: Case) -> None:
    confirmed(case).paper()
    assert case.messages == ["plan_requested"]


@walk(EMERGENCY, "end_endorsed", **{**REACHED, "received": None, "direction": None})
def a_recipient_is_reminded_and_disputes(case: Case) -> None:
    case.through("describe_situation", "log_attempts").days(2.5)
    assert case.desk.log.count("svc_remind_recipient") == 2
    case.do("recipient_confirm")
    assert case.open == ["recipient_confirm"]
    case.do("recipient_confirm", received="yes")
    assert case.open == ["recipient_confirm"]
    case.do("recipient_confirm", received="no").do("record_own_decision")
    concluded(reported(case), "dung_dan")


@walk(EMERGENCY, "end_endorsed", "C-044", "C-045", **{**ALONE, "attempts_result": "not_yet"})
def nobody_could_be_reached(case: Case) -> None:
    case.through("describe_situation", "log_attempts")
    assert case.open == ["log_attempts"]
    case.through("log_attempts", "record_own_decision", attempts_result="unable")
    assert case.waits == ["wait_conditions"]
    case.days(7.5)
    assert case.desk.log.count("svc_alert_daily") == 4
    reported(case)
    assert case.timers == []
    case.through("schedule_collective", "collective_conclusion", agree=False)
    case.do("confirm_conclusion")
    assert case.open == ["collective_conclusion"]
    case.through("collective_conclusion", "confirm_conclusion", agree=True, conclusion=None)
    case.paper()
    assert case.open == ["collective_conclusion"]
    case.through("collective_conclusion", "confirm_conclusion", conclusion="dung_dan").paper()


@walk(EMERGENCY, "end_to_protection", **ALONE, follow_up_plan="yes")
def shortcomings_are_looked_into_and_a_plan_follows(case: Case) -> None:
    concluded(alone(case), "co_thieu_sot")
    assert case.messages == ["plan_requested", "incident_reported"]


@walk(EMERGENCY, "end_reported_up", "C-046", **ALONE)
def acting_beyond_authority_is_reported_up(case: Case) -> None:
    concluded(alone(case), "vuot_tham_quyen").paper()
    assert case.issued == ["BC_KHAN_CAP", "KL_KHAN_CAP", "BC_VUOT_THAM_QUYEN"]
    assert case.messages == ["superior_report_issued"]


@walk(EMERGENCY, "end_abuse", **ALONE)
def abuse_is_passed_on(case: Case) -> None:
    concluded(alone(case), "loi_dung")
    assert case.messages == ["abuse_suspected"]
