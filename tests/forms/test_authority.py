"""Authority above and below: whom to report to, grants, returns (SC-45 … SC-51, INV-10)."""

from __future__ import annotations

from typing import Any

import pytest

from app.task_forms import present
from tests.forms import answers, level_answers
from tests.forms.contexts import accept, broken_rules, context, form, refusals

AUTHORITY = "p01a_intake_authority.determine_authority"
MINUTES = "p01c_decision.record_meeting"
ESCALATE = "p01d_escalate.draft_escalation"
RESOLVE = "p01_art4_case.resolve_outcome"
RAISED = {"entry_reason": "escalated_4_2"}
GRANTED: dict[str, Any] = {"superior_granted": True, "entry_reason": "returned_down"}


def over(**changes: Any) -> answers.Answers:
    """Return a determination that the matter belongs to the province."""
    return answers.authority(**{"finding": "vuot_tham_quyen", "competent_body": "MG-TU", **changes})


def offered(**facts: Any) -> list[str]:
    """Return the conclusions that the form offers."""
    views = present(form(AUTHORITY), {}, context(AUTHORITY, **facts))
    return next([one.value for one in view.options] for view in views if view.key == "finding")


@pytest.mark.parametrize(
    ("facts", "values"),
    [
        ({}, ["trong_tham_quyen", "vuot_tham_quyen"]),
        (RAISED, ["trong_tham_quyen", "vuot_tham_quyen", "thuoc_cap_duoi"]),
        ({"entry_reason": "escalated_4_3b"}, ["trong_tham_quyen", "vuot_tham_quyen",
                                              "thuoc_cap_duoi"]),
        ({"entry_reason": "returned_down"}, ["trong_tham_quyen", "vuot_tham_quyen"]),
        (GRANTED, ["trong_tham_quyen"]),
    ],
)  # fmt: skip
def test_the_way_a_case_came_says_where_it_may_go(facts: dict[str, Any], values: list[str]) -> None:
    assert offered(**facts) == values


@pytest.mark.parametrize(
    ("changes", "facts", "paths"),
    [
        ({}, {"competent_rank": 4, "expected_body": "MG-TU"}, set()),
        ({}, {}, {"differs_reason"}),
        ({"differs_reason": "Quy chế làm việc giao Tỉnh ủy."}, {}, set()),
        ({"competent_body": "TW"}, {"expected_body": "MG-TU"}, {"differs_reason"}),
        ({"competent_body": "MG-DUK"}, {"expected_body": "MG-TU"}, {"differs_reason"}),
        (
            {"competent_body": "MG-DUK", "differs_reason": "Thuộc Đảng ủy Khối."},
            {"expected_body": "MG-TU"},
            set(),
        ),
        ({"competent_body": "MG-BL", "differs_reason": "Gần hơn"}, {}, {"competent_body"}),
        ({"competent_body": None}, {}, {"competent_body"}),
        ({"basis": "Quy chế"}, {"expected_body": "MG-TU"}, {"basis"}),
    ],
)
def test_a_plan_over_authority_names_the_competent_body(
    changes: answers.Answers, facts: dict[str, Any], paths: set[str]
) -> None:
    assert set(refusals(AUTHORITY, over(**changes), **facts)) == paths


def test_reporting_again_to_a_body_that_returned_the_case_needs_a_new_ground() -> None:
    facts: dict[str, Any] = {"expected_body": "MG-TU", "returned_by_ids": ["MG-TU"]}
    assert set(refusals(AUTHORITY, over(), **facts)) == {"new_ground"}
    assert refusals(AUTHORITY, over(new_ground="Dự án mở rộng sang huyện khác."), **facts) == {}
    assert broken_rules(AUTHORITY, **over(), **facts, new_ground=None) == {"authority_new_ground"}
    assert not accept(AUTHORITY, over(new_ground="thừa"), expected_body="MG-TU")["new_ground"]


@pytest.mark.parametrize(
    ("facts", "changes", "paths"),
    [
        (RAISED, {}, {"differs_reason"}),
        ({**RAISED, "body_rank": 4}, {}, set()),
        ({"body_rank": 4}, {}, {"finding"}),
    ],
)
def test_only_a_case_from_below_is_returned_below(
    facts: dict[str, Any], changes: answers.Answers, paths: set[str]
) -> None:
    given = answers.authority(finding="thuoc_cap_duoi", **changes)
    assert set(refusals(AUTHORITY, given, **facts)) == paths


def test_a_granted_case_stays_and_needs_no_reason() -> None:
    facts = {**GRANTED, "competent_rank": 4, "grant_document": "Số 12-CV/TU của Tỉnh ủy"}
    assert refusals(AUTHORITY, answers.authority(), **facts) == {}
    assert "finding" in refusals(AUTHORITY, over(), **facts)
    shown = present(form(AUTHORITY), {}, context(AUTHORITY, **facts))
    note = next(view for view in shown if view.kind == "text")
    assert note.shown and "Số 12-CV/TU" in note.text


@pytest.mark.parametrize(
    ("facts", "broken"),
    [
        ({**over(), "expected_body": "MG-TU"}, set()),
        ({**over(), **GRANTED}, {"authority_granted_stays"}),
        ({"finding": "thuoc_cap_duoi"}, {"authority_lower_after_escalation"}),
        ({"finding": "thuoc_cap_duoi", **RAISED}, set()),
        (over(competent_body="MG-DUK"), {"authority_target_above"}),
    ],
)
def test_rules_say_what_the_choices_of_authority_leave_out(
    facts: dict[str, Any], broken: set[str]
) -> None:
    assert broken_rules(AUTHORITY, **{"competent_body": None, "differs_reason": None,
                                      "new_ground": None, **facts}) == broken  # fmt: skip


def test_over_authority_at_the_meeting_comes_with_a_solution() -> None:
    given = level_answers.over_authority()
    assert refusals(MINUTES, given) == {}
    for solution in ("", "Xin ý kiến"):
        refused = refusals(MINUTES, {**given, "proposed_solution": solution})
        assert set(refused) == {"proposed_solution"}
        assert "50 ký tự" in refused["proposed_solution"]


def test_over_authority_leaves_no_vote_and_no_go_ahead() -> None:
    given = {**answers.minutes(), **level_answers.over_authority()}
    kept = accept(MINUTES, given)
    empty = ("preparation", "votes_for", "legality", "approval_kind", "scope", "urgency_assessment")
    assert [kept[key] for key in empty] == [None] * len(empty)


@pytest.mark.parametrize(("depth", "paths"), [(1, {"authority"}), (2, set())])
def test_only_a_superior_gives_the_decision_back(depth: int, paths: set[str]) -> None:
    given = level_answers.over_authority(authority="giao_cap_duoi", proposed_solution=None)
    assert set(refusals(MINUTES, given, stack_depth=depth)) == paths
    broken = broken_rules(MINUTES, **given, stack_depth=depth, preparation=None)
    assert ("minutes_return_to_lower" in broken) == bool(paths)


def test_a_forum_that_differs_from_the_appraisal_says_why() -> None:
    facts = {"authority_finding": "vuot"}
    assert set(refusals(MINUTES, answers.minutes(), **facts)) == {"authority_differs_reason"}
    reason = "Quy chế làm việc đã phân cấp việc này cho thị ủy từ năm 2023."
    given = answers.minutes(authority_differs_reason=reason)
    assert accept(MINUTES, given, **facts)["authority_differs_reason"] == reason
    assert not accept(MINUTES, given)["authority_differs_reason"]


@pytest.mark.parametrize(
    ("changes", "facts", "paths"),
    [
        ({}, {}, set()),
        ({"target_body": None}, {}, set()),
        ({"target_body": "TW"}, {}, {"target_body"}),
        ({"summary": ""}, {}, {"summary"}),
        ({"own_opinion": ""}, {}, {"own_opinion"}),
        ({"proposed_solution": ""}, {}, {"proposed_solution"}),
        ({"proposed_solution": "Cho phép"}, {}, {"proposed_solution"}),
        ({"proposed_solution": ""}, {"escalation_kind": "4_2"}, set()),
        ({}, {"superior_id": "TW"}, {"target_body"}),
        ({}, {"superior_id": "TW", "escalation_kind": "4_2"}, set()),
        ({"attachments": ["another"]}, {}, {"attachments"}),
    ],
)
def test_the_report_up_goes_where_it_was_determined(
    changes: answers.Answers, facts: dict[str, Any], paths: set[str]
) -> None:
    assert set(refusals(ESCALATE, level_answers.escalation(**changes), **facts)) == paths


def test_a_superior_who_is_not_the_direct_one_breaks_the_rule_of_the_target() -> None:
    given = level_answers.escalation()
    assert broken_rules(ESCALATE, **given) == set()
    assert broken_rules(ESCALATE, **given, target_id="TW") == {
        "escalation_target_fixed",
        "escalation_to_direct_superior",
    }
    assert broken_rules(ESCALATE, **{**given, "proposed_solution": None}) == {
        "escalation_with_solution"
    }


@pytest.mark.parametrize("outcome", ["approved_by_leader", "no_go", "return_down"])
def test_an_outcome_by_hand_needs_its_support_in_the_register(outcome: str) -> None:
    given = answers.outcome(level_outcome=outcome)
    assert set(refusals(RESOLVE, given)) == {"level_outcome"}
    assert refusals(RESOLVE, given, supported_outcomes=[outcome]) == {}
