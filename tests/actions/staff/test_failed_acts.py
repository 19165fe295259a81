"""What a person sends and the machine cannot carry out: nothing happened, an incident says so."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.actions.admin.close_incident import close_incident
from app.actions.admin.retry_due_incidents import retry_due_incidents
from app.actions.admin.retry_incidents import retry_incidents
from app.actions.staff.start_plan import start_plan
from app.actions.staff.withdraw_plan import withdraw_plan
from app.domain.incidents import AttemptResult, FailedWork, IncidentState
from app.errors import Conflict, FormInvalid, PermissionDenied, StaleForm, StepBroken
from app.store import instances, submissions, tasks
from tests.actions.admin.failing import (
    BROKEN,
    attempts_of,
    every_incident,
    lines_of,
    put_state,
    the_incident,
)
from tests.factories import AtWork
from tests.forms import answers

# Whoever runs the database put a limit there that the application does not know.
TRIGGER = "CREATE TRIGGER full BEFORE INSERT ON {} BEGIN SELECT RAISE(ABORT, 'no room'); END"


def _main(office: AtWork) -> str:
    with office.services.database.reading() as tx:
        return instances.of_case(tx, office.case_id)[0].id


def test_submission_that_breaks_leaves_an_incident_and_nothing_else(office: AtWork) -> None:
    task = office.go_to("register_incoming")
    main = _main(office)
    sound = put_state(office, main, BROKEN)
    before = len(office.events())
    with pytest.raises(StepBroken) as told:
        office.do("nga", "register_incoming", answers.intake())
    found = the_incident(office)
    assert found.code in told.value.message and "chưa có gì thay đổi" in told.value.message
    assert (found.what, found.state) == (FailedWork.STEP, IncidentState.OPEN)
    assert (found.subject_id, found.element_id) == (task.id, "register_incoming")
    assert found.element_name == task.name
    assert (found.person_id, found.case_id) == ("nga", office.case_id)
    assert lines_of(office, main) == [("incident_opened", office.actor("nga").name)]
    assert len(office.events()) == before + 1
    with office.services.database.reading() as tx:
        assert tasks.load(tx, task.id).state == "open"
        assert not [
            one for one in submissions.of_case(tx, office.case_id) if one.task_id == task.id
        ]
    # Nobody sends it in the person's place; sent again when mended, it ends the incident.
    admin = office.actor("quantri")
    retry_incidents(office.services, admin, [found.code])
    assert [one.result for one in attempts_of(office, found)] == [AttemptResult.NOT_TRIED]
    put_state(office, main, sound)
    office.do("nga", "register_incoming", answers.intake())
    retry_due_incidents(office.services)
    assert the_incident(office).state is IncidentState.SOLVED


def test_sent_again_and_again_it_stays_one_incident(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    put_state(office, _main(office), BROKEN)
    for _ in range(3):
        with pytest.raises(StepBroken):
            office.do("nga", "register_incoming", answers.intake())
    assert the_incident(office).attempts == 3


def test_answers_to_the_person_are_no_incidents(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("register_incoming")
    with pytest.raises(PermissionDenied):
        office.submit("thu", task.id, answers.intake())
    with pytest.raises(FormInvalid):
        office.submit("nga", task.id, {})
    with pytest.raises(StaleForm):
        office.submit("nga", task.id, answers.intake(), plan_hash="other")
    office.submit("nga", task.id, answers.intake())
    with pytest.raises(Conflict):
        office.submit("nga", task.id, answers.intake())
    assert every_incident(office) == []


def test_unexpected_error_in_a_topic_names_its_step_and_keeps_its_text_for_administrators(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    with office.services.database.transaction() as tx:
        tx.execute(text(TRIGGER.format("document")))
    with pytest.raises(StepBroken, match="lỗi ngoài dự kiến"):
        office.do("nga", "register_incoming", answers.intake())
    found = the_incident(office)
    assert found.cause.startswith("Lỗi ngoài dự kiến (")
    assert "no room" not in found.cause and "no room" in found.trace
    assert found.element_id not in ("", "register_incoming") and found.place.startswith("app/")


def test_message_to_a_broken_run_is_kept_with_its_case_and_closed_by_hand(office: AtWork) -> None:
    office.go_to("determine_authority")
    sound = put_state(office, _main(office), BROKEN)
    code = office.case().code
    with pytest.raises(StepBroken):
        withdraw_plan(office.services, office.actor("thu"), code, "Không còn cần nữa")
    found = the_incident(office)
    assert (found.what, found.state) == (FailedWork.MESSAGE, IncidentState.OPEN)
    assert found.case_id == office.case_id
    put_state(office, _main(office), sound)
    admin = office.actor("quantri")
    close_incident(office.services, admin, found.code, "Đã đặt lại trạng thái từ bản sao.")
    after = the_incident(office)
    assert (after.state, after.solved_name) == (IncidentState.SOLVED, admin.name)


def test_plan_that_cannot_be_begun_leaves_an_incident_of_no_case(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    with office.services.database.transaction() as tx:
        tx.execute(text(TRIGGER.format("task")))
    with pytest.raises(StepBroken):
        start_plan(office.services, office.actor("thu"))
    found = the_incident(office)
    assert (found.case_id, found.instance_id, found.process_id) == ("", "", "p01_art4_case")
