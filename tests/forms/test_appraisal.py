"""Appraisal: advice, assignment, report, questions, triage (A-11, A-12, A-49, SC-08 … SC-16)."""

from __future__ import annotations

from typing import Any

import pytest

from app.task_forms import present
from tests.forms import answers
from tests.forms.contexts import (
    accept,
    broken_rules,
    context,
    form,
    refusals,
    refused_in,
    with_profile,
)

ADVISE = "p01b_appraisal.advise_appraisal"
ASSIGN = "p01b_appraisal.assign_appraisal"
REPORT = "p01b_appraisal.write_appraisal"
TRIAGE = "p01b_appraisal.triage_after_appraisal"
NEGATIVE = {"feasibility": "khong_kha_thi", "overall": "negative"}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"proposal": None}, "proposal"),
        ({"coordinating": ["MG-HX-BTC"]}, "coordinating"),
        ({"coordinating": ["MG-UBND"]}, "coordinating"),
        ({"scope_wide_complex": None}, "scope_wide_complex"),
        ({"lead_body": "MG-UBND"}, "lead_body"),
        ({"reason": ""}, "reason"),
    ],
)
def test_incomplete_advice_is_refused(changes: answers.Answers, path: str) -> None:
    assert set(refusals(ADVISE, answers.advice(**changes))) == {path}


@pytest.mark.parametrize(
    ("changes", "facts", "paths"),
    [
        ({}, {}, set()),
        ({"mode": None}, {}, {"mode"}),
        ({"coordinating": ["MG-HX-TT"]}, {}, set()),
        ({"coordinating": ["MG-HX-BTC"]}, {}, {"coordinating"}),
        ({"coordinating": ["MG-HX-KT"]}, {}, {"coordinating"}),
        ({"lead_body": "MG-HX-KT"}, {}, {"lead_body"}),
        ({"due": "2024-03-23"}, {}, {"due"}),
        ({"due": "2024-03-01"}, {}, {"due"}),
        ({"due": "2024-04-08"}, {}, set()),
        ({"due": "2024-04-09"}, {}, {"due"}),
        ({}, {"latest_report_due": "2024-03-01"}, set()),
        ({}, {"round_no": 2}, {"supplementary_only"}),
        ({"supplementary_only": True}, {"round_no": 2}, set()),
        ({}, {"superior_granted": True}, {"supplementary_only"}),
        ({}, {"reappraisals": 1}, {"reappraisal_reason"}),
        ({"reappraisal_reason": "Có số liệu mới"}, {"reappraisals": 1}, set()),
    ],
)
def test_assignment_leaves_time_and_distance(
    changes: answers.Answers, facts: dict[str, Any], paths: set[str]
) -> None:
    assert set(refusals(ASSIGN, answers.assignment(**changes), **facts)) == paths


def test_a_late_report_date_is_refused_with_the_last_day() -> None:
    refused = refusals(ASSIGN, answers.assignment(due="2024-04-09"))
    assert refused["due"] == "Chọn hạn báo cáo không sau 08/04/2024"


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({}, set()),
        (NEGATIVE, set()),
        ({"effectiveness": "khong_hieu_qua", "overall": "negative"}, set()),
        ({"feasibility": "khong_kha_thi"}, {"overall"}),
        ({"effectiveness": "khong_hieu_qua"}, {"overall"}),
        ({"overall": "negative"}, {"overall"}),
        ({"overall": "positive_with_conditions"}, {"conditions"}),
        ({"overall": "positive_with_conditions", "conditions": "Báo cáo hằng tháng"}, set()),
        ({"issue_type_confirmed": "hon_hop"}, {"issue_note"}),
        ({"issue_type_confirmed": "hon_hop", "issue_note": "Có một điều khoản"}, set()),
        ({"authority_finding": "vuot"}, set()),
        ({"authority_finding": "khac"}, {"authority_finding"}),
        ({"reasons": "Ngắn"}, {"reasons"}),
        ({"risks_assessed": answers.report()["risks_assessed"][:1]}, {"risks_assessed"}),
        ({"report_next": None}, {"report_next"}),
    ],
)
def test_report_conclusion_follows_its_findings(changes: answers.Answers, paths: set[str]) -> None:
    assert set(refusals(REPORT, answers.report(**changes))) == paths


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"effectiveness": "khong_hieu_qua"}, set()),
        ({"effectiveness": "khong_hieu_qua", "overall": "negative"}, set()),
        ({"effectiveness": "khong_hieu_qua", "feasibility": "khong_kha_thi"}, {"overall"}),
        ({"overall": "negative"}, {"overall"}),
    ],
)
def test_a_profile_may_ask_for_both_findings(changes: answers.Answers, paths: set[str]) -> None:
    rule = {"negative_rule": "both", "max_questions": 2, "max_reappraisals": 1}
    found = with_profile(REPORT, {"appraisal": rule})
    assert set(refused_in(REPORT, answers.report(**changes), found)) == paths


def test_an_item_that_is_not_met_is_explained() -> None:
    rows = answers.legality("phap_luat_khac")
    assert refusals(REPORT, answers.report(legality=rows)) == {}
    del rows[2]["note"]
    assert set(refusals(REPORT, answers.report(legality=rows))) == {"legality[2].note"}


def test_the_checklist_keeps_its_items_whatever_is_sent() -> None:
    rows = [{**row, "item": "khac"} for row in answers.legality()]
    kept = accept(REPORT, answers.report(legality=rows))["legality"]
    assert [row["item"] for row in kept] == ["hien_phap", "dieu_le", "phap_luat_khac"]


def test_conditions_and_checklist_become_facts_of_the_appraisal() -> None:
    assert form(REPORT).renames == {
        "conditions": "appraisal_conditions",
        "legality": "appraisal_legality",
    }


def test_a_question_needs_nothing_of_the_report() -> None:
    assert refusals(REPORT, answers.question()) == {}
    assert set(refusals(REPORT, answers.question(question=""))) == {"question"}


def test_a_third_question_is_refused() -> None:
    assert refusals(REPORT, answers.question(), questions_asked=1) == {}
    assert set(refusals(REPORT, answers.question(), questions_asked=2)) == {"report_next"}


@pytest.mark.parametrize(
    ("facts", "offered"),
    [
        ({}, ["trinh_ban_thuong_vu", "trinh_cap_uy"]),
        ({"has_board": False}, ["trinh_cap_uy"]),
        (
            {"authority_finding": "chua_ro"},
            ["trinh_ban_thuong_vu", "trinh_cap_uy", "xac_dinh_lai_tham_quyen"],
        ),
        ({"overall": "negative"}, ["thong_bao", "tham_dinh_lai"]),
        ({"overall": "negative", "reappraisals": 1}, ["thong_bao"]),
    ],
)
def test_triage_offers_what_the_report_allows(facts: dict[str, Any], offered: list[str]) -> None:
    shown = present(form(TRIAGE), {}, context(TRIAGE, **facts))
    assert [option.value for option in shown[0].options] == offered


@pytest.mark.parametrize(
    ("changes", "facts", "paths"),
    [
        ({}, {}, set()),
        ({"action": "trinh_cap_uy"}, {}, {"forum_ground"}),
        ({"action": "trinh_cap_uy", "forum_ground": "Quy chế, Điều 5"}, {}, set()),
        ({"action": "thong_bao"}, {}, {"action"}),
        ({"action": "tham_dinh_lai", "remark": "Có số liệu mới"}, {}, {"action"}),
        ({"action": "xac_dinh_lai_tham_quyen"}, {}, {"action"}),
        ({"action": "xac_dinh_lai_tham_quyen"}, {"authority_finding": "chua_ro"}, set()),
        ({"action": "thong_bao"}, {"overall": "negative"}, set()),
        ({}, {"overall": "negative"}, {"action"}),
        ({"action": "tham_dinh_lai"}, {"overall": "negative"}, {"remark"}),
        ({"action": "tham_dinh_lai", "remark": "Số liệu mới"}, {"overall": "negative"}, set()),
        (
            {"action": "tham_dinh_lai", "remark": "Số liệu mới"},
            {"overall": "negative", "reappraisals": 1},
            {"action"},
        ),
    ],
)
def test_triage_keeps_to_the_report(
    changes: answers.Answers, facts: dict[str, Any], paths: set[str]
) -> None:
    assert set(refusals(TRIAGE, answers.triage(**changes), **facts)) == paths


@pytest.mark.parametrize(
    ("facts", "broken"),
    [
        ({"action": "trinh_cap_uy"}, set()),
        ({"action": "trinh_cap_uy", "overall": "negative"}, {"triage_negative_notice"}),
        ({"action": "thong_bao"}, {"triage_positive_submit"}),
        (
            {"action": "tham_dinh_lai", "remark": "x", "overall": "negative", "reappraisals": 1},
            {"triage_reappraisals_left"},
        ),
        ({"action": "xac_dinh_lai_tham_quyen"}, {"triage_redetermine_doubtful"}),
    ],
)
def test_rules_say_what_the_choices_of_triage_leave_out(
    facts: dict[str, Any], broken: set[str]
) -> None:
    assert broken_rules(TRIAGE, **facts) == broken


def test_a_report_on_a_plan_without_risks_still_assesses_one() -> None:
    bare = answers.plan(risks=None)
    given = answers.report(risks_assessed=[])
    assert set(refusals(REPORT, given, plan=bare)) == {"risks_assessed"}


def test_an_incomplete_submission_says_what_is_missing() -> None:
    check = "p01b_appraisal.check_report"
    assert set(refusals(check, {"complete": False})) == {"remarks"}
    assert set(refusals("p01b_appraisal.ask_proposer", {"answer": ""})) == {"answer"}
