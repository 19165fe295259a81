"""Every condition, timer, input and table expression that the shipped procedure uses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.feel.factories import value

OVERRIDE = {"override": {"scope": "not_approved"}}

CONDITIONS: list[tuple[str, dict[str, Any], bool]] = [
    ('channel in ["giay", "buu_chinh"]', {"channel": "giay"}, True),
    ('channel in ["giay", "buu_chinh"]', {"channel": "dien_tu"}, False),
    ("eligible = true", {"eligible": True}, True),
    ("eligible = true", {"eligible": False}, False),
    ("profile.require_own_head_report = true", {"profile": {}}, False),
    (
        "profile.require_own_head_report = true",
        {"profile": {"require_own_head_report": True}},
        True,
    ),
    ('level_outcome in ["approved", "approved_by_leader"]', {"level_outcome": "approved"}, True),
    ('level_outcome in ["rejected", "no_go"]', {"level_outcome": "approved"}, False),
    ('level_outcome = "infeasible"', {"level_outcome": "infeasible"}, True),
    ("count(issuer_ids) > 0", {"issuer_ids": ["u1"]}, True),
    ("count(issuer_ids) > 0", {"issuer_ids": []}, False),
    ("count(own_provisions) > 0", {"own_provisions": ["a", "b"]}, True),
    ("skip_register = true", {"skip_register": True}, True),
    ('completeness = "thieu"', {"completeness": "thieu"}, True),
    ("agree = true", {"agree": False}, False),
    ('finding = "vuot_tham_quyen"', {"finding": "vuot_tham_quyen"}, True),
    (
        'body_rank = profile.legal_review_rank and forum_expected = "ban_thuong_vu"',
        {"body_rank": 4, "profile": {"legal_review_rank": 4}, "forum_expected": "ban_thuong_vu"},
        True,
    ),
    (
        'action in ["trinh_ban_thuong_vu", "trinh_cap_uy"]',
        {"action": "trinh_cap_uy"},
        True,
    ),
    ("quorum_ok = true", {"quorum_ok": True}, True),
    ("discussed_thoroughly = true", {"discussed_thoroughly": False}, False),
    (
        'vote_result = "rejected" and profile.override.scope = "no_majority"',
        {"vote_result": "rejected", "profile": OVERRIDE},
        False,
    ),
    (
        'vote_result = "no_consensus" or (vote_result = "rejected"'
        ' and profile.override.scope = "not_approved")',
        {"vote_result": "rejected", "profile": OVERRIDE},
        True,
    ),
    ('leader_status in ["xung_dot", "khuyet"]', {"leader_status": "tai_vi"}, False),
    ('need = "co" and capacity = "du"', {"need": "co", "capacity": "du"}, True),
    ("check_required = false", {"check_required": False}, True),
    ("hold = true", {"hold": True}, True),
]


@pytest.mark.parametrize(("text", "facts", "expected"), CONDITIONS)
def test_gateway_condition(text: str, facts: dict[str, Any], expected: bool) -> None:
    assert value(text, **facts) is expected


@pytest.mark.parametrize("text", sorted({text for text, _, _ in CONDITIONS}))
def test_condition_over_unwritten_facts_takes_no_flow(text: str) -> None:
    assert value(text) is not True


TIMERS: list[tuple[str, dict[str, Any], str | None]] = [
    ("working days(-3, resubmit_by)", {"resubmit_by": "2024-05-10"}, "2024-05-08T00:00:00+07:00"),
    ("working days(-3, resubmit_by)", {}, None),
    (
        "working days(profile.rework_lapse_days, resubmit_by)",
        {"resubmit_by": "2024-05-10", "profile": {"rework_lapse_days": 5}},
        "2024-05-18T00:00:00+07:00",
    ),
    (
        "working days(profile.rework_lapse_days, resubmit_by)",
        {"resubmit_by": "2024-05-10", "profile": {"rework_lapse_days": None}},
        None,
    ),
    ("member_due_end", {"member_due_end": "2024-05-01T00:00:00+07:00"}, None),
    ("working days(2)", {}, "2024-04-27T00:00:00+07:00"),
    (
        "working days(1, leader_decided_at)",
        {"leader_decided_at": "2024-04-26T10:00:00+07:00"},
        "2024-04-30T00:00:00+07:00",
    ),
    ("clock.d20", {"clock": {"d20": "2024-05-20T00:00:00+07:00"}}, "2024-05-20T00:00:00+07:00"),
    ("R/P1D", {}, "R/P1D"),
    (
        '"R/" + string(working days(3, decided_at)) + "/P1D"',
        {"decided_at": "2024-04-24T09:00:00+07:00"},
        "R/2024-04-30T00:00:00+07:00/P1D",
    ),
    ("working days(profile.due_days.coordination)", {"profile": {"due_days.coordination": 7}}, ""),
]


@pytest.mark.parametrize(("text", "facts", "expected"), TIMERS)
def test_timer(text: str, facts: dict[str, Any], expected: str | None) -> None:
    if text == "member_due_end":
        expected = facts["member_due_end"]
    if expected == "":
        expected = "2024-05-04T00:00:00+07:00"
    assert value(text, **facts) == expected


INPUTS: list[tuple[str, dict[str, Any], Any]] = [
    (
        "list contains(profile.issue_types_allowed, issue_type)",
        {"profile": {"issue_types_allowed": ["a", "b"]}, "issue_type": "b"},
        True,
    ),
    ("max(scope_rank, manager_rank)", {"scope_rank": 2, "manager_rank": 4}, 4),
    (
        "est_cost >= profile.cost_class_c",
        {"est_cost": 150_000_000, "profile": {"cost_class_c": 10**9}},
        False,
    ),
    (
        "now() <= date and time(current_due_end)",
        {"current_due_end": "2024-04-24T08:00:00+07:00"},
        True,
    ),
    (
        "now() <= date and time(current_due_end)",
        {"current_due_end": "2024-04-24T00:59:59Z"},
        False,
    ),
    (
        "date(requested_due) <= date(cap)",
        {"requested_due": "2024-06-17", "cap": "2024-06-17"},
        True,
    ),
    (
        "date(requested_due) > date(current_due)",
        {"requested_due": "2024-05-06", "current_due": "2024-05-06"},
        False,
    ),
    (
        "is_complex and needs_appraisal_time",
        {"is_complex": True, "needs_appraisal_time": True},
        True,
    ),
    ("body_ids = coordinating", {"body_ids": ["x", "y"], "coordinating": ["x", "y"]}, True),
    ("today()", {}, "2024-04-24"),
    ("now()", {}, "2024-04-24T08:00:00+07:00"),
    ('date(today() + duration("P1M"))', {}, "2024-05-24"),
    ('date("2024-01-31") + duration("P1M")', {}, "2024-02-29"),
    ("if has_board = false then 1 else 2", {"has_board": False}, 1),
    ("sum(for h in rows return h.n * h.p)", {"rows": [{"n": 2, "p": 500}, {"n": 1, "p": 7}]}, 1007),
    ("votes_for + votes_against", {"votes_for": 9, "votes_against": 2}, 11),
    ("count(legality[ok = false])", {"legality": [{"ok": True}, {"ok": False}]}, 1),
    ("rows[list contains(ids, item.id)].id", {"rows": [{"id": 1}, {"id": 2}], "ids": [2]}, [2]),
    ("rows[list contains(ids, item)]", {"rows": ["a", "b"], "ids": []}, []),
    ("rows[ok].id", {"rows": [{"id": 1, "ok": True}, {"id": 2, "ok": None}]}, [1]),
    ("rows[count(ids)]", {"rows": ["a", "b"], "ids": [1, 2]}, "b"),
    ("rows[at]", {"rows": ["a", "b"], "at": -1}, "b"),
    ("every r in risks satisfies r.level != null", {"risks": [{"level": "cao"}]}, True),
    ("string length(reason) >= 30", {"reason": "ă" * 30}, True),
]


@pytest.mark.parametrize(("text", "facts", "expected"), INPUTS)
def test_input_expression(text: str, facts: dict[str, Any], expected: Any) -> None:
    assert value(text, **facts) == expected
