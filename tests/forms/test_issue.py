"""Issuing a document: draft, check, signature (S01, SC-97, SC-115)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.forms import answers
from tests.forms.contexts import accept, refusals

EDIT = "s01_issue_document.edit_draft"
CHECK = "s01_issue_document.check_draft"
SIGN = "s01_issue_document.sign_document"


@pytest.mark.parametrize(
    ("changes", "facts", "paths"),
    [
        ({}, {}, set()),
        ({"recipients": ["thu", "MG-HX"]}, {}, set()),
        ({"recipients": ["MG-HX"]}, {}, {"recipients"}),
        ({"recipients": []}, {}, {"recipients"}),
        ({"recipients": ["thu", "elsewhere"]}, {}, {"recipients"}),
        ({"recipients": ["MG-HX"]}, {"locked_recipients": []}, set()),
        ({"body": ""}, {}, {"body"}),
    ],
)
def test_a_draft_keeps_its_locked_recipients(
    changes: answers.Answers, facts: dict[str, Any], paths: set[str]
) -> None:
    assert set(refusals(EDIT, answers.draft(**changes), **facts)) == paths


@pytest.mark.parametrize(
    ("form_id", "given", "paths"),
    [
        (CHECK, {"ok": True}, set()),
        (CHECK, {"ok": False}, {"remarks"}),
        (CHECK, {"ok": False, "remarks": "Thiếu căn cứ"}, set()),
        (CHECK, {}, {"ok"}),
        (SIGN, {"sign": "ky"}, set()),
        (SIGN, {"sign": "tra_lai"}, {"remark"}),
        (SIGN, {"sign": "tra_lai", "remark": "Sửa nơi nhận"}, set()),
        (SIGN, {"sign": "khac"}, {"sign"}),
    ],
)
def test_a_return_says_what_to_change(
    form_id: str, given: answers.Answers, paths: set[str]
) -> None:
    assert set(refusals(form_id, given)) == paths


def test_a_remark_is_not_kept_when_the_document_is_signed() -> None:
    assert not accept(SIGN, {"sign": "ky", "remark": "bỏ"}).get("remark")
