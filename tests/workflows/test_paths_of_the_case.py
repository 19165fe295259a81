"""Paths through the shipped case, driven by element ids with facts set by hand.

What the forms, topics and tables compute is set here as facts; scenarios drive the real ones.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.domain.clock import local_iso
from app.engine import compile_program
from tests.engine.desk import Desk, Instance
from tests.workflows.shipped import PROCESSES, definition_of

PROGRAM = compile_program({name: definition_of(name) for name in PROCESSES}, "p01_art4_case")
WATCH = compile_program({"p01w_clock_watch": definition_of("p01w_clock_watch")}, "p01w_clock_watch")

BASE: dict[str, Any] = {
    "channel": "dien_tu",
    "eligible": True,
    "completeness": "du",
    "agree": True,
    "finding": "trong_tham_quyen",
    "mode": "co_quan",
    "report_next": "nop",
    "complete": True,
    "action": "trinh_ban_thuong_vu",
    "quorum_ok": True,
    "authority": "trong",
    "preparation": "ky",
    "discussed_thoroughly": True,
    "vote_result": "approved",
    "ok": True,
    "sign": "ky",
    "issuer_ids": [],
    "own_provisions": [],
    "profile": {"require_own_head_report": False, "override": {"scope": "no_majority"}},
}


class DayDesk(Desk):
    """A desk on which every term is so many plain days from a fixed day."""

    def working_days(self, count: int, start: str | None) -> str | None:
        return local_iso(self.clock + timedelta(days=10 + count)) if start else None


def case(desk: Desk | None = None, **facts: Any) -> Instance:
    """Start a case at its first task."""
    host = desk or Desk()
    host.facts.update({**BASE, **facts})
    return Instance(PROGRAM, host)


def issue(instance: Instance) -> Instance:
    """Take the open document from draft to issue."""
    return instance.do("edit_draft").do("check_draft").do("sign_document")


def received(instance: Instance) -> Instance:
    """Send the plan in and let the office and the standing committee take it."""
    if "prepare_plan" in instance.open:
        instance.do("prepare_plan")
    return instance.do("register_incoming").do("determine_authority").do("confirm_authority")


def appraised(instance: Instance) -> Instance:
    """Have the plan appraised and the report sent on to triage."""
    instance.do("advise_appraisal").do("assign_appraisal")
    return issue(instance).do("write_appraisal").do("check_report")


def met(instance: Instance) -> Instance:
    """Submit the matter and hold the meeting."""
    issue(instance.do("triage_after_appraisal"))
    return instance.do("schedule_meeting").do("record_meeting").do("confirm_minutes")


def decided(instance: Instance) -> Instance:
    """Take the case from its start to the meeting's result."""
    return met(appraised(received(instance)))


@pytest.mark.clause("C-029")
def test_straight_case_is_answered_and_ends_approved() -> None:
    instance = issue(decided(case()))
    assert (instance.now.finished, instance.now.outcome) == (True, "end_approved")
    assert [m for m in instance.passed if m in ("throw_case_approved", "end_approved")] == [
        "throw_case_approved",
        "end_approved",
    ]


def test_adjustment_is_approved_without_a_new_pilot() -> None:
    instance = issue(decided(case(kind="adjustment")))
    assert instance.now.outcome == "end_approved"
    assert "throw_case_approved" not in instance.passed


@pytest.mark.clause("C-048")
def test_reply_and_two_issuer_reports_are_all_issued_before_the_end() -> None:
    instance = decided(case(issuer_ids=["CP", "MG-UBND"], own_provisions=["1"]))
    assert instance.open == ["edit_draft"] * 3
    for _ in range(3):
        assert not instance.now.finished
        issue(instance)
    assert instance.now.outcome == "end_approved"
    assert "throw_amendment_proposed" in instance.passed


def test_majority_against_is_refused_in_writing() -> None:
    instance = decided(case(vote_result="rejected"))
    assert instance.desk.inputs[-1]["doc_type"] == "VB_KHONG_CHO"
    assert issue(instance).now.outcome == "end_rejected"


@pytest.mark.clause("C-036")
def test_negative_appraisal_is_notified_without_a_vote() -> None:
    instance = appraised(received(case(action="thong_bao"))).do("triage_after_appraisal")
    assert instance.desk.inputs[-1]["doc_type"] == "TB_KHONG_KHA_THI"
    assert issue(instance).now.outcome == "end_infeasible"
    assert "record_meeting" not in instance.passed


def test_second_appraisal_is_assigned_anew() -> None:
    instance = appraised(received(case(action="tham_dinh_lai"))).do("triage_after_appraisal")
    assert instance.open == ["assign_appraisal"]


def test_question_to_the_proposer_returns_to_the_report() -> None:
    instance = received(case(report_next="yeu_cau_giai_trinh"))
    issue(instance.do("advise_appraisal").do("assign_appraisal")).do("write_appraisal")
    assert instance.open == ["ask_proposer"]
    assert instance.do("ask_proposer").open == ["write_appraisal"]


def test_redetermined_authority_skips_the_register() -> None:
    instance = appraised(received(case(action="xac_dinh_lai_tham_quyen")))
    instance.do("triage_after_appraisal", skip_register=True)
    assert instance.open == ["determine_authority"]
    assert instance.passed.count("svc_open_pass") == 1


@pytest.mark.parametrize(
    ("facts", "task"),
    [
        ({"quorum_ok": False}, "schedule_meeting"),
        ({"discussed_thoroughly": False}, "schedule_meeting"),
        ({"vote_result": "no_consensus"}, "schedule_meeting"),
        (
            {"vote_result": "rejected", "profile": {"override": {"scope": "not_approved"}}},
            "schedule_meeting",
        ),
        ({"authority": "vuot"}, "record_meeting"),
        ({"preparation": None}, "record_meeting"),
        ({"vote_result": "none"}, "record_meeting"),
    ],
)
def test_meeting_that_decides_nothing_leads_back(facts: dict[str, Any], task: str) -> None:
    assert decided(
        case(**{**facts, "profile": {**BASE["profile"], **facts.get("profile", {})}})
    ).open == [task]


@pytest.mark.clause("C-042")
def test_plan_not_prepared_goes_round_once_more() -> None:
    instance = decided(case(preparation="chua_ky"))
    assert instance.desk.inputs[-1]["doc_type"] == "TB_CHUAN_BI_LAI"
    assert issue(instance).open == ["rework_plan"]
    instance.do("rework_plan", preparation="ky")
    assert issue(decided(instance)).now.outcome == "end_approved"
    assert instance.passed.count("svc_open_pass") == 2


def test_incomplete_paper_is_returned_and_resubmitted() -> None:
    instance = case(channel="giay", completeness="thieu")
    instance.do("enter_paper_plan").do("register_incoming")
    assert instance.desk.inputs[-1]["doc_type"] == "TB_TRA_HO_SO"
    assert issue(instance).do("rework_plan").open == ["register_incoming"]


def test_wrong_destination_is_forwarded_to_a_new_pass() -> None:
    instance = case(channel="buu_chinh", completeness="sai_noi_nhan")
    issue(instance.do("enter_paper_plan").do("register_incoming"))
    assert instance.open == ["register_incoming"]
    assert instance.passed.count("svc_open_pass") == 2


def test_ineligible_proposer_stays_with_the_plan() -> None:
    instance = case(eligible=False).do("prepare_plan")
    assert instance.open == ["prepare_plan"]
    assert "svc_submit" not in instance.passed


def test_disagreeing_standing_committee_sends_authority_back() -> None:
    instance = case().do("prepare_plan").do("register_incoming").do("determine_authority")
    assert instance.do("confirm_authority", agree=False).open == ["determine_authority"]


def test_unknown_outcome_lands_on_a_person() -> None:
    instance = case()
    instance.desk.topics["doc.receipt"] = lambda _: instance.desk.facts.update(completeness=None)
    instance.do("prepare_plan").do("register_incoming")
    assert instance.open == ["register_incoming"]


def test_returned_draft_is_written_again() -> None:
    instance = decided(case()).do("edit_draft").do("check_draft", ok=False)
    assert instance.open == ["edit_draft"]
    instance.do("edit_draft").do("check_draft", ok=True).do("sign_document", sign="tra_lai")
    assert instance.open == ["edit_draft"]


def test_reminder_leaves_the_rework_and_lapse_closes_the_case() -> None:
    desk = DayDesk(resubmit_by="2026-04-01")
    profile = {**BASE["profile"], "rework_lapse_days": 5}
    instance = issue(decided(case(desk, preparation="chua_ky", profile=profile)))
    assert instance.timers == ["rework_lapse", "rework_reminder"]
    assert instance.later(days=8).open == ["rework_plan"]
    assert "svc_remind_rework" in desk.log
    assert instance.later(days=8).open == ["edit_draft"]
    assert desk.inputs[-1]["variant"] == "khong_nop_lai"
    assert issue(instance).now.outcome == "end_lapsed"


def test_without_terms_the_rework_waits_for_ever() -> None:
    instance = issue(decided(case(DayDesk(), preparation="chua_ky")))
    assert instance.timers == []
    assert instance.later(days=900).open == ["rework_plan"]


def _watch() -> Instance:
    desk = Desk()
    marks = {f"d{n}": local_iso(desk.clock + timedelta(days=n)) for n in (20, 25, 30, 50, 55, 60)}
    desk.facts["clock"] = marks
    return Instance(WATCH, desk, message="pass_opened")


@pytest.mark.clause("C-030")
def test_watch_raises_each_mark_once_and_waits_for_the_answer() -> None:
    watch = _watch().later(days=400)
    assert watch.desk.log == [
        "svc_remind_d20",
        "svc_remind_d25",
        "svc_check_d30",
        "svc_remind_d50",
        "svc_remind_d55",
        "svc_check_d60",
    ]
    assert watch.waits == ["m_closed_after_d60"]
    assert watch.tell("m_closed_after_d60").now.outcome == "watch_done"


@pytest.mark.parametrize(
    ("days", "wait"), [(1, "m_closed_d20"), (27, "m_closed_d30"), (56, "m_closed_d60")]
)
def test_answer_ends_the_watch_at_any_mark(days: int, wait: str) -> None:
    watch = _watch().later(days=days).tell(wait)
    assert (watch.now.finished, watch.now.outcome) == (True, "watch_done")
    assert (watch.timers, watch.waits) == ([], [])
