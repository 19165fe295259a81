"""The head's own decision, more time, answers from above (SC-19 … SC-31, SC-52, SC-57 … SC-62)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.forms import answers, level_answers
from tests.forms.contexts import (
    accept,
    broken_rules,
    context,
    profile,
    refusals,
    refused_in,
    with_profile,
)

LEADER = "p01c_decision.leader_decision"
EXTEND = "p01e_extension.decide_extension"
EXTERNAL = "p01f_external_level.record_external_answer"
ACKNOWLEDGE = "s02_superior_acknowledge.acknowledge_report"
REVIEW = "s02_superior_acknowledge.superior_review"
REGULATED: dict[str, Any] = {
    "issue_type_confirmed": "hon_hop",
    "plan": answers.plan(regulations=[answers.REGULATION]),
}
ISSUER = {"issuer": "MG-UBND", "provisions": "Khoản 2 Điều 5", "request": "bo_sung"}
URGENT = "Chờ sửa quy định thì lỡ thời vụ của cả năm 2024."
WIDE = {"override": {"scope": "not_approved", "report_due": 1}}
FIELDS = ("feasibility_reasons", "answers_to_objections", "approval_kind", "scope", "date_from",
          "date_to", "reporting_cycle", "responsibility_ack")  # fmt: skip


@pytest.mark.parametrize("key", FIELDS)
def test_a_decision_for_is_complete(key: str) -> None:
    assert set(refusals(LEADER, level_answers.override(**{key: None}))) == {key}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"decision": None}, "decision"),
        ({"feasibility_reasons": "Khả thi"}, "feasibility_reasons"),
        ({"responsibility_ack": False}, "responsibility_ack"),
        ({"date_from": "2024-04-30"}, "date_from"),
        ({"date_to": "2025-01-01"}, "date_to"),
        ({"date_to": "2024-05-31"}, "date_to"),
        ({"approved_scope_rank": 4}, "approved_scope_rank"),
    ],
)
def test_a_decision_for_stays_within_the_plan(changes: answers.Answers, path: str) -> None:
    assert set(refusals(LEADER, level_answers.override(**changes))) == {path}


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"vote_result": "approved"}, "override_no_consensus"),
        ({"vote_result": "rejected"}, "override_no_consensus"),
        ({"vote_result": None}, "override_no_consensus"),
        ({"quorum_ok": False}, "override_quorum"),
        ({"discussed_thoroughly": False}, "override_thorough"),
        ({"authority": "vuot"}, "override_authority"),
        ({"preparation": "chua_ky"}, "override_prepared"),
        ({"overall": "negative"}, "override_appraisal"),
        ({"overall": None}, "override_appraisal"),
        ({"leader_status": "xung_dot"}, "override_leader_free"),
        ({"leader_status": "khuyet"}, "override_leader_free"),
        ({"legality_failed": ["Không trái Hiến pháp"]}, "override_legality"),
    ],
)
def test_the_head_may_not_decide_where_the_article_forbids_it(
    facts: dict[str, Any], rule: str
) -> None:
    assert set(refusals(LEADER, level_answers.override(), **facts)) == {"decision"}
    assert refusals(LEADER, level_answers.refusal(), **facts) == {}
    given = {"issuer_list_confirmed": None, "approved_scope_rank": None}
    broken = broken_rules(LEADER, **{**level_answers.override(), **given, **facts})
    assert broken == {rule}


def test_the_item_that_bars_a_decision_is_named() -> None:
    refused = refusals(LEADER, level_answers.override(), legality_failed=["Không trái Hiến pháp"])
    assert "“Không trái Hiến pháp” không đạt" in refused["decision"]


def test_a_majority_against_opens_the_override_only_in_the_wide_profile() -> None:
    given = level_answers.override()
    wide = with_profile(LEADER, WIDE, vote_result="rejected")
    assert refused_in(LEADER, given, wide) == {}
    assert profile()["override"]["scope"] == "no_majority"


def test_a_refusal_needs_its_reason_and_keeps_nothing_else() -> None:
    assert set(refusals(LEADER, level_answers.refusal(declined_reason=""))) == {"declined_reason"}
    kept = accept(LEADER, level_answers.override(**level_answers.refusal()))
    assert kept["approval_kind"] is None
    assert not kept["responsibility_ack"]


def test_a_regulated_matter_needs_urgency_and_its_issuers() -> None:
    given = level_answers.override(issuer_list_confirmed=[ISSUER], urgency_assessment=URGENT)
    assert refusals(LEADER, given, **REGULATED) == {}
    bare = level_answers.override(issuer_list_confirmed=[])
    assert set(refusals(LEADER, bare, **REGULATED)) == {
        "urgency_assessment",
        "issuer_list_confirmed",
    }


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({}, set()),
        ({"is_complex": False}, {"decision"}),
        ({"needs_appraisal_time": False}, {"decision"}),
        ({"is_complex": False, "decision": "khong", "new_due": None}, set()),
        ({"reasons": "Cần thêm thời gian"}, {"reasons"}),
        ({"decision": None}, {"decision"}),
        ({"new_due": None}, {"new_due"}),
        ({"new_due": "2024-04-15"}, {"new_due"}),
        ({"new_due": "2024-05-30"}, set()),
        ({"new_due": "2024-05-31"}, {"new_due"}),
        ({"new_due": "2024-05-25"}, {"new_due"}),
    ],
)
def test_more_time_is_grounded_and_capped(changes: answers.Answers, paths: set[str]) -> None:
    facts = {"days_off": ["2024-05-25", "2024-05-26"]}
    assert set(refusals(EXTEND, level_answers.extension(**changes), **facts)) == paths


def test_a_date_out_of_range_is_refused_with_both_limits() -> None:
    refused = refusals(EXTEND, level_answers.extension(new_due="2024-06-03"))
    assert refused["new_due"] == "Chọn hạn mới sau 15/04/2024 và không quá 30/05/2024"


def test_more_time_is_not_granted_once_the_term_is_over() -> None:
    late = replace(context(EXTEND), now=datetime(2024, 4, 15, 17, 0, 1, tzinfo=UTC))
    assert set(refused_in(EXTEND, level_answers.extension(), late)) == {"decision"}
    declined = level_answers.extension(decision="khong")
    assert refused_in(EXTEND, declined, late) == {}


def test_what_was_asked_for_is_not_taken_from_the_browser() -> None:
    given = level_answers.extension(requested_due="2030-01-01")
    assert "requested_due" not in accept(EXTEND, given)


@pytest.mark.parametrize(
    ("changes", "facts", "paths"),
    [
        ({}, {}, set()),
        ({"doc_no": ""}, {}, {"doc_no"}),
        ({"doc_date": "2024-03-05"}, {}, {"doc_date"}),
        ({"received_on": "2024-03-05"}, {}, {"received_on"}),
        ({"file": []}, {}, {"file"}),
        ({"summary": ""}, {}, {"summary"}),
        ({"external_outcome": None}, {}, {"external_outcome"}),
        ({"approval_kind": None}, {}, {"approval_kind"}),
        ({"date_to": "2024-04-01"}, {}, {"date_to"}),
        ({"external_outcome": "rejected"}, {}, set()),
        ({"external_outcome": "return_down"}, {}, {"return_mode"}),
        ({"external_outcome": "return_down", "return_mode": "authorised"}, {}, set()),
        ({"external_outcome": "rework", "rework_points": []}, {}, {"rework_points"}),
        ({"external_outcome": "rework", "rework_points": [{"point": "Kinh phí"}]}, {}, set()),
        ({}, REGULATED, {"issuers_reported_by_superior"}),
        ({"issuers_reported_by_superior": "no"}, REGULATED, {"urgency_assessment"}),
        (
            {"issuers_reported_by_superior": "no", "urgency_assessment": "Dân đang phải chờ."},
            REGULATED,
            set(),
        ),
        ({"issuers_reported_by_superior": "yes"}, REGULATED, {"issuers_doc_no"}),
        ({"issuers_reported_by_superior": "yes", "issuers_doc_no": "Số 5"}, REGULATED, set()),
    ],
)
def test_an_answer_from_outside_is_recorded_as_it_stands(
    changes: answers.Answers, facts: dict[str, Any], paths: set[str]
) -> None:
    assert set(refusals(EXTERNAL, level_answers.external_answer(**changes), **facts)) == paths


@pytest.mark.parametrize(
    ("form_id", "given", "paths"),
    [
        (ACKNOWLEDGE, {"received_at": "2024-03-04T08:30+07:00", "passed_to": "nga"}, set()),
        (ACKNOWLEDGE, {"received_at": "2024-03-04T09:30+07:00", "passed_to": "nga"},
         {"received_at"}),
        (ACKNOWLEDGE, {"received_at": "2024-03-04T07:30+07:00", "passed_to": "nga"},
         {"received_at"}),
        (ACKNOWLEDGE, {"received_at": "2024-03-04T08:30+07:00", "passed_to": "thu"},
         {"passed_to"}),
        (REVIEW, {"direction": "da_biet"}, set()),
        (REVIEW, {"direction": "tam_dung"}, {"text"}),
        (REVIEW, {"direction": "dung", "text": "Dừng để kiểm tra"}, set()),
        (REVIEW, {}, {"direction"}),
    ],
)  # fmt: skip
def test_a_superior_acknowledges_and_directs(
    form_id: str, given: answers.Answers, paths: set[str]
) -> None:
    assert set(refusals(form_id, given)) == paths
