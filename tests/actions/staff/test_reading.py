"""Cases and papers are read by those who have to do with them; for others they do not exist."""

from __future__ import annotations

import pytest

from app.actions.staff.list_cases import list_cases
from app.actions.staff.open_case import open_case
from app.actions.staff.open_task import open_task
from app.actions.staff.read_document import read_document
from app.errors import NotFound
from app.store import documents
from tests.factories import AtWork


@pytest.mark.parametrize("person", ["diep", "man", "nhan"])
def test_stranger_finds_neither_case_nor_title(sqlite_office: AtWork, person: str) -> None:
    office = sqlite_office
    task = office.go_to("confirm_authority")
    actor, case = office.actor(person), office.case()
    with pytest.raises(NotFound) as hidden:
        open_case(office.services, actor, case.code)
    with pytest.raises(NotFound) as also_hidden:
        open_task(office.services, actor, task.id)
    for error in (hidden.value, also_hidden.value):
        assert case.title not in error.message and task.name not in error.message
    assert list_cases(office.services, actor).items == ()
    assert [line.actor_id for line in office.refusals()] == [person, person]


@pytest.mark.parametrize("person", ["thu", "nga", "huong", "phuc"])
def test_participant_and_monitor_read_the_case(sqlite_office: AtWork, person: str) -> None:
    office = sqlite_office
    office.go_to("confirm_authority")
    page = open_case(office.services, office.actor(person), office.case().code)
    assert page.case.code == "MG-2024-0001"
    assert page.where.startswith("Hồ sơ đang ở bước")
    assert {"p01_art4_case", "p01_level_pass"} <= {one.process_id for one in page.diagrams}
    assert not any("thông điệp" in row.summary for row in page.history)


def _paper(office: AtWork, key: str) -> documents.DocumentRow:
    with office.services.database.reading() as tx:
        return next(d for d in documents.of_case(tx, office.case_id) if d.doc_type == key)


def test_draft_of_the_answer_is_hidden_from_the_proposer(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("confirm_minutes")
    office.go_on()
    draft = _paper(office, "VB_CHO_CHU_TRUONG")
    with pytest.raises(NotFound):
        read_document(office.services, office.actor("thu"), draft.id)
    assert read_document(office.services, office.actor("nga"), draft.id).number == ""
    office.go_to_end()
    answered = read_document(office.services, office.actor("thu"), draft.id)
    assert answered.number == "Số 02-CV/ThU"


def test_letter_is_hidden_from_strangers(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to_end()
    letter = _paper(office, "VB_CHO_CHU_TRUONG")
    with pytest.raises(NotFound):
        read_document(office.services, office.actor("diep"), letter.id)


def test_the_proposer_does_not_see_a_form_that_a_body_is_writing(office: AtWork) -> None:
    office.go_to("check_report")
    waiting = office.task("check_report").id

    page = open_task(office.services, office.actor("thu"), waiting)

    assert (page.can_submit, page.fields) == (False, ())


def test_a_colleague_of_the_body_sees_the_form_of_a_case_it_works_on(office: AtWork) -> None:
    office.go_to("check_report")
    waiting = office.task("check_report").id

    page = open_task(office.services, office.actor("huong"), waiting)

    assert not page.can_submit
    assert page.fields
