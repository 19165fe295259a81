"""Cases moved to another version: by two persons, whole, on record, with all that they wait for."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.actions.admin.approve_migration import approve_migration
from app.actions.admin.carry_out_migrations import carry_out_migrations
from app.actions.admin.choose_migration import choose_migration
from app.actions.admin.list_migrations import list_migrations
from app.actions.admin.note_rehearsal import note_rehearsal
from app.actions.admin.propose_migration import propose_migration
from app.actions.admin.read_migration import read_migration
from app.actions.admin.retry_due_incidents import retry_due_incidents
from app.actions.admin.return_migration import return_migration
from app.actions.audit.check_invariants import check_invariants
from app.actions.staff.claim_task import claim_task
from app.actions.staff.save_draft import save_draft
from app.domain.case_requests import Fit, RequestResult, RequestState
from app.domain.execution import Advance, ArmedTimer
from app.domain.repairs import RepairKind
from app.errors import (
    Conflict,
    FormInvalid,
    NotFound,
    PermissionDenied,
    StaleForm,
    StepRefused,
)
from app.steps.reseating import check_nothing_lost
from app.store import instances, submissions, tasks, timers
from app.store.audit_check import verify
from app.worker import Worker
from tests.actions.admin.moving import (
    AN,
    BA,
    NONE,
    REASON,
    agreed,
    items,
    moved,
    newest,
    payloads,
    proposed,
    publish,
    running,
    seen,
)
from tests.actions.admin.repairing import alone, repaired
from tests.actions.owner.factories import HOA
from tests.factories import MONDAY, AtWork, held
from tests.forms import answers as answers_of
from tests.forms.level_answers import override
from tests.steps.soundness import faults

P01, INTAKE = "p01_art4_case", "p01a_intake_authority"
ELSEWHERE = ("Chuẩn bị lại kế hoạch", "Chuẩn bị lại kế hoạch theo góp ý")
RENAMED = ('"register_incoming"', '"enter_incoming"')


def at_intake(office: AtWork) -> tuple[str, str]:
    """Return the release a case waits on, and a newer one that differs elsewhere."""
    office.go_to("register_incoming")
    before = newest(office)
    return before, publish(office, P01, ELSEWHERE)


def test_moved_case_keeps_task_holder_dates_draft_and_timers_and_goes_on(office: AtWork) -> None:
    before, after = at_intake(office)
    task = office.task("register_incoming")
    claim_task(office.services, office.actor("nga"), task.id)
    save_draft(office.services, office.actor("nga"), task.id, {"note": "đang đọc"})
    with office.services.database.reading() as tx:
        held = tasks.load(tx, task.id)
        armed = {row.id: timers.of_instance(tx, row.id) for row in running(office)}
    done = moved(office, before, after)
    assert {one.result for one in done} == {RequestResult.DONE}
    with office.services.database.reading() as tx:
        assert tasks.load(tx, task.id) == held
        assert {row.id: timers.of_instance(tx, row.id) for row in running(office)} == armed
        draft = submissions.load_draft(tx, task.id, "nga")
        assert draft is not None and draft.answers == {"note": "đang đọc"}
        assert verify(tx) == []
    assert {row.release_id for row in running(office)} == {after}
    assert faults(office.services) == []
    office.go_on()
    office.go_to("write_appraisal")
    assert check_invariants(office.services) == ()


def test_every_case_says_in_its_own_record_who_moved_it_whither_and_why(office: AtWork) -> None:
    before, after = at_intake(office)
    moved(office, before, after)
    lines = office.events("instance_migrated")
    assert len(lines) == len(running(office))
    line = lines[0]
    assert (line.payload["from"], line.payload["to"]) == (before, after)
    assert (line.payload["proposed_by"], line.payload["approved_by"]) == ("quantri", "quantri2")
    assert (line.actor_id, line.payload["reason"]) == ("quantri2", REASON)
    assert REASON in line.summary
    kinds = ("migration_proposed", "migration_rehearsed", "migration_approved", "migration_done")
    told = payloads(office, *kinds)
    said = {"move", "from", "to", "reason", "pairs"}
    more = ({"instances"}, {"replayed"}, {"proposed_by"}, {"results"})
    assert [set(one) for one in told] == [said | one for one in more]
    assert set(told[-1]["results"].values()) == {"moved"}


def test_page_groups_the_cases_and_offers_what_may_stand_for_what_is_gone(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    before, after = at_intake(office)
    page = seen(office, before, after)
    assert [line.waiting for line in page.group(Fit.FITS)].count(("Tiếp nhận, vào sổ",)) == 1
    renamed = publish(office, INTAKE, RENAMED)
    page = seen(office, before, renamed)
    (line,) = page.group(Fit.CANNOT)
    assert line.refusal == "“Tiếp nhận, vào sổ” không có trong phiên bản mới"
    (unmatched,) = page.unmatched
    assert [one.element_id for one in unmatched.choices] == ["enter_incoming"]


def test_mapped_task_stands_for_the_renamed_element_and_keeps_who_holds_it(office: AtWork) -> None:
    before, _ = at_intake(office)
    task = office.task("register_incoming")
    claim_task(office.services, office.actor("nga"), task.id)
    renamed = publish(office, INTAKE, RENAMED)
    pairs = {(INTAKE, "register_incoming"): "enter_incoming"}
    assert seen(office, before, renamed, pairs).group(Fit.CANNOT) == ()
    moved(office, before, renamed, pairs)
    now = office.task("enter_incoming")
    assert (now.id, now.claimed_by, now.due_at) == (task.id, "nga", task.due_at)
    (asked,) = list_migrations(office.services, AN).moves
    ((_process, *names),) = read_migration(office.services, AN, asked.id).pairs
    assert names == ["Tiếp nhận, vào sổ", "Tiếp nhận, vào sổ"]
    assert faults(office.services) == []


@pytest.mark.trips("INV-19")
def test_case_that_does_not_fit_is_refused_by_name_whoever_asks(office: AtWork) -> None:
    before, _ = at_intake(office)
    renamed = publish(office, INTAKE, RENAMED)
    with pytest.raises(StepRefused, match="không có trong phiên bản mới") as refused:
        proposed(office, before, renamed)
    assert office.case().code in refused.value.message
    assert {row.release_id for row in running(office)} == {before}
    assert office.refusals()[-1].clauses == ("INV-19",)


@pytest.mark.trips("INV-19")
def test_pending_report_to_the_superior_is_not_left_behind(sqlite_office: AtWork) -> None:
    """SC-94: a release without the call, past the checks of publication, takes no such case."""
    office = sqlite_office
    office.answers = {
        "record_meeting": lambda at: answers_of.minutes((5, 5, 1), **held(at)),
        "leader_decision": lambda at: override(),
    }
    office.go_to("leader_decision")
    office.go_to("sign_document")
    office.go_on()
    signing = office.go_to("sign_document")
    before = newest(office)
    after = publish(office, "p01c_decision", ("call_override_report", "call_another_report"))
    with pytest.raises(StepRefused, match="“Báo cáo ngay cấp trên” không có trong phiên bản mới"):
        proposed(office, before, after)
    assert office.task("sign_document") == signing


@pytest.mark.trips("INV-19")
def test_lost_timer_is_refused() -> None:
    timer = ArmedTimer("t", "root", "late", MONDAY)
    nothing = Advance(b"", (), (), (), (), (), (), False)
    with pytest.raises(StepRefused, match="làm mất 1 việc"):
        check_nothing_lost(Advance(b"", (), (), (timer,), (), (), (), False), nothing)
    check_nothing_lost(nothing, nothing)


@pytest.mark.trips("INV-19")
def test_database_lets_no_case_change_its_version_without_an_approved_request(
    office: AtWork,
) -> None:
    before, after = at_intake(office)
    move_id = proposed(office, before, after)
    force = "UPDATE instance SET release_id = :to WHERE release_id = :from"
    alone = "UPDATE case_request SET state = 'approved', decided_by = proposed_by"
    for statement in (force, alone):
        with pytest.raises(DBAPIError), office.services.database.transaction() as tx:
            tx.execute(text(statement), {"from": before, "to": after} if ":to" in statement else {})
    agreed(office, move_id)
    with pytest.raises(DBAPIError), office.services.database.transaction() as tx:
        tx.execute(text(force), {"from": before, "to": after})


def test_two_persons_a_rehearsal_and_a_reason_are_wanted(sqlite_office: AtWork) -> None:
    office = sqlite_office
    before, after = at_intake(office)
    services, ids = office.services, [row.id for row in running(office)]
    with pytest.raises(FormInvalid) as short:
        propose_migration(services, AN, before, after, NONE, ids, "vội")
    assert [error.path for error in short.value.errors] == ["reason"]
    move_id = proposed(office, before, after)
    with pytest.raises(Conflict, match="chạy thử"):
        approve_migration(services, BA, move_id, 1)
    version = note_rehearsal(services, AN, move_id, {}).version
    with pytest.raises(PermissionDenied, match="không tự duyệt"):
        approve_migration(services, AN, move_id, version)
    with pytest.raises(Conflict):
        approve_migration(services, BA, move_id, version - 1)
    assert carry_out_migrations(services) == 0
    assert approve_migration(services, BA, move_id, version).state is RequestState.APPROVED


def test_process_owner_and_staff_move_nothing(sqlite_office: AtWork) -> None:
    office = sqlite_office
    before, after = at_intake(office)
    for actor in (HOA, office.actor("nga")):
        with pytest.raises(PermissionDenied):
            choose_migration(office.services, actor, before, after, NONE)
        with pytest.raises(PermissionDenied):
            propose_migration(office.services, actor, before, after, NONE, ["x"], REASON)
        with pytest.raises(PermissionDenied):
            list_migrations(office.services, actor)


def test_case_stands_in_one_request_at_a_time_and_a_returned_one_frees_it(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    before, after = at_intake(office)
    move_id = proposed(office, before, after)
    assert all(line.taken for line in seen(office, before, after).lines)
    with pytest.raises(Conflict, match="yêu cầu chuyển khác"):
        proposed(office, before, after)
    returned = return_migration(office.services, BA, move_id, 1, "Chờ hết kỳ họp này đã.")
    assert (returned.state, returned.decided_by) == (RequestState.RETURNED, "quantri2")
    assert proposed(office, before, after) != move_id
    with pytest.raises(Conflict):
        return_migration(office.services, BA, move_id, 2, "Chờ hết kỳ họp này đã.")


def test_case_that_went_on_meanwhile_is_judged_as_it_stands(office: AtWork) -> None:
    office.go_to("prepare_plan")
    before, after = newest(office), publish(office, INTAKE, RENAMED)
    move_id = proposed(office, before, after)
    agreed(office, move_id)
    office.go_to("register_incoming")
    carry_out_migrations(office.services)
    (item,) = items(office, move_id)
    assert (item.result, item.done_at is not None) == (RequestResult.REFUSED, True)
    assert "Tiếp nhận, vào sổ" in item.told
    (main,) = (row for row in running(office) if row.process_id == P01)
    assert main.release_id == before
    office.go_to("determine_authority")
    page = read_migration(office.services, AN, move_id)
    assert (page.move.state, page.done, page.yours) == (RequestState.DONE, 1, True)


def test_moved_case_can_be_moved_back(sqlite_office: AtWork) -> None:
    office = sqlite_office
    before, after = at_intake(office)
    states = {row.id: row.state for row in running(office)}
    moved(office, before, after)
    moved(office, after, before)
    assert {row.id: row.state for row in running(office)} == states
    assert check_invariants(office.services, "INV-19") == ()


def test_suspended_case_is_moved_stays_suspended_and_goes_on_when_it_runs_again(
    office: AtWork,
) -> None:
    before, after = at_intake(office)
    repaired(office, alone(RepairKind.SUSPEND))
    lines = seen(office, before, after).group(Fit.FITS)
    assert sorted(line.suspended for line in lines) == [False, True]
    assert {one.result for one in moved(office, before, after)} == {RequestResult.DONE}
    rows = {row.process_id: (row.release_id, row.status) for row in running(office)}
    assert rows[P01] == (after, "suspended")
    task = office.task("register_incoming")
    with pytest.raises(StaleForm, match="đang tạm dừng"):
        claim_task(office.services, office.actor("nga"), task.id)
    repaired(office, alone(RepairKind.RESUME))
    office.go_to("determine_authority")
    assert faults(office.services) == []


def test_case_that_ended_meanwhile_lets_the_request_expire(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("prepare_plan")
    before, after = newest(office), publish(office, P01, ELSEWHERE)
    move_id = proposed(office, before, after)
    agreed(office, move_id)
    repaired(office, alone(RepairKind.END))
    carry_out_migrations(office.services)
    (item,) = items(office, move_id)
    assert item.result is RequestResult.OVER
    assert read_migration(office.services, AN, move_id).move.state is RequestState.EXPIRED


def test_one_instance_whose_transfer_fails_holds_up_no_other(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    broken = running(office)[0].id
    office.case_id = ""
    office.go_to("prepare_plan")
    sound = running(office)[0].id
    before, after = newest(office), publish(office, P01, ELSEWHERE)
    ids = [broken, sound]
    move_id = propose_migration(office.services, AN, before, after, NONE, ids, REASON)
    agreed(office, move_id)
    with office.services.database.transaction() as tx:
        kept = instances.load(tx, broken).state
        tx.execute(text("UPDATE instance SET state = x'00' WHERE id = :id"), {"id": broken})
    assert carry_out_migrations(office.services) == 1
    results = {one.instance_id: one.result for one in items(office, move_id)}
    assert results == {broken: RequestResult.WAITING, sound: RequestResult.DONE}
    with office.services.database.transaction() as tx:
        tx.execute(
            text("UPDATE instance SET state = :state WHERE id = :id"), {"id": broken, "state": kept}
        )
    # Its incident says when it is tried again.
    assert carry_out_migrations(office.services) == 0
    office.clock.tick(60)
    assert retry_due_incidents(office.services) == 1
    carry_out_migrations(office.services)
    assert read_migration(office.services, AN, move_id).move.state is RequestState.DONE


def test_worker_carries_out_what_was_approved(sqlite_office: AtWork) -> None:
    office = sqlite_office
    before, after = at_intake(office)
    move_id = proposed(office, before, after)
    worker = Worker(office.services, every=1)
    worker.tick()
    assert {row.release_id for row in running(office)} == {before}
    agreed(office, move_id)
    worker.tick()
    assert {row.release_id for row in running(office)} == {after}


def test_unknown_request_or_release_is_not_found(sqlite_office: AtWork) -> None:
    office = sqlite_office
    before = newest(office)
    with pytest.raises(NotFound):
        read_migration(office.services, AN, "none")
    with pytest.raises(NotFound):
        choose_migration(office.services, AN, "r99", before, NONE)
    with pytest.raises(Conflict):
        choose_migration(office.services, AN, before, before, NONE)
    assert choose_migration(office.services, AN, "", "", NONE).lines == ()
