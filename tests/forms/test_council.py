"""The council, its sheets and meeting; opinions received; legal risk (SC-12 … SC-17, SC-90)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.task_forms import present, validate
from tests.forms import answers, level_answers
from tests.forms.contexts import accept, broken_rules, context, form, refusals, refused_in
from tests.forms.level_facts import SENT

ASSIGN = "p01b_appraisal.assign_appraisal"
SHEET = "p01b1_member_sheet.member_assess"
MEETING = "p01b_appraisal.council_meeting"
REPORTS = ("p01b_appraisal.write_appraisal", "p01b_appraisal.write_council_report")
TRIAGE = "p01b_appraisal.triage_after_appraisal"
OPINION = "s03a_one_opinion.give_opinion"
LEGAL = "p08a_legal_opinion.legal_opinion"
MERGED = "p08_legal_risk.write_legal_risk"
BOARD: dict[str, Any] = {"body_rank": 4, "forum_expected": "ban_thuong_vu"}
FOUR = level_answers.COUNCIL[:4]
THU = {"id": "thu", "name": "Hoàng Thị Thu"}


def council(*people: str, **roles: str) -> answers.Answers:
    """Return the assignment to a council of these people."""
    return level_answers.council_assignment(council=level_answers.council(*people, **roles))


@pytest.mark.parametrize(
    ("given", "facts", "path"),
    [
        (level_answers.council_assignment(mode_reason=""), {}, "mode_reason"),
        (council(*level_answers.COUNCIL[:3]), {}, "council"),
        (council(*FOUR), {}, "council"),
        (council(*level_answers.COUNCIL, "binh"), {}, "council"),
        (council(*FOUR, "dung"), {}, "council"),
        (council(*FOUR, "thu"), {}, "council"),
        (council(*FOUR, "nobody"), {}, "council[4].person"),
        (council(secretary="huong"), {}, "council"),
        (council(chair="huong"), {}, "council"),
        (level_answers.council_assignment(council=[]), {}, "council"),
        (level_answers.council_assignment(council=[{"person": "huong"}]), {}, "council[0].role"),
    ],
)
def test_a_council_is_odd_large_and_free_of_conflict(
    given: answers.Answers, facts: dict[str, Any], path: str
) -> None:
    assert set(refusals(ASSIGN, given, **facts)) == {path}


def test_a_council_of_seven_is_accepted_and_keeps_no_lead_body() -> None:
    seven = (*level_answers.COUNCIL, "binh", "nga")
    kept = accept(ASSIGN, council(*seven) | {"lead_body": "MG-HX-BTC"})
    assert len(kept["council"]) == 7
    assert kept["lead_body"] is None


def test_a_member_in_conflict_is_named() -> None:
    refused = refusals(ASSIGN, council(*FOUR, "thu"))
    assert refused["council"].startswith("Chọn thành viên khác thay Hoàng Thị Thu")
    spouse = {"conflicted_people": [THU, {"id": "quy", "name": "Quý"}]}
    assert "Quý" in refusals(ASSIGN, council(), **spouse)["council"]


def test_a_wide_matter_needs_no_reason_for_a_council() -> None:
    given = level_answers.council_assignment(mode_reason="")
    assert refusals(ASSIGN, given, scope_wide_complex=True) == {}


@pytest.mark.parametrize(
    ("given", "broken"),
    [
        (council(), set()),
        (council(*FOUR), {"council_large_enough", "council_odd"}),
        (council(chair="huong"), {"council_one_chair"}),
        (council(secretary="huong"), {"council_one_secretary"}),
        (council("dung", "huong", "huong", "quy", "tu"), {"council_no_duplicates"}),
        (council(*FOUR, "thu"), {"council_free_of_conflict"}),
    ],
)
def test_each_rule_of_the_council_fails_alone(given: answers.Answers, broken: set[str]) -> None:
    others = {"lead_body": None, "coordinating": None, "legal_review_assigned": None}
    assert broken_rules(ASSIGN, **given, **others) == broken


@pytest.mark.parametrize(
    ("changes", "facts", "paths"),
    [
        ({}, BOARD, {"legal_review_assigned"}),
        ({"legal_review_assigned": True}, BOARD, {"legal_review_reason"}),
        ({"legal_review_assigned": False}, BOARD, {"legal_review_reason"}),
        ({"legal_review_assigned": True, "legal_review_reason": "Liên quan phí"}, BOARD, set()),
        ({}, {**BOARD, "forum_expected": "cap_uy"}, set()),
        ({"legal_review_assigned": True}, {}, set()),
    ],
)
def test_legal_review_is_asked_only_of_the_provincial_board(
    changes: answers.Answers, facts: dict[str, Any], paths: set[str]
) -> None:
    assert set(refusals(ASSIGN, answers.assignment(**changes), **facts)) == paths
    if not facts:
        assert accept(ASSIGN, answers.assignment(**changes))["legal_review_assigned"] is None
        broken = broken_rules(ASSIGN, **changes, mode=None, council=None, lead_body=None,
                              coordinating=None, due=None)  # fmt: skip
        assert broken == {"assign_legal_review_rank"}


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({}, set()),
        ({"recuse": None}, {"recuse"}),
        ({"feasible": None}, {"feasible"}),
        ({"effective": None}, {"effective"}),
        ({"risk_view": ""}, {"risk_view"}),
        ({"comment": ""}, {"comment"}),
        ({"recuse": True, "feasible": None, "effective": None, "risk_view": "", "comment": ""},
         set()),
    ],
)  # fmt: skip
def test_a_member_gives_a_whole_opinion_or_withdraws(
    changes: answers.Answers, paths: set[str]
) -> None:
    assert set(refusals(SHEET, level_answers.sheet(**changes))) == paths


@pytest.mark.parametrize(
    ("changes", "size", "paths"),
    [
        ({}, 5, set()),
        ({"present": 5}, 7, set()),
        ({"present": 4}, 7, {"present"}),
        ({"present": 6}, 5, {"present"}),
        ({"held_at": "2024-03-05T08:00+07:00"}, 5, {"held_at"}),
        ({"minutes_file": []}, 5, {"minutes_file"}),
    ],
)
def test_a_council_meets_with_two_thirds(
    changes: answers.Answers, size: int, paths: set[str]
) -> None:
    given = level_answers.council_meeting(**changes)
    assert set(refusals(MEETING, given, council_size=size)) == paths


def test_too_few_members_are_told_how_many_are_needed() -> None:
    refused = refusals(MEETING, level_answers.council_meeting(), council_size=7)
    assert refused["present"].startswith("Ghi số có mặt từ 5 trở lên")


@pytest.mark.parametrize("form_id", REPORTS)
def test_opinions_received_are_shown_and_kept_as_they_were_given(form_id: str) -> None:
    found = context(form_id, asked_count=1)
    found = replace(found, prefill={**found.prefill, "opinions_received": [SENT]})
    forged = answers.report(opinions_received=[{"who": "khác", "view": "Đồng ý", "content": ""}])
    assert validate(form(form_id), forged, found).answers["opinions_received"] == [SENT]


def test_a_council_that_shrank_below_five_is_said() -> None:
    views = present(form(REPORTS[1]), {}, context(REPORTS[1], council_free=4))
    assert views[0].shown and "còn 4 thành viên" in views[0].text
    assert not present(form(REPORTS[1]), {}, context(REPORTS[1]))[0].shown


def test_both_reports_are_held_to_the_same_rules() -> None:
    ours, theirs = ({rule.id: rule.expression for rule in form(one).rules} for one in REPORTS)
    assert ours == theirs


@pytest.mark.parametrize(
    ("changes", "paths"),
    [({}, set()), ({"opinion": None}, {"opinion"}), ({"content": ""}, {"content"})],
)
def test_a_body_asked_says_what_it_thinks(changes: answers.Answers, paths: set[str]) -> None:
    given = {"opinion": "dong_y", "content": "Đồng ý", **changes}
    assert set(refusals(OPINION, given)) == paths


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({}, set()),
        ({"risk_level": None}, {"risk_level"}),
        ({"findings": []}, {"findings"}),
        ({"findings": [], "risk_level": "thap"}, set()),
        ({"findings": [level_answers.finding(law="")]}, {"findings[0].law"}),
        ({"recommendation": ""}, {"recommendation"}),
        ({"participate": "khong_tham_gia"}, {"reason"}),
        ({"participate": "khong_tham_gia", "reason": "Không thuộc chức năng"}, set()),
    ],
)
def test_a_legal_opinion_names_its_findings(changes: answers.Answers, paths: set[str]) -> None:
    assert set(refusals(LEGAL, level_answers.legal_opinion(**changes))) == paths


@pytest.mark.parametrize(
    ("changes", "levels", "paths"),
    [
        ({}, ["cao"], set()),
        ({"findings": []}, ["cao"], {"findings"}),
        ({}, ["cao", "thap"], {"minority_views"}),
        ({"minority_views": "Thanh tra tỉnh cho là thấp."}, ["cao", "thap"], set()),
        ({"overall_risk": "thap", "findings": []}, [], set()),
    ],
)
def test_the_merged_report_keeps_minority_views(
    changes: answers.Answers, levels: list[str], paths: set[str]
) -> None:
    given = level_answers.legal_report(**changes)
    assert set(refusals(MERGED, given, member_risk_levels=levels)) == paths


def test_a_high_legal_risk_is_answered_finding_by_finding() -> None:
    facts: dict[str, Any] = {"overall_risk": "cao", "legal_findings": [level_answers.finding()]}
    found = replace(context(TRIAGE, **facts), prefill={"risk_answers": [{"finding": "Thu phí"}]})
    assert set(refused_in(TRIAGE, answers.triage(), found)) == {"risk_answers[0].answer"}
    answered = answers.triage(risk_answers=[{"answer": "Chuyển sang đóng góp tự nguyện"}])
    assert refused_in(TRIAGE, answered, found) == {}
    given = {"action": "trinh_ban_thuong_vu", "risk_answers": [], **facts}
    assert broken_rules(TRIAGE, **given) == {"triage_risks_answered"}
    assert accept(TRIAGE, answers.triage(), overall_risk="trung_binh")["risk_answers"] is None
