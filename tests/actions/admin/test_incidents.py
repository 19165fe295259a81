"""Work of the machine that fails: kept, tried again ever later, then left to a person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.actions.admin.annotate_incident import annotate_incident
from app.actions.admin.close_incident import close_incident
from app.actions.admin.fire_due_timers import fire_due_timers
from app.actions.admin.list_incidents import list_incidents
from app.actions.admin.read_incident import read_incident
from app.actions.admin.read_retry import read_retry
from app.actions.admin.retry_due_incidents import retry_due_incidents
from app.actions.admin.retry_incidents import retry_incidents
from app.actions.admin.sweep_clocks import sweep_clocks
from app.actions.audit.inspect_case import inspect_case
from app.domain.incidents import AttemptResult, FailedWork, IncidentState
from app.domain.jobs import JobKind, Progress
from app.errors import Conflict, FormInvalid, PermissionDenied, StepBroken, WorkStopped
from app.steps.retrying import try_again
from app.steps.retrying_many import retry_kept
from app.store import jobs, notifications
from app.store.audit_check import verify
from app.worker import Worker
from tests.actions.admin.failing import (
    BROKEN,
    attempts_of,
    broken_watch,
    count_open,
    every_incident,
    lines_of,
    put_state,
    the_incident,
)
from tests.actions.admin.test_retention import destroyed
from tests.factories import AtWork

ADMIN, AUDITOR = "quantri", "kiemsoat"


def test_failed_timer_is_kept_with_cause_place_and_case(office: AtWork) -> None:
    instance_id, _ = broken_watch(office)
    found = the_incident(office)
    assert (found.what, found.state, found.attempts) == (FailedWork.TIMER, IncidentState.WAITING, 1)
    assert found.cause.startswith("Trạng thái đã lưu của hồ sơ không đọc được")
    assert found.place.startswith("app/engine/state.py, dòng ")
    assert "Traceback" in found.trace
    assert (found.case_id, found.instance_id) == (office.case_id, instance_id)
    assert found.element_id == "t_d20" and found.element_name
    assert found.next_try_at == office.clock.now() + timedelta(minutes=1)
    assert lines_of(office, instance_id) == [("incident_opened", "Hệ thống")]


def test_waits_double_and_the_last_attempt_leaves_it_to_a_person(office: AtWork) -> None:
    instance_id, _ = broken_watch(office)
    waits = []
    while (found := the_incident(office)).next_try_at is not None:
        waits.append(found.next_try_at - office.clock.now())
        assert retry_due_incidents(office.services) == 0
        assert the_incident(office).attempts == found.attempts
        office.clock.move_to(found.next_try_at)
        # What is held back is not tried beside its turn.
        assert fire_due_timers(office.services) == 0
        retry_due_incidents(office.services)
    assert waits == [timedelta(minutes=1 << n) for n in range(4)]
    assert (found.state, found.attempts, count_open(office)) == (IncidentState.OPEN, 5, 1)
    office.clock.tick(7 * 24 * 3600)
    assert (fire_due_timers(office.services), retry_due_incidents(office.services)) == (0, 0)
    assert the_incident(office).attempts == 5
    assert [kind for kind, _ in lines_of(office, instance_id)] == [
        "incident_opened",
        *["incident_retried"] * 4,
    ]
    with office.services.database.reading() as tx:
        told = [one for one in notifications.of_case(tx, office.case_id) if found.code in one.text]
        assert sorted(one.person_id for one in told) == ["quantri", "quantri2"]
        assert verify(tx) == []


def test_person_retries_many_and_reads_what_came_of_each(office: AtWork) -> None:
    (mended, sound), (broken, _) = broken_watch(office), broken_watch(office)
    codes = [one.code for one in every_incident(office)]
    put_state(office, mended, sound)
    admin = office.actor(ADMIN)
    page = read_retry(office.services, admin, retry_incidents(office.services, admin, codes))
    assert [(line.incident.instance_id, tried.result) for line, tried in page.lines] == [
        (mended, AttemptResult.SOLVED),
        (broken, AttemptResult.FAILED),
    ]
    assert lines_of(office, mended)[1:] == [
        ("incident_retried", admin.name),
        ("incident_solved", admin.name),
    ]
    assert lines_of(office, broken)[1:] == [("incident_retried", admin.name)]
    first = every_incident(office)[0]
    assert (first.state, first.solved_name) == (IncidentState.SOLVED, admin.name)
    again = read_retry(office.services, admin, retry_incidents(office.services, admin, codes[:1]))
    assert [tried.result for _, tried in again.lines] == [AttemptResult.NOT_TRIED]
    # The watch goes on by itself from here.
    assert fire_due_timers(office.services) == 0
    with office.services.database.reading() as tx:
        assert verify(tx) == []


def test_many_are_retried_by_the_worker_and_the_page_says_how_far(office: AtWork) -> None:
    (mended, sound), (broken, _) = broken_watch(office), broken_watch(office)
    codes = [one.code for one in every_incident(office)]
    put_state(office, mended, sound)
    admin = office.actor(ADMIN)
    batch_id = retry_incidents(office.services, admin, codes, live=1)
    page = read_retry(office.services, admin, batch_id)
    assert (page.lines, page.progress) == ((), Progress(0, 2, is_running=True))
    assert Worker(office.services, every=1).work() == 1
    page = read_retry(office.services, admin, batch_id)
    found = {line.incident.instance_id: tried for line, tried in page.lines}
    assert page.progress is None
    assert [found[one].result for one in (mended, broken)] == [
        AttemptResult.SOLVED,
        AttemptResult.FAILED,
    ]
    assert {one.person_name for one in found.values()} == {admin.name}
    assert lines_of(office, mended)[-1] == ("incident_solved", admin.name)


def test_retry_that_was_cut_short_tries_each_once(sqlite_office: AtWork) -> None:
    office = sqlite_office
    first, _second = broken_watch(office), broken_watch(office)
    codes = [one.code for one in every_incident(office)]
    batch_id = retry_incidents(office.services, office.actor(ADMIN), codes, live=1)
    with office.services.database.reading() as tx:
        (job,) = jobs.of_kind(tx, JobKind.RETRY)

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise WorkStopped("")

    with pytest.raises(WorkStopped):
        retry_kept(office.services, job, stop)
    assert Worker(office.services, every=1).work() == 1
    page = read_retry(office.services, office.actor(ADMIN), batch_id)
    assert len(page.lines) == 2 and first[0] in {one.incident.instance_id for one, _ in page.lines}


def test_auditors_read_without_the_trace_and_retry_nothing(sqlite_office: AtWork) -> None:
    office = sqlite_office
    broken_watch(office)
    code, auditor = the_incident(office).code, office.actor(AUDITOR)
    page = read_incident(office.services, auditor, code)
    assert (page.handles, page.line.incident.trace) == (False, "")
    assert read_incident(office.services, office.actor(ADMIN), code).line.incident.trace
    for refused in (
        lambda: retry_incidents(office.services, auditor, [code]),
        lambda: annotate_incident(office.services, auditor, code, "đã xem"),
        lambda: list_incidents(office.services, office.actor("nga"), {}),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    assert len(office.refusals()) == 3
    assert attempts_of(office, the_incident(office)) == []


def test_incident_that_lost_its_timer_ends_by_itself(office: AtWork) -> None:
    instance_id, sound = broken_watch(office)
    office.clock.tick(60)
    retry_due_incidents(office.services)
    put_state(office, instance_id, sound)
    with office.services.database.transaction() as tx:
        tx.execute(text("DELETE FROM timer WHERE instance_id = :id"), {"id": instance_id})
    office.clock.tick(3600)
    assert retry_due_incidents(office.services) == 1
    assert "không còn gì phải chạy" in the_incident(office).solution


def test_swept_clock_that_fails_holds_up_no_other_and_is_tried_again(office: AtWork) -> None:
    office.go_to("register_incoming")
    first = office.case_id
    office.case_id = ""
    office.go_to("register_incoming")
    with office.services.database.transaction() as tx:
        marks = tx.first(text("SELECT marks FROM clock WHERE case_id = :c"), {"c": first})
        tx.execute(text("UPDATE clock SET marks = '{}' WHERE case_id = :c"), {"c": first})
    office.clock.tick(60 * 24 * 3600)
    assert sweep_clocks(office.services) == 2
    assert len(office.events("deadline_breached")) == 1
    found = the_incident(office)
    assert (found.what, found.case_id) == (FailedWork.CLOCK, first)
    assert found.cause == "Lỗi ngoài dự kiến (KeyError)"
    assert found.place.startswith("app/register/deadlines.py, dòng ")
    sweep_clocks(office.services)
    assert the_incident(office).attempts == 1
    with office.services.database.transaction() as tx:
        values = {"c": first, "m": marks["marks"] if marks else ""}
        tx.execute(text("UPDATE clock SET marks = :m WHERE case_id = :c"), values)
    office.clock.tick(60)
    assert retry_due_incidents(office.services) == 1
    office.case_id = first
    assert len(office.events("deadline_breached")) == 1


def test_two_workers_count_one_attempt(office: AtWork) -> None:
    broken_watch(office)
    seen = the_incident(office)
    office.clock.tick(60)
    assert try_again(office.services, seen).result is AttemptResult.FAILED
    assert try_again(office.services, seen).result is AttemptResult.NOT_TRIED
    assert (the_incident(office).attempts, len(attempts_of(office, seen))) == (2, 1)


def test_workers_at_the_same_moment_fire_once(office: AtWork) -> None:
    instance_id, sound = broken_watch(office)
    put_state(office, instance_id, sound)
    office.clock.tick(60)
    with ThreadPoolExecutor(2) as workers:
        tried = [workers.submit(retry_due_incidents, office.services) for _ in range(2)]
        assert sorted(one.result() for one in tried) == [0, 1]
    assert [one.element_id for one in office.events("timer_fired")] == ["t_d20"]
    assert (the_incident(office).state, the_incident(office).attempts) == (IncidentState.SOLVED, 2)
    with office.services.database.reading() as tx:
        assert verify(tx) == []


def test_notes_are_kept_and_the_machines_work_is_not_closed_by_hand(office: AtWork) -> None:
    broken_watch(office)
    admin, code = office.actor(ADMIN), the_incident(office).code
    with pytest.raises(FormInvalid):
        annotate_incident(office.services, admin, code, "  ")
    annotate_incident(office.services, admin, code, "Đã hỏi bên vận hành.")
    (note,) = read_incident(office.services, admin, code).notes
    assert (note.author_name, note.at) == (admin.name, office.clock.now())
    with (
        pytest.raises(Exception, match="append-only"),
        office.services.database.transaction() as tx,
    ):
        tx.execute(text("UPDATE incident_note SET text = 'khác'"))
    with pytest.raises(Conflict):
        close_incident(office.services, admin, code, "Không thấy gì lạ nữa.")


def test_inspected_case_shows_where_the_machine_is_stuck(sqlite_office: AtWork) -> None:
    office = sqlite_office
    instance_id, _ = broken_watch(office)
    found = the_incident(office)
    page = inspect_case(office.services, office.actor(AUDITOR), office.case().code)
    watch = next(run for run in page.runs if run.id == instance_id)
    assert [one.code for one in watch.stuck] == [found.code]
    assert f"sự cố {found.code}" in watch.diagrams[0].svg
    assert [run.stuck for run in page.runs if run.id != instance_id] == [()]
    assert f"Gặp sự cố {found.code}" in [row.summary for row in page.record]


def test_of_a_destroyed_case_only_remains_that_something_failed(office: AtWork) -> None:
    task = office.go_to("register_incoming")
    sound = put_state(office, task.instance_id, BROKEN)
    with pytest.raises(StepBroken):
        office.go_on()
    put_state(office, task.instance_id, sound)
    retry_incidents(office.services, office.actor(ADMIN), [the_incident(office).code])
    assert [bool(one.told) for one in attempts_of(office, the_incident(office))] == [True]
    destroyed(office)
    found = the_incident(office)
    assert (found.cause, found.trace, found.solution) == ("", "", "")
    assert [one.told for one in attempts_of(office, found)] == [""]


def test_filter_finds_by_state_process_step_and_cause(sqlite_office: AtWork) -> None:
    office = sqlite_office
    broken_watch(office)
    found, admin = the_incident(office), office.actor(ADMIN)

    def count(**asked: str) -> int:
        return list_incidents(office.services, admin, asked).total

    assert count() == count(trang_thai="waiting") == count(trang_thai="all") == 1
    assert count(trang_thai="open") == count(trang_thai="solved") == 0
    assert count(quy_trinh=found.process_id, buoc="t_d20", nguyen_nhan="không đọc") == 1
    assert count(buoc="t_d30") == count(nguyen_nhan="100%") == count(quy_trinh="khác") == 0
    page = list_incidents(office.services, admin, {})
    assert [one.value for one in page.steps] == ["t_d20"]
    assert page.lines[0].case_code == office.case().code and page.lines[0].process_name


def test_worker_tries_again_at_its_tick(sqlite_office: AtWork) -> None:
    office = sqlite_office
    instance_id, sound = broken_watch(office)
    put_state(office, instance_id, sound)
    office.clock.tick(60)
    Worker(office.services, every=60).tick()
    assert the_incident(office).state is IncidentState.SOLVED
    assert [one.element_id for one in office.events("timer_fired")] == ["t_d20"]
