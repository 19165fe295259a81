"""An instance that owes a paper does not end: its step is refused, its task stays open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from app.domain.cases import CaseRow, DocumentState, TaskState
from app.domain.execution import ROOT
from app.domain.facts import CASE
from app.errors import StepRefused
from app.register.before_ending import check_may_end
from app.store import tasks
from tests.factories import AtWork
from tests.register.opened import opened, put_signed
from tests.store.factories import task_row

MAIN, EMERGENCY = "p01_art4_case", "p02_emergency_action"


@pytest.mark.trips("INV-01")
def test_a_case_does_not_end_while_its_term_of_answer_runs(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("determine_authority")
    with opened(sqlite_office) as register, pytest.raises(StepRefused) as refused:
        check_may_end(register, MAIN, register.facts.instance_id)
    assert refused.value.clauses == ("C-029", "INV-01")


@pytest.mark.trips("INV-01")
def test_the_last_task_of_an_unanswered_case_is_refused_and_stays_open(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("confirm_minutes")
    office.go_on()
    while office.open_tasks()[0].element_id != "sign_document":
        office.go_on()
    last = office.open_tasks()
    with office.services.database.transaction() as tx:
        # Past the application: whose letter it is no longer is one of the reply set.
        tx.execute(text("UPDATE document SET doc_type = 'CV_CHI_DAO' WHERE state = 'draft'"))
    with pytest.raises(StepRefused) as refused:
        office.go_on()
    assert refused.value.clauses == ("C-029", "INV-01")
    assert office.open_tasks() == last
    assert not office.events("instance_ended")


@pytest.mark.trips("INV-06")
def test_a_go_ahead_does_not_end_its_case_before_each_issuing_body_is_told(
    sqlite_office: AtWork,
) -> None:
    sqlite_office.go_to_end()
    with opened(sqlite_office) as register:
        register.facts.update(register.case.id, CASE, {"issuer_ids": ["MG-BL", "MG-HX-BTC"]})
        put_signed(
            register,
            "BC_CO_QUAN_BAN_HANH",
            item="MG-BL",
            state=DocumentState.ISSUED,
            issued_at=register.now,
        )
        with pytest.raises(StepRefused, match="Ban Tổ chức") as refused:
            check_may_end(register, MAIN, register.facts.instance_id)
    assert refused.value.clauses == ("C-048", "INV-06")
    assert "Bình Lâm" not in refused.value.message


@pytest.mark.trips("INV-05")
def test_who_acted_alone_does_not_end_the_matter_without_report_and_conclusion(
    sqlite_office: AtWork,
) -> None:
    sqlite_office.go_to("determine_authority")
    with opened(sqlite_office) as register:
        instance_id = register.facts.instance_id
        check_may_end(register, EMERGENCY, instance_id)
        done = task_row(
            "acted",
            instance_id=instance_id,
            case_id=register.case.id,
            activation_id=ROOT,
            element_id="record_own_decision",
        )
        tasks.open_tasks(register.tx, [replace(done, state=TaskState.DONE, completed_by="thu")])
        put_signed(register, "BC_KHAN_CAP", state=DocumentState.ISSUED, issued_at=register.now)
        with pytest.raises(StepRefused) as refused:
            check_may_end(register, EMERGENCY, instance_id)
    assert refused.value.clauses == ("C-045", "C-046", "INV-05")
    assert "Kết luận" in refused.value.message
    assert "Báo cáo" not in refused.value.message


def test_a_case_that_was_answered_ends(sqlite_office: AtWork) -> None:
    sqlite_office.go_to_end()
    assert isinstance(sqlite_office.case(), CaseRow)
    assert sqlite_office.events("instance_ended")
