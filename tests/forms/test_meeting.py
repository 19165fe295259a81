"""The meeting: invitation, minutes with votes and checklist, confirmation (SC-05, 27, 30, 105)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.forms import answers
from tests.forms.contexts import (
    ITEMS,
    OPTIONS,
    accept,
    context,
    refusals,
    refused_in,
    with_profile,
)

SCHEDULE = "p01c_decision.schedule_meeting"
MINUTES = "p01c_decision.record_meeting"
REGULATED = {"issue_type_confirmed": "da_quy_dinh_khong_phu_hop"}
TWO_ISSUERS = answers.plan(regulations=[answers.REGULATION, {**answers.REGULATION, "issuer": "CP"}])
ISSUERS = [
    {"issuer": issuer, "provisions": "Khoản 2 Điều 5", "request": "bo_sung"}
    for issuer in ("MG-UBND", "CP")
]
URGENT = "Chờ sửa quy định thì lỡ thời vụ của cả năm 2024."


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({}, set()),
        ({"meeting_at": "2024-03-04T08:59+07:00"}, {"meeting_at"}),
        ({"meeting_at": "2024-04-15T23:00+07:00"}, set()),
        ({"meeting_at": "2024-04-16T08:00+07:00"}, {"late_reason"}),
        ({"meeting_at": "2024-04-16T08:00+07:00", "late_reason": "Họp bất thường"}, set()),
        ({"chair": "thu"}, {"chair"}),
        ({"secretary": "thu"}, {"secretary"}),
        ({"secretary": "binh"}, {"secretary"}),
        ({"place": ""}, {"place"}),
        ({"agenda": ""}, {"agenda"}),
    ],
)
def test_invitation_is_in_time_and_free_of_conflict(
    changes: answers.Answers, paths: set[str]
) -> None:
    assert set(refusals(SCHEDULE, answers.meeting(**changes))) == paths


def test_a_chair_in_conflict_is_refused() -> None:
    refused = refusals(SCHEDULE, answers.meeting(), conflicted_ids=["binh"])
    assert refused == {"chair": "Chọn chủ trì khác: người này có lợi ích liên quan đến hồ sơ"}


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({}, set()),
        ({"held_at": "2024-03-28T08:00+07:00"}, {"held_at"}),
        ({"present": 12}, {"present", "votes_for"}),
        ({"present": None}, {"present"}),
        ({"discussion_summary": "Đã bàn"}, {"discussion_summary"}),
        ({"discussed_thoroughly": None}, {"discussed_thoroughly"}),
        ({"authority": "vuot"}, {"proposed_solution"}),
        ({"authority": "giao_cap_duoi"}, {"authority"}),
        ({"approved_scope_rank": 4}, {"approved_scope_rank"}),
        ({"approved_scope_rank": 2}, set()),
        ({"authority_basis": ""}, {"authority_basis"}),
        ({"preparation": None}, {"preparation"}),
        ({"minutes_file": []}, {"minutes_file"}),
        ({"minutes_file": ["another"]}, {"minutes_file"}),
        ({"votes_for": None}, {"votes_for"}),
        ({"votes_for": -1, "votes_against": 11}, {"votes_for"}),
        ({"opinions": [{"member": "thu", "content": "Đồng ý"}]}, {"opinions[0].member"}),
        ({"opinions": [{"member": "huong", "content": "Cần quy chế thu"}]}, set()),
    ],
)
def test_minutes_are_complete(changes: answers.Answers, paths: set[str]) -> None:
    assert set(refusals(MINUTES, answers.minutes(**changes))) == paths


def test_votes_that_do_not_add_up_are_refused_with_both_figures() -> None:
    refused = refusals(MINUTES, answers.minutes((6, 3, 1)))
    assert refused == {"votes_for": "Tổng số phiếu là 10, cần bằng 11"}


def test_a_missing_count_is_asked_for_in_whole_words() -> None:
    refused = refusals(MINUTES, answers.minutes(votes_for=None))
    assert refused == {"votes_for": "Ghi số phiếu đồng ý"}


def test_recused_members_who_are_present_do_not_vote() -> None:
    recused = {"recused": ["binh"], "recused_present": 1}
    assert refusals(MINUTES, answers.minutes((8, 1, 1), **recused)) == {}
    assert set(refusals(MINUTES, answers.minutes((9, 1, 1), **recused))) == {"votes_for"}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({}, "recused"),
        ({"recused": ["huong"], "recused_present": 0}, "recused"),
        ({"recused": ["binh"]}, "recused_present"),
        ({"recused": ["binh"], "recused_present": 2, "present": 11}, "recused_present"),
    ],
)
def test_members_in_conflict_are_recused(changes: answers.Answers, path: str) -> None:
    refused = refusals(MINUTES, answers.minutes(**changes), system_recused=["binh"])
    assert path in refused


@pytest.mark.parametrize(
    "key", ["approval_kind", "scope", "date_from", "date_to", "reporting_cycle"]
)
def test_a_go_ahead_says_kind_scope_and_period(key: str) -> None:
    missing: dict[str, Any] = {key: None}
    assert set(refusals(MINUTES, answers.minutes(**missing))) == {key}


@pytest.mark.parametrize("votes", [(4, 7, 0), (5, 5, 1), (5, 1, 5)])
def test_without_a_majority_for_nothing_is_granted(votes: tuple[int, int, int]) -> None:
    none: dict[str, Any] = dict.fromkeys(
        ("approval_kind", "scope", "date_from", "date_to", "reporting_cycle")
    )
    assert refusals(MINUTES, answers.minutes(votes, **none)) == {}
    assert "approval_kind" in refusals(MINUTES, answers.minutes((6, 5, 0), **none))


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"date_from": "2024-04-30"}, "date_from"),
        ({"date_to": "2025-01-01"}, "date_to"),
        ({"date_from": "2024-10-01", "date_to": "2024-09-01"}, "date_to"),
    ],
)
def test_the_period_lies_within_the_plan(changes: answers.Answers, path: str) -> None:
    assert set(refusals(MINUTES, answers.minutes(**changes))) == {path}


@pytest.mark.parametrize(("item", "name"), [("hien_phap", "Hiến pháp"), ("dieu_le", "Điều lệ")])
def test_a_hard_item_not_met_bars_a_go_ahead(item: str, name: str) -> None:
    given = answers.minutes((10, 1, 0), legality=answers.legality(item))
    refused = refusals(MINUTES, given)
    assert set(refused) == {"legality"}
    assert name in refused["legality"]
    assert "cần chuẩn bị lại" in refused["legality"]


@pytest.mark.parametrize(
    "given",
    [
        answers.minutes((10, 1, 0), legality=answers.legality("phap_luat_khac")),
        answers.minutes((4, 7, 0), legality=answers.legality("hien_phap")),
        answers.minutes((10, 1, 0), legality=answers.legality("hien_phap"), preparation="chua_ky",
                        rework_points=[{"point": "Căn cứ hiến định"}]),
        answers.minutes((10, 1, 0), legality=answers.legality("hien_phap"),
                        discussed_thoroughly=False),
    ],
)  # fmt: skip
def test_the_ways_out_of_a_failed_item_stay_open(given: answers.Answers) -> None:
    assert refusals(MINUTES, given) == {}


def test_a_failed_item_cannot_be_left_out_or_renamed() -> None:
    rows = answers.legality("hien_phap")
    assert "legality" in {p.split("[")[0] for p in _refused_rows(rows[1:])}
    renamed = [{**rows[0], "item": "phap_luat_khac"}, *rows[1:]]
    assert _refused_rows(renamed) == {"legality"}


def _refused_rows(rows: list[answers.Answers]) -> set[str]:
    return set(refusals(MINUTES, answers.minutes((10, 1, 0), legality=rows)))


def test_all_five_items_are_hard_in_a_province_that_says_so() -> None:
    items = ("hien_phap", "dieu_le", "quy_dinh_dang", "vbqppl", "dieu_uoc_quoc_te")
    rows = [{"item": item} for item in items]
    found = context(MINUTES, legality_hard=list(items))
    choices = tuple(type(OPTIONS["people"][0])(item, item) for item in items)
    options = {**OPTIONS, "legality_items": choices}
    found = type(found)(**{**vars(found), "prefill": {"legality": rows}, "options": options})
    for item in items:
        checked = answers.legality(item, items=items)
        refused = refused_in(MINUTES, answers.minutes((10, 1, 0), legality=checked), found)
        assert set(refused) == {"legality"}, item
    assert len(ITEMS) == 3


REPORTED = {"issuer": "CP", "provisions": "Khoản 2 Điều 6", "request": "sua_doi"}


@pytest.mark.clause("C-135")
@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ({}, {"report_to_issuer"}),
        ({"report_to_issuer": False}, set()),
        ({"report_to_issuer": True}, {"issuer_reports"}),
        ({"report_to_issuer": True, "issuer_reports": [REPORTED]}, set()),
    ],
)
def test_a_text_that_bars_the_plan_may_be_reported_to_its_issuer(
    given: answers.Answers, paths: set[str]
) -> None:
    hard = ["hien_phap", "dieu_le", "vbqppl"]
    assert set(refusals(MINUTES, answers.unprepared_minutes(**given), legality_hard=hard)) == paths


def test_where_other_texts_may_be_departed_from_no_such_report_is_asked() -> None:
    assert refusals(MINUTES, answers.unprepared_minutes()) == {}


def test_urgency_is_weighed_when_a_rule_is_unsuitable() -> None:
    facts: dict[str, Any] = {**REGULATED, "plan": TWO_ISSUERS}
    given = answers.minutes(urgency_assessment="", issuer_list_confirmed=ISSUERS)
    assert set(refusals(MINUTES, given, **facts)) == {"urgency_assessment"}
    assert refusals(MINUTES, {**given, "urgency_assessment": URGENT}, **facts) == {}


@pytest.mark.parametrize("votes", [(9, 1, 1), (4, 7, 0)])
def test_urgency_is_weighed_whatever_the_votes(votes: tuple[int, int, int]) -> None:
    facts: dict[str, Any] = {
        "issue_type_confirmed": None,
        "plan": {**TWO_ISSUERS, "issue_type": "hon_hop"},
    }
    given = answers.minutes(votes, issuer_list_confirmed=ISSUERS)
    assert set(refusals(MINUTES, given, **facts)) == {"urgency_assessment"}


def test_every_issuer_named_in_the_plan_is_reported_to() -> None:
    facts: dict[str, Any] = {**REGULATED, "plan": TWO_ISSUERS}
    given = answers.minutes(urgency_assessment=URGENT, issuer_list_confirmed=ISSUERS[:1])
    assert set(refusals(MINUTES, given, **facts)) == {"issuer_list_confirmed"}
    more = [*ISSUERS, {**ISSUERS[0], "issuer": "MG-HX"}]
    assert refusals(MINUTES, {**given, "issuer_list_confirmed": more}, **facts) == {}


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({}, set()),
        ({"rework_points": []}, {"rework_points"}),
        ({"rework_points": [{"point": ""}]}, {"rework_points[0].point"}),
        ({"resubmit_by": "2024-03-27"}, {"resubmit_by"}),
        ({"resubmit_by": None}, set()),
    ],
)
def test_a_rework_names_its_points(changes: answers.Answers, paths: set[str]) -> None:
    assert set(refusals(MINUTES, answers.unprepared_minutes(**changes))) == paths


def test_votes_are_not_kept_of_a_plan_that_was_not_prepared() -> None:
    kept = accept(MINUTES, answers.unprepared_minutes(votes_for=9, votes_against=1))
    assert kept.get("votes_for") is None


def test_a_meeting_without_quorum_grants_nothing() -> None:
    none: dict[str, Any] = dict.fromkeys(
        ("approval_kind", "scope", "date_from", "date_to", "reporting_cycle")
    )
    assert refusals(MINUTES, answers.minutes((7, 0, 0), present=7, **none)) == {}
    half = {"base": "entitled", "quorum": "1/2", "casting": False}
    found = with_profile(MINUTES, {"vote": half})
    refused = refused_in(MINUTES, answers.minutes((7, 0, 0), present=7, **none), found)
    assert "approval_kind" in refused


def test_the_number_of_members_is_not_taken_from_the_browser() -> None:
    given = answers.minutes((9, 1, 1), members_total=30)
    assert refusals(MINUTES, {**given, "present": 12})["present"].endswith("11")


def test_a_chair_who_does_not_confirm_says_why() -> None:
    confirm = "p01c_decision.confirm_minutes"
    assert set(refusals(confirm, {"agree": False})) == {"remark"}
    assert accept(confirm, {"agree": True})["agree"] is True
