"""Intake and authority: F-INTAKE, F-AUTH and its confirmation (A-27, SC-37, SC-39)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.forms import answers
from tests.forms.contexts import accept, refusals

INTAKE = "p01a_intake_authority.register_incoming"
AUTHORITY = "p01a_intake_authority.determine_authority"
CONFIRM = "p01a_intake_authority.confirm_authority"
PAPER: dict[str, Any] = {"channel": "giay"}
RETURNED = answers.intake(completeness="thieu", missing_items=["rui_ro"])


@pytest.mark.parametrize(
    ("facts", "paths"),
    [
        ({"channel": "dien_tu"}, {"completeness"}),
        ({**PAPER, "working_days_since_receipt": 3}, set()),
        ({**PAPER, "working_days_since_receipt": 4}, {"completeness"}),
        ({"channel": "buu_chinh", "working_days_since_receipt": 0}, set()),
    ],
)
def test_only_paper_is_returned_and_within_three_days(
    facts: dict[str, Any], paths: set[str]
) -> None:
    assert set(refusals(INTAKE, RETURNED, **facts)) == paths


def test_a_returned_dossier_names_what_is_missing() -> None:
    given = answers.intake(completeness="thieu", missing_items=[])
    assert set(refusals(INTAKE, given, **PAPER)) == {"missing_items"}


@pytest.mark.parametrize(
    ("facts", "right_body", "paths"),
    [
        ({**PAPER, "managing_body_id": "MG-BL"}, "MG-BL", set()),
        ({**PAPER, "managing_body_id": "MG-BL"}, "MG-HX", {"right_body"}),
        ({**PAPER, "managing_body_id": "MG-BL"}, "MG-UBND", {"right_body"}),
        ({**PAPER, "managing_body_id": "MG-BL"}, "", {"right_body"}),
        (
            {**PAPER, "managing_body_id": "MG-BL", "managing_body_receives": False},
            "MG-BL",
            {"right_body"},
        ),
        ({**PAPER, "managing_body_id": "MG-BL", "round_no": 2}, "MG-BL", {"completeness"}),
        ({"channel": "dien_tu", "managing_body_id": "MG-BL"}, "MG-BL", {"completeness"}),
    ],
)
def test_only_first_paper_is_sent_on_and_only_to_the_managing_body(
    facts: dict[str, Any], right_body: str, paths: set[str]
) -> None:
    given = answers.intake(completeness="sai_noi_nhan", right_body=right_body)
    assert set(refusals(INTAKE, given, **facts)) == paths


def test_the_channel_sent_back_is_not_believed() -> None:
    given = {**RETURNED, "channel": "giay", "incoming_no": "1"}
    assert set(refusals(INTAKE, given)) == {"completeness"}
    assert accept(INTAKE, answers.intake(channel="giay")).get("channel") != "giay"


def test_the_dossier_goes_to_somebody_of_the_office() -> None:
    assert set(refusals(INTAKE, answers.intake(passed_to="thu"))) == {"passed_to"}
    assert set(refusals(INTAKE, {"completeness": "du"})) == {"passed_to"}


@pytest.mark.parametrize(
    ("changes", "facts", "paths"),
    [
        ({}, {}, set()),
        ({"basis": "Quy chế"}, {}, {"basis"}),
        ({"finding": "vuot_tham_quyen"}, {}, {"competent_body"}),
        ({"finding": None}, {}, {"finding"}),
        ({}, {"competent_rank": 4}, {"differs_reason"}),
        ({"differs_reason": "Chỉ làm trong thị xã"}, {"competent_rank": 4}, set()),
        ({}, {"competent_rank": 2}, set()),
    ],
)
def test_authority_rests_on_a_basis(
    changes: answers.Answers, facts: dict[str, Any], paths: set[str]
) -> None:
    assert set(refusals(AUTHORITY, answers.authority(**changes), **facts)) == paths


def test_disagreement_says_what_to_settle() -> None:
    assert set(refusals(CONFIRM, {"agree": False})) == {"remark"}
    assert set(refusals(CONFIRM, {})) == {"agree"}
    assert accept(CONFIRM, {"agree": False, "remark": "Xem lại"})["agree"] is False
