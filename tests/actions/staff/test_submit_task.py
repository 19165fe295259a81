"""Submitting a task: the whole step or nothing, once, by the right person, with a line for each."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest

from app.actions.audit.verify_audit import broken_chains, verify_audit
from app.actions.staff.declare_conflict import declare_conflict
from app.actions.staff.lost_race import lost_race
from app.actions.staff.open_task import open_task
from app.actions.staff.submit_task import submit_task
from app.domain.cases import TaskRow, TaskState
from app.domain.views import Receipt
from app.errors import (
    ChuTruongError,
    Conflict,
    FormInvalid,
    NotFound,
    PermissionDenied,
    StaleForm,
    UnknownAnswer,
)
from app.profiles import load_organisation
from app.store import instances, submissions, tasks
from tests.factories import PASSWORD, USUAL, AtWork
from tests.forms import answers

PLAIN_STEP = 15  # SQL statements, decisions.md


def _send(office: AtWork, person: str, task: TaskRow, sent: Any, **changes: Any) -> Receipt:
    """Send without looking at the page first, as a crafted request does."""
    actor, values = office.actor(person), _carried(office, person, task)
    office.clock.tick(60)
    return submit_task(office.services, actor, task.id, sent, **values | changes)


def _carried(office: AtWork, person: str, task: TaskRow) -> dict[str, Any]:
    """Return what a page carries along, without the password, with one key for each person."""
    return office.carried(task.id) | {"idempotency_key": f"key of {person}", "password": ""}


def _state(office: AtWork) -> Any:
    """Return everything that a refused submission must leave as it was."""
    with office.services.database.reading() as tx:
        rows = instances.of_case(tx, office.case_id)
        sent = submissions.of_case(tx, office.case_id)
        return office.case(), rows, tasks.of_case(tx, office.case_id), sent, office.facts()


# --- one step


def test_straight_case_ends_approved_with_every_chain_intact(office: AtWork) -> None:
    office.go_to_end()
    assert office.case().state == "approved"
    assert not broken_chains(verify_audit(office.services))


@pytest.mark.parametrize(
    "element",
    ["determine_authority", "advise_appraisal", "write_appraisal", "check_report", "check_draft"],
)
def test_plain_step_takes_few_statements_and_one_commit(office: AtWork, element: str) -> None:
    task = office.go_to(element)
    doer = office.doer_of(task)
    actor, sent = office.actor(doer), USUAL[element](office)
    carried = _carried(office, doer, task)
    with office.services.database.counting() as count:
        submit_task(office.services, actor, task.id, sent, **carried)
    assert count.statements <= PLAIN_STEP, count.texts
    assert count.commits == 1


def test_completed_task_says_who_did_it_in_what_capacity(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("register_incoming")
    office.do("nga", "register_incoming", answers.intake())
    with office.services.database.reading() as tx:
        done = tasks.load(tx, task.id)
        sent = submissions.of_task(tx, task.id)
    assert (done.state, done.completed_by) == (TaskState.DONE, "nga")
    assert done.completed_capacity == "Văn phòng Thị ủy Hòa Xuyên"
    assert sent is not None and sent.answers["completeness"] == "du"
    (event,) = [e for e in office.events("task_completed") if e.element_id == "register_incoming"]
    assert event.payload["form_version"] == sent.form_version
    assert event.capacity == done.completed_capacity


def test_same_key_twice_gives_the_same_receipt_and_one_step(office: AtWork) -> None:
    task = office.go_to("register_incoming")
    first = _send(office, "nga", task, answers.intake())
    before = _state(office)
    again = _send(office, "nga", task, answers.intake())
    assert again == first
    assert _state(office) == before


def test_receipt_of_a_signature_lists_the_paper_it_issued(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("sign_document")
    first = _send(office, "dung", task, {"sign": "ky"}, password=PASSWORD)
    again = _send(office, "dung", task, {"sign": "ky"}, password=PASSWORD)
    assert [paper.number for paper in first.documents] == ["Số 01-CV/ThU"]
    assert again == first


def test_key_that_sent_another_task_sends_nothing(office: AtWork) -> None:
    task = office.go_to("register_incoming")
    _send(office, "nga", task, answers.intake(), idempotency_key="one page")
    following = office.task("determine_authority")
    before = _state(office)
    with pytest.raises(StaleForm, match="đã gửi một việc khác"):
        _send(office, "nga", following, answers.authority(), idempotency_key="one page")
    assert _state(office) == before


def test_key_of_another_task_brings_no_receipt_of_a_colleague(sqlite_office: AtWork) -> None:
    office = sqlite_office
    first = office.go_to("register_incoming")
    office.do("nga", "register_incoming", answers.intake())
    task = office.task("determine_authority")
    _send(office, "dung", task, answers.authority(), idempotency_key="key of dung")
    with pytest.raises(Conflict, match="Nguyễn Thị Nga đã gửi"):
        _send(office, "dung", first, answers.intake(), idempotency_key="key of dung")


# --- refused: nothing changed, a line in the audit


def _refused(
    office: AtWork, kind: type[ChuTruongError], person: str, task: TaskRow, sent: Any, **more: Any
) -> ChuTruongError:
    before, lines = _state(office), len(office.refusals())
    with pytest.raises(kind) as raised:
        _send(office, person, task, sent, **more)
    assert _state(office) == before
    assert len(office.refusals()) == lines + 1
    line = office.refusals()[-1]
    assert line.payload["about"] == task.id
    assert line.actor_id == person
    return raised.value


def test_wrong_role_is_refused(office: AtWork) -> None:
    task = office.go_to("confirm_authority")
    error = _refused(office, PermissionDenied, "nga", task, answers.agreement())
    assert "không giữ vai trò" in error.message


@pytest.mark.parametrize("person", ["diep", "truong", "hau"])
def test_stranger_to_the_case_learns_nothing(sqlite_office: AtWork, person: str) -> None:
    office = sqlite_office
    task = office.go_to("confirm_authority")
    error = _refused(office, NotFound, person, task, answers.agreement())
    assert task.name not in error.message
    assert office.case().title not in error.message


def test_stranger_does_not_learn_who_finished_a_task(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("register_incoming")
    office.do("nga", "register_incoming", answers.intake())
    error = _refused(office, NotFound, "diep", task, answers.intake())
    assert "Nga" not in error.message


def test_task_that_does_not_exist_is_not_found(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    with pytest.raises(NotFound):
        submit_task(office.services, office.actor("nga"), "no-such-task", {}, "key", "version")
    assert office.refusals()[-1].payload["about"] == "no-such-task"


@pytest.mark.clause("INV-20")
@pytest.mark.parametrize("role", ["admin", "process_owner", "auditor"])
def test_system_roles_do_no_business(sqlite_office: AtWork, role: str) -> None:
    office = sqlite_office
    task = office.go_to("confirm_authority")
    folder = office.services.settings.workflows_dir / "profiles"
    accounts = load_organisation(folder, "MG").accounts
    person_id = next(one.person_id for one in accounts if role in one.system_roles)
    error = _refused(office, PermissionDenied, person_id, task, answers.agreement())
    assert error.clauses == office.refusals()[-1].clauses == ("INV-20",)
    assert task.name not in error.message
    with pytest.raises(PermissionDenied):
        submit_task(office.services, office.actor(person_id), "no-such-task", {}, "key", "version")


def test_finished_task_names_who_was_first(office: AtWork) -> None:
    task = office.go_to("register_incoming")
    _send(office, "nga", task, answers.intake())
    error = _refused(office, Conflict, "dung", task, answers.intake())
    assert "Nguyễn Thị Nga đã gửi lúc" in error.message


def test_withdrawn_task_says_so(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("register_incoming")
    with office.services.database.transaction() as tx:
        tasks.cancel_many(tx, [task.id], office.clock.now())
    error = _refused(office, Conflict, "nga", task, answers.intake())
    assert "đã được thu hồi" in error.message


@pytest.mark.clause("INV-13")
def test_drafter_does_not_check_the_own_draft(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("edit_draft")
    office.submit("dung", task.id, USUAL["edit_draft"](office))
    following = office.task("check_draft")
    error = _refused(office, PermissionDenied, "dung", following, {"ok": True})
    assert "đã soạn" in error.message
    assert office.do("ha", "check_draft", {"ok": True})


@pytest.mark.clause("INV-13")
def test_declared_conflict_bars_from_the_next_task(office: AtWork) -> None:
    task = office.go_to("confirm_authority")
    declare_conflict(office.services, office.actor("huong"), office.case().code, "Người thân")
    error = _refused(office, PermissionDenied, "huong", task, answers.agreement())
    assert "lợi ích liên quan" in error.message


@pytest.mark.clause("INV-13")
def test_co_proposer_is_in_conflict_without_declaring_it(sqlite_office: AtWork) -> None:
    office = sqlite_office
    group = answers.plan(proposer_kind="nhom", proposers=["thu", "dung"], group_head="thu")
    office.answers["prepare_plan"] = lambda _: group
    task = office.go_to("register_incoming")
    error = _refused(office, PermissionDenied, "dung", task, answers.intake())
    assert "lợi ích liên quan" in error.message


def test_unknown_answer_is_refused(office: AtWork) -> None:
    task = office.go_to("register_incoming")
    _refused(office, UnknownAnswer, "nga", task, {**answers.intake(), "role": "admin"})


def test_ten_megabytes_of_text_are_refused(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("register_incoming")
    error = _refused(office, FormInvalid, "nga", task, answers.intake(file_no="x" * 10_000_000))
    assert isinstance(error, FormInvalid)
    assert "Rút gọn nội dung" in error.errors[0].message


def test_mistyped_field_changes_nothing(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("determine_authority")
    before = _state(office)
    with pytest.raises(FormInvalid):
        _send(office, "nga", task, answers.authority(basis="quá ngắn"))
    assert _state(office) == before


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\u202egnorw", "e\u0301"])
def test_odd_characters_do_no_harm(office: AtWork, text: str) -> None:
    task = office.go_to("determine_authority")
    basis = f"Quy chế làm việc của Ban Chấp hành Thị ủy {text}"
    try:
        _send(office, "nga", task, answers.authority(basis=basis))
    except FormInvalid as invalid:
        assert invalid.errors[0].path == "basis"
    else:
        assert "\x00" not in office.facts()["basis"]
    assert not broken_chains(verify_audit(office.services))


def test_page_of_an_older_form_is_stale(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("register_incoming")
    before = _state(office)
    with pytest.raises(StaleForm, match="Biểu đã đổi"):
        _send(office, "nga", task, answers.intake(), form_version="form:another:1")
    assert _state(office) == before


def test_page_of_an_older_plan_is_stale(sqlite_office: AtWork) -> None:
    office = sqlite_office
    task = office.go_to("register_incoming")
    with pytest.raises(StaleForm, match="Kế hoạch của hồ sơ đã đổi"):
        _send(office, "nga", task, answers.intake(), plan_hash="0" * 64)


@pytest.mark.parametrize("password", ["", "wrong"])
def test_signature_needs_the_own_password(sqlite_office: AtWork, password: str) -> None:
    office = sqlite_office
    task = office.go_to("sign_document")
    _refused(office, PermissionDenied, "dung", task, {"sign": "ky"}, password=password)


# --- two people, one task


def _race(office: AtWork, task: TaskRow, people: tuple[str, str]) -> dict[str, Any]:
    """Let two people submit at the same moment; return how each ended."""
    ends: dict[str, Any] = {}
    start = Barrier(2)
    office.facts()

    def run(person: str) -> None:
        start.wait(10)
        try:
            ends[person] = _send(office, person, task, answers.intake())
        except ChuTruongError as error:
            ends[person] = error

    threads = [Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ends


@pytest.mark.clause("A-55")
@pytest.mark.parametrize("turn", range(3))
def test_of_two_at_once_one_wins_and_the_other_reads_who(office: AtWork, turn: int) -> None:
    task = office.go_to("register_incoming")
    ends = _race(office, task, ("nga", "dung"))
    won = [person for person, end in ends.items() if isinstance(end, Receipt)]
    lost = [person for person, end in ends.items() if isinstance(end, Conflict)]
    assert (len(won), len(lost)) == (1, 1), ends
    winner = office.actor(won[0]).name
    assert winner in ends[lost[0]].message
    with office.services.database.reading() as tx:
        sent = [one.task_id for one in submissions.of_case(tx, office.case_id)]
    assert sent.count(task.id) == 1
    assert [t.element_id for t in office.open_tasks()] == ["determine_authority"]
    race = lost_race(office.services, office.actor(lost[0]), task.id, answers.intake())
    assert race.winner == winner
    assert not broken_chains(verify_audit(office.services))
    assert office.refusals()[-1].actor_id == lost[0]


def test_text_of_the_slower_one_is_kept_as_draft(office: AtWork) -> None:
    task = office.go_to("register_incoming")
    _send(office, "nga", task, answers.intake())
    typed = answers.intake(file_no="HS-17")
    lost_race(office.services, office.actor("dung"), task.id, typed)
    with office.services.database.reading() as tx:
        draft = submissions.load_draft(tx, task.id, "dung")
    assert draft is not None and draft.answers["file_no"] == "HS-17"
    assert open_task(office.services, office.actor("dung"), task.id).can_submit is False
