"""Preparing the answer: whom it must be reported to that a rule does not fit (C-047, C-048)."""

from __future__ import annotations

import pytest

from app.store import documents
from tests.factories import AtWork, held
from tests.forms import answers

MIXED = answers.plan(issue_type="hon_hop", regulations=[answers.REGULATION])


@pytest.mark.clause("C-048")
@pytest.mark.parametrize(
    ("confirmed", "changes", "reports"),
    [
        ("hon_hop", {}, 1),
        ("chua_quy_dinh", {"issue_note": "Quy định được nêu không áp dụng cho việc này."}, 0),
    ],
)
def test_an_issuer_is_told_when_the_appraisal_confirms_that_a_rule_does_not_fit(
    sqlite_office: AtWork, confirmed: str, changes: answers.Answers, reports: int
) -> None:
    office = sqlite_office
    office.answers["prepare_plan"] = lambda _: MIXED
    office.answers["write_appraisal"] = lambda _: answers.report(
        issue_type_confirmed=confirmed, **changes
    )
    office.answers["record_meeting"] = lambda at: answers.minutes(
        **held(at),
        urgency_assessment="Người dân phải đi lại nhiều lần; chưa thể chờ sửa quy định.",
        issuer_list_confirmed=[
            {"issuer": "MG-UBND", "provisions": "Khoản 2 Điều 5", "request": "bo_sung"}
        ],
    )
    office.go_to("confirm_minutes")
    office.do("binh", "confirm_minutes", {"agree": True})
    with office.services.database.reading() as tx:
        papers = [row.doc_type for row in documents.of_case(tx, office.case_id)]
    assert papers.count("BC_CO_QUAN_BAN_HANH") == reports
    assert papers.count("VB_CHO_CHU_TRUONG") == 1
