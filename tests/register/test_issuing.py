"""Issuing: the leader's go-ahead waits for the report to the superior (INV-02); ends of terms."""

from __future__ import annotations

import pytest

from app.actions.staff.withdraw_plan import withdraw_plan
from app.domain.cases import ClockState, DocumentState
from app.errors import StepRefused
from app.store import clocks, documents, facts, passes
from tests.factories import AtWork
from tests.forms import answers as answers_of


def _decided_by_leader(office: AtWork) -> None:
    with office.services.database.transaction() as tx:
        latest = passes.latest_of_case(tx, office.case_id)
        assert latest is not None
        sheet = facts.load_of_instance(tx, office.case_id, latest.id, "")[latest.id]
        changed = {**sheet.facts, "level_outcome": "approved_by_leader"}
        facts.save_sheets(tx, [facts.FactSheet(**{**sheet.__dict__, "facts": changed})])


def _reply(office: AtWork) -> documents.DocumentRow:
    with office.services.database.reading() as tx:
        rows = documents.of_case(tx, office.case_id)
    return next(row for row in rows if row.doc_type == "VB_CHO_CHU_TRUONG")


@pytest.mark.clause("C-041")
@pytest.mark.trips("INV-02")
def test_a_leaders_go_ahead_is_not_issued_before_the_report_to_the_superior(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("confirm_minutes")
    office.go_on()
    while office.open_tasks()[0].element_id != "sign_document":
        office.go_on()
    _decided_by_leader(office)
    before = _reply(office)
    with pytest.raises(StepRefused, match="chưa có báo cáo cấp trên") as refused:
        office.go_on()
    assert refused.value.clauses == ("C-041", "INV-02")
    assert _reply(office) == before
    assert office.open_tasks()[0].element_id == "sign_document"
    assert office.refusals()


def test_a_paper_says_what_the_committee_decided_and_not_what_was_advised(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.answers["advise_appraisal"] = lambda office: answers_of.advice(lead_body="MG-HX-UBKT")
    office.go_to("edit_draft")
    with office.services.database.reading() as tx:
        (row,) = documents.of_kind(tx, office.case_id, ["CV_GIAO_THAM_DINH"], [DocumentState.DRAFT])
    assert "giao Ban Tổ chức Thị ủy chủ trì" in row.content["body"]
    assert row.recipients == ("MG-HX-BTC",)


def test_confirming_that_a_plan_is_taken_back_ends_its_term_without_an_answer(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    withdraw_plan(office.services, office.actor("thu"), office.case().code, "Không còn cần.")
    while office.open_tasks():
        office.go_on()
    with office.services.database.reading() as tx:
        (clock,) = clocks.of_case(tx, office.case_id)
    assert (clock.withdrawn, clock.state, clock.days_late) == (True, ClockState.CLOSED, 0)
    (closed,) = office.events("clock_closed")
    assert closed.summary.startswith("Xác nhận rút kế hoạch bằng ")
