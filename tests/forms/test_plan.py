"""F-PLAN and the forms built on it: what a plan must say before it can be sent (SC-36, SC-43)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.forms import answers
from tests.forms.contexts import (
    FORMS,
    accept,
    broken_rules,
    form,
    refusals,
    refused_in,
    with_profile,
)

PLAN = "p01_art4_case.prepare_plan"
PAPER = "p01_art4_case.enter_paper_plan"
REWORK = "p01_art4_case.rework_plan"
# SC-43: the fields that one cadre's plan must have in QN.
REQUIRED = tuple(answers.plan())
REGULATED = {"issue_type": "da_quy_dinh_khong_phu_hop", "regulations": [answers.REGULATION]}


def without(key: str) -> answers.Answers:
    """Return a valid plan lacking one answer."""
    given = answers.plan()
    del given[key]
    return given


def test_one_cadres_plan_needs_twenty_one_answers() -> None:
    assert len(REQUIRED) == 21
    assert refusals(PLAN, answers.plan()) == {}


@pytest.mark.parametrize("key", REQUIRED)
def test_missing_answer_is_refused_at_its_field_alone(key: str) -> None:
    refused = refusals(PLAN, without(key))
    assert {path.split("[")[0] for path in refused} == {key}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"issue_type": "da_quy_dinh_khong_phu_hop"}, "regulations"),
        ({"regulations": [answers.REGULATION]}, "regulations"),
        ({"within_duties": False}, "within_duties"),
        ({"commitment": False}, "commitment"),
    ],
)
def test_the_four_other_faults_are_refused(changes: answers.Answers, path: str) -> None:
    assert set(refusals(PLAN, answers.plan(**changes))) == {path}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"issue_type": "hon_hop"}, "regulations"),
        ({"proposers": ["thu", "khoi"]}, "proposers"),
        ({"proposer_kind": "nhom", "group_head": "thu"}, "proposers"),
        (
            {"proposer_kind": "nhom", "proposers": ["thu", "khoi"], "group_head": "binh"},
            "group_head",
        ),
        ({"proposer_kind": "nhom", "proposers": ["thu", "khoi"]}, "group_head"),
        ({"proposer_kind": "co_quan"}, "proposer_org"),
        ({"proposer_kind": "co_quan", "proposer_org": "MG-UBND"}, "proposer_org"),
        ({"proposers": ["nobody"]}, "proposers"),
        ({"subject_class": "can_bo"}, "personnel"),
        ({"issue_type": "trong_quy_dinh"}, "issue_type"),
        ({"scope_rank": 6}, "scope_rank"),
        ({"est_cost": -1}, "est_cost"),
        ({"date_to": "2024-04-30"}, "date_to"),
        ({"issue_analysis": "Ngắn"}, "issue_analysis"),
        ({"title": "x" * 301}, "title"),
        ({"declaration_common_good": False}, "declaration_common_good"),
        ({"attachments": ["file-of-another"]}, "attachments"),
        ({"risks": [answers.risk(), answers.risk(prevention="")]}, "risks[1].prevention"),
        (
            {**REGULATED, "regulations": [{**answers.REGULATION, "issuer": ""}]},
            "regulations[0].issuer",
        ),
    ],
)
def test_wrong_answer_is_refused_at_its_field(changes: answers.Answers, path: str) -> None:
    assert set(refusals(PLAN, answers.plan(**changes))) == {path}


@pytest.mark.parametrize(
    "changes",
    [
        REGULATED,
        {**REGULATED, "issue_type": "hon_hop"},
        {"proposer_kind": "nhom", "proposers": ["thu", "khoi"], "group_head": "khoi"},
        {"subject_class": "can_bo", "personnel": ["binh"]},
        {"attachments": ["file-1"]},
        {"est_cost": 0},
        {"date_to": "2024-05-01"},
    ],
)
def test_other_plans_are_accepted(changes: answers.Answers) -> None:
    assert refusals(PLAN, answers.plan(**changes)) == {}


def test_an_organisations_plan_names_no_proposers() -> None:
    given = answers.plan(proposer_kind="co_quan", proposer_org="MG-HX-KT")
    assert accept(PLAN, given).get("proposers") in (None, [])


def test_refusal_of_several_faults_names_each() -> None:
    refused = refusals(PLAN, answers.plan(title="", est_cost=None, within_duties=False))
    assert list(refused) == ["title", "within_duties", "est_cost"]


@pytest.mark.parametrize("key", ["scientific_basis", "practical_basis"])
def test_basis_is_asked_where_the_profile_wants_it(key: str) -> None:
    basis = {"scientific_basis": "Nghiên cứu", "practical_basis": "Thực tiễn"}
    found = with_profile(PLAN, {"require_basis_section": True})
    assert refused_in(PLAN, answers.plan(**basis), found) == {}
    del basis[key]
    assert set(refused_in(PLAN, answers.plan(**basis), found)) == {key}


def test_basis_is_not_kept_where_the_profile_has_none() -> None:
    assert not accept(PLAN, answers.plan(scientific_basis="Nghiên cứu")).get("scientific_basis")


def test_matters_within_the_rules_are_offered_where_the_profile_allows_them() -> None:
    allowed = ["chua_quy_dinh", "trong_quy_dinh"]
    found = with_profile(PLAN, {"issue_types_allowed": allowed})
    assert refused_in(PLAN, answers.plan(issue_type="trong_quy_dinh"), found) == {}


def test_every_point_of_a_rework_must_be_answered() -> None:
    points: list[Any] = ["phương án tài chính", "đánh giá rủi ro"]
    given = answers.rework()
    assert refusals(REWORK, given, points_to_answer=points) == {}
    given["point_answers"][1]["answer"] = ""
    assert set(refusals(REWORK, given, points_to_answer=points)) == {"point_answers[1].answer"}


def test_a_point_left_out_of_the_rework_is_refused() -> None:
    given = answers.rework()
    given["point_answers"].pop()
    refused = refusals(REWORK, given, points_to_answer=["a", "b"])
    assert {path.split("[")[0] for path in refused} == {"point_answers"}


def test_a_rework_says_what_changed() -> None:
    assert set(refusals(REWORK, answers.rework(change_note=""))) == {"change_note"}


@pytest.mark.parametrize(
    ("changes", "sent", "paths"),
    [
        ({}, {"sent_proposers": ["thu"]}, set()),
        ({}, {"sent_proposers": ["thu", "hiep"]}, set()),
        ({}, {"sent_proposers": ["hiep"]}, {"proposer_kind"}),
        (
            {"proposer_kind": "co_quan", "proposer_org": "MG-HX-KT", "proposers": None},
            {"sent_proposers": ["thu"]},
            {"proposer_kind"},
        ),
        (
            {"proposer_kind": "co_quan", "proposer_org": "MG-HX-KT", "proposers": None},
            {"sent_org": "MG-HX-KT"},
            set(),
        ),
        ({}, {"sent_org": "MG-HX-KT"}, {"proposer_kind"}),
    ],
)
def test_preparing_again_changes_no_proposer(
    changes: answers.Answers, sent: dict[str, Any], paths: set[str]
) -> None:
    assert set(refusals(REWORK, answers.rework(**changes), **sent)) == paths


def test_a_rework_is_held_to_the_rules_of_a_plan() -> None:
    assert set(form(PLAN).rules) <= set(form(REWORK).rules)
    assert set(refusals(REWORK, answers.rework(risks=[]))) == {"risks"}


def test_paper_may_lack_what_the_proposer_left_out() -> None:
    assert refusals(PAPER, answers.paper_plan()) == {}


@pytest.mark.parametrize("key", sorted(answers.paper_plan()))
def test_paper_is_entered_with_what_the_next_steps_need(key: str) -> None:
    given = answers.paper_plan()
    del given[key]
    assert set(refusals(PAPER, given)) == {key}


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"paper_received_on": "2024-03-05"}, {"paper_received_on"}),
        ({"paper_received_on": "2024-03-01"}, set()),
        ({"paper_received_on": "2024-02-28"}, {"paper_reason"}),
        ({"paper_received_on": "2024-02-28", "paper_reason": "Văn thư nghỉ ốm"}, set()),
        ({"paper_dated_on": "2024-03-05"}, {"paper_received_on"}),
        ({"paper_dated_on": "2024-03-01"}, set()),
    ],
)
def test_arrival_stamp_is_neither_future_nor_silently_old(
    changes: answers.Answers, paths: set[str]
) -> None:
    assert set(refusals(PAPER, answers.paper_plan(**changes))) == paths


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"proposers": ["thu", "khoi"]}, "proposers"),
        ({"proposer_kind": "nhom", "group_head": "thu"}, "proposers"),
        (
            {"proposer_kind": "nhom", "proposers": ["thu", "khoi"], "group_head": "binh"},
            "group_head",
        ),
        ({"regulations": [answers.REGULATION]}, "regulations"),
        ({"date_from": "2024-05-02", "date_to": "2024-05-01"}, "date_to"),
    ],
)
def test_paper_is_not_entered_against_itself(changes: answers.Answers, path: str) -> None:
    assert set(refusals(PAPER, answers.paper_plan(**changes))) == {path}


def test_an_outcome_the_register_does_not_support_is_refused() -> None:
    resolve = "p01_art4_case.resolve_outcome"
    assert set(refusals(resolve, answers.outcome(level_outcome="approved"))) == {"level_outcome"}
    assert set(refusals(resolve, answers.outcome(reason="vì thế"))) == {"reason"}
    assert broken_rules(resolve, level_outcome="approved") == {"outcome_supported"}
    assert broken_rules(resolve, level_outcome="rework") == set()


def test_the_plan_is_written_section_by_section() -> None:
    raw = (FORMS / "p01_art4_case" / "prepare_plan.form").read_text(encoding="utf-8")
    assert '"mode": "sections"' in raw


def test_plan_of_others_is_theirs_to_send() -> None:
    refused = refusals(PLAN, answers.plan(proposers=["quy"]))
    assert refused == {
        "proposers": (
            "Ghi tên chính mình trong cán bộ đề xuất; kế hoạch của người khác do người ấy gửi"
        )
    }
