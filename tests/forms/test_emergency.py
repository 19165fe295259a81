"""An emergency action: true times, the log of attempts, the collective (SC-69 … SC-77)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.forms import emergency_answers as given
from tests.forms.answers import Answers
from tests.forms.contexts import accept, broken_rules, refusals

P02 = "p02_emergency_action"
SITUATION, ATTEMPTS = f"{P02}.describe_situation", f"{P02}.log_attempts"
CONFIRM, ACTION = f"{P02}.recipient_confirm", f"{P02}.record_action_a"
DECISION, REPORT = f"{P02}.record_own_decision", f"{P02}.write_emergency_report"
SCHEDULE, CONCLUSION = f"{P02}.schedule_collective", f"{P02}.collective_conclusion"
CADRE: dict[str, Any] = {"members_total": 9, "system_recused": ["khoi"]}
LOGGED = [given.attempt()]


@pytest.mark.parametrize("key", sorted(given.situation()))
def test_a_situation_is_described_in_full(key: str) -> None:
    assert set(refusals(SITUATION, given.situation(**{key: None}))) == {key}


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"planned_action": "Mở kho gạo"}, set()),
        ({"detected_at": given.LATER}, {"detected_at"}),
        ({"latest_act_at": given.EARLIER}, {"latest_act_at"}),
        ({"is_responsible": False}, {"is_responsible"}),
    ],
)
def test_a_situation_was_seen_before_it_is_told(changes: Answers, paths: set[str]) -> None:
    assert set(refusals(SITUATION, given.situation(**changes))) == paths


@pytest.mark.parametrize(
    ("log", "facts", "paths"),
    [
        (given.attempts(), {}, set()),
        ({"attempts": []}, {}, {"attempts"}),
        ({}, {}, {"attempts"}),
        ({"impossibility": "Mất liên lạc toàn xã"}, {}, set()),
        (given.attempts(given.attempt(at=given.EARLIER)), {}, {"attempts"}),
        (given.attempts(given.attempt(at=given.LATER)), {}, {"attempts"}),
        (given.attempts(given.attempt(to_person="khoi")), {}, {"attempts"}),
        (given.attempts(given.attempt(to_person="nobody")), {}, {"attempts[0].to_person"}),
        (given.attempts(given.attempt(result=None)), {}, {"attempts[0].result"}),
        (given.attempts(given.attempt(channel="")), {}, {"attempts[0].channel"}),
        (given.attempts(given.attempt(at=None)), {}, {"attempts[0].at"}),
        (given.attempts(given.attempt(to_person="huong")), {"attempts_logged": LOGGED},
         {"attempts"}),
        (given.attempts(given.attempt(result="gap_duoc")), {"attempts_logged": LOGGED}, set()),
        ({"impossibility": "Mất liên lạc"}, {"attempts_logged": LOGGED}, {"attempts"}),
    ],
)  # fmt: skip
def test_attempts_are_logged_and_stay_logged(
    log: Answers, facts: dict[str, Any], paths: set[str]
) -> None:
    assert set(refusals(ATTEMPTS, log, **facts)) == paths


def test_without_an_attempt_the_way_out_is_said() -> None:
    refused = refusals(ATTEMPTS, {})
    assert "lý do không thể báo cáo" in refused["attempts"]


@pytest.mark.parametrize(
    ("log", "rule"),
    [
        ({"attempts": []}, "attempts_or_impossibility"),
        (given.attempts(given.attempt(at=given.EARLIER)), "attempts_after_detection"),
        (given.attempts(given.attempt(at=given.LATER)), "attempts_not_in_future"),
        (given.attempts(given.attempt(to_person="khoi")), "attempts_to_somebody_else"),
    ],
)
def test_each_rule_of_the_log_fails_alone(log: Answers, rule: str) -> None:
    assert broken_rules(ATTEMPTS, **{"impossibility": None, **log}) == {rule}
    logged = {"attempts_logged": LOGGED, "attempts": [], "impossibility": "Mất liên lạc"}
    assert broken_rules(ATTEMPTS, **logged) == {"attempts_kept"}


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({}, set()),
        ({"received": None}, {"received"}),
        ({"direction": None}, {"direction"}),
        ({"channel": None}, {"channel"}),
        ({"received_at": given.LATER}, {"received_at"}),
        ({"received_at": given.EARLIER}, {"received_at"}),
        ({"direction": "chi_dao_khac"}, {"direction_text"}),
        ({"direction": "chi_dao_khac", "direction_text": "Chờ thuyền cứu hộ"}, set()),
        ({"direction": "lap_ke_hoach"}, set()),
    ],
)
def test_the_person_reached_confirms_and_directs(changes: Answers, paths: set[str]) -> None:
    assert set(refusals(CONFIRM, given.confirmation(**changes))) == paths


def test_a_disputed_report_needs_no_direction_and_keeps_none() -> None:
    assert refusals(CONFIRM, {"received": "no"}) == {}
    kept = accept(CONFIRM, given.confirmation(received="no"))
    assert kept["direction"] is None


@pytest.mark.parametrize(
    ("form_id", "answers", "paths"),
    [
        (ACTION, given.action(started_at=given.EARLIER), {"started_at"}),
        (ACTION, given.action(ended_at=given.LATER), {"ended_at"}),
        (ACTION, given.action(started_at=given.OVER, ended_at=given.TRIED), {"ended_at"}),
        (ACTION, given.action(followed_direction=None), {"followed_direction"}),
        (DECISION, given.own_decision(decided_at=given.LATER), {"decided_at"}),
        (DECISION, given.own_decision(decided_at=given.EARLIER), {"decided_at"}),
        (DECISION, given.own_decision(risks=""), {"risks"}),
        (REPORT, given.report(conditions_at=given.TRIED), {"conditions_at"}),
        (REPORT, given.report(conditions_at=given.LATER), {"conditions_at"}),
        (REPORT, given.report(why_unable=""), {"why_unable"}),
        (f"{P02}.head_table", {"to_collective": "co"}, {"reason"}),
        (f"{P02}.confirm_no_action", {}, {"acted"}),
        (f"{P02}.confirm_conclusion", {"agree": False}, {"remark"}),
    ],
)
def test_times_are_true_and_nothing_is_left_out(
    form_id: str, answers: Answers, paths: set[str]
) -> None:
    assert set(refusals(form_id, answers)) == paths


def test_the_report_repeats_the_log_as_it_was_kept() -> None:
    forged = given.report(situation="Khác", attempts=[given.attempt(result="gap_duoc")])
    kept = accept(REPORT, forged, attempts_logged=LOGGED)
    assert kept["attempts"] == LOGGED
    assert "situation" not in kept


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({}, set()),
        ({"chair": "khoi"}, {"chair"}),
        ({"secretary": "khoi"}, {"secretary"}),
        ({"chair": "huong", "secretary": "huong"}, {"secretary"}),
        ({"meeting_at": given.OVER}, {"meeting_at"}),
        ({"meeting_at": "2024-04-17T08:00+07:00"}, {"late_reason"}),
    ],
)
def test_the_cadre_neither_chairs_nor_records(changes: Answers, paths: set[str]) -> None:
    facts = {"conflicted_ids": ["khoi"]}
    assert set(refusals(SCHEDULE, given.meeting(**changes), **facts)) == paths


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({}, set()),
        ({"held_at": given.LATER}, {"held_at"}),
        ({"present": 10}, {"present", "votes_for"}),
        ({"recused": [], "recused_present": None}, {"recused", "votes_for"}),
        ({"recused": ["huong"], "recused_present": 1}, {"recused"}),
        ({"recused_present": 2}, {"recused_present", "votes_for"}),
        ({"was_emergency": None}, {"was_emergency"}),
        ({"proportionate": None}, {"proportionate"}),
        ({"motive": ""}, {"motive"}),
        ({"result": ""}, {"result"}),
        ({"conclusion": None}, {"conclusion"}),
        ({"reasons": "Đúng"}, {"reasons"}),
        ({"follow_up_plan": None}, {"follow_up_plan"}),
        ({"conclusion": "loi_dung", "follow_up_plan": "yes"}, set()),
    ],
)
def test_the_collective_concludes_in_full_without_the_cadre(
    changes: Answers, paths: set[str]
) -> None:
    assert set(refusals(CONCLUSION, given.conclusion(**changes), **CADRE)) == paths


def test_a_collective_without_quorum_concludes_nothing() -> None:
    refused = refusals(CONCLUSION, given.conclusion((4, 0, 0), present=5), **CADRE)
    assert refused == {
        "present": "Ghi số có mặt từ 6 trở lên; chưa đủ thì tập thể chưa kết luận được"
    }
    assert refusals(CONCLUSION, given.conclusion((5, 0, 0), present=6), **CADRE) == {}


def test_votes_add_up_and_carry_the_conclusion() -> None:
    refused = refusals(CONCLUSION, given.conclusion((6, 1, 0)), **CADRE)
    assert refused == {"votes_for": "Tổng số phiếu là 7, cần bằng 8"}
    refused = refusals(CONCLUSION, given.conclusion((4, 4, 0)), **CADRE)
    assert refused["votes_for"].endswith("cần từ 5 phiếu")
