"""Cases repaired: by two persons, after a rehearsal, whole, on record, past no invariant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.actions.admin.approve_repair import approve_repair
from app.actions.admin.carry_out_repairs import carry_out_repairs
from app.actions.admin.list_repairs import list_repairs
from app.actions.admin.offer_repair import offer_repair
from app.actions.admin.propose_repair import propose_repair
from app.actions.admin.read_repair import read_repair
from app.actions.admin.rehearse_repair import rehearse_repair
from app.actions.admin.restrict_case import restrict_case
from app.actions.admin.return_repair import return_repair
from app.actions.audit.check_invariants import check_invariants
from app.domain.case_requests import RequestResult, RequestState
from app.domain.repairs import Effect, Instruction, RepairKind
from app.errors import Conflict, FormInvalid, NotFound, PermissionDenied, StepRefused
from app.store import audit_log
from app.store.audit_check import verify
from app.worker import Worker
from tests.actions.admin.moving import AN, BA, payloads
from tests.actions.admin.repairing import (
    INTAKE,
    WHY,
    agreed,
    alone,
    asked,
    items,
    moving,
    repaired,
    run_of,
)
from tests.actions.owner.factories import HOA
from tests.factories import AtWork
from tests.steps.soundness import faults

FORWARD = moving("register_incoming", "determine_authority")
BACK = moving("confirm_authority", "determine_authority")


def test_moved_case_stands_where_two_persons_put_it_and_goes_on(office: AtWork) -> None:
    office.go_to("confirm_authority")
    done = repaired(office, BACK)
    assert (done.result, done.told) == (RequestResult.DONE, "")
    assert [task.element_id for task in office.open_tasks()] == ["determine_authority"]
    with office.services.database.reading() as tx:
        assert verify(tx) == []
    assert faults(office.services) == []
    office.go_to("write_appraisal")
    assert check_invariants(office.services) == ()


def test_case_says_in_its_own_record_who_repaired_it_how_and_why(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("confirm_authority")
    repaired(office, BACK, opinion="Đồng ý, theo công văn của Văn phòng.")
    (line,) = office.events("instance_repaired")
    assert (line.actor_id, line.capacity) == ("quantri2", "Quản trị")
    assert (line.payload["proposed_by"], line.payload["approved_by"]) == ("quantri", "quantri2")
    assert line.payload["before"] == ["Thường trực cho ý kiến"]
    assert line.payload["after"] == ["Xác định thẩm quyền"]
    assert line.payload["opinion"] == "Đồng ý, theo công văn của Văn phòng."
    assert "chuyển từ “Thường trực cho ý kiến” tới “Xác định thẩm quyền”" in line.summary
    assert WHY in line.summary
    kinds = ("repair_proposed", "repair_approved", "repair_done")
    told = payloads(office, *kinds)
    said = {"repair", "instructions", "reason"}
    more = ({"instances"}, {"proposed_by", "opinion"}, {"results"})
    assert [set(one) for one in told] == [said | one for one in more]
    assert set(told[-1]["results"].values()) == {"done"}


def test_rehearsal_shows_before_and_after_and_leaves_the_case_alone(office: AtWork) -> None:
    office.go_to("register_incoming")
    before = run_of(office)
    repair_id = asked(office, FORWARD)
    assert run_of(office) == before
    (item,) = items(office, repair_id)
    lines = {line.what: line for line in item.rehearsal}
    assert lines["Việc đang mở"].effect is Effect.CHANGED
    assert lines["Việc đang mở"].before.startswith("Tiếp nhận, vào sổ")
    assert lines["Việc đang mở"].after.startswith("Xác định thẩm quyền")
    assert lines["Thời hạn trả lời"].effect is Effect.KEPT
    assert lines["Nghĩa vụ đang treo"].effect is Effect.KEPT
    assert "chưa có văn bản trả lời" in lines["Nghĩa vụ đang treo"].before
    assert lines["Thư sẽ gửi"].effect is Effect.ADDED
    assert (item.stops, item.starts) == (
        ((INTAKE, "register_incoming"),),
        ((INTAKE, "determine_authority"),),
    )
    skipped = [one for one in item.warnings if "“Tiếp nhận, vào sổ”" in one.sentence]
    assert skipped and "C-025" in skipped[0].clauses


def test_page_of_a_request_names_what_it_does_and_draws_it(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    repair_id = asked(office, FORWARD)
    page = read_repair(office.services, AN, repair_id)
    said = "chuyển từ “Tiếp nhận, vào sổ” tới “Xác định thẩm quyền”"
    assert (page.yours, page.sentences, page.to_name) == (True, (said,), ())
    assert len(page.pictures) == 1 and 'class="' in next(iter(page.pictures.values()))
    listed = list_repairs(office.services, BA)
    assert (listed.sizes[repair_id], listed.sentences[repair_id]) == (1, (said,))
    assert not read_repair(office.services, BA, repair_id).yours
    with pytest.raises(NotFound):
        read_repair(office.services, AN, "none")


def test_case_that_changed_since_is_not_approved_until_tried_again(office: AtWork) -> None:
    office.go_to("determine_authority")
    repair_id = asked(office, moving("determine_authority", "register_incoming"))
    office.go_on()
    with pytest.raises(Conflict, match="hồ sơ đã thay đổi từ khi chạy thử"):
        agreed(office, repair_id)
    rehearse_repair(office.services, BA, repair_id)
    (item,) = items(office, repair_id)
    assert "“Xác định thẩm quyền” không còn đứng trong hồ sơ" in item.refusal
    with pytest.raises(Conflict, match="Không hồ sơ nào sửa được"):
        agreed(office, repair_id)


def test_case_that_changed_after_the_approval_is_left_alone_and_told_why(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    repair_id = asked(office, moving("determine_authority", "register_incoming"))
    agreed(office, repair_id)
    office.go_on()
    assert carry_out_repairs(office.services) == 1
    (item,) = items(office, repair_id)
    assert item.result is RequestResult.REFUSED and "đã thay đổi" in item.told
    request = read_repair(office.services, AN, repair_id).repair
    assert request.state is RequestState.EXPIRED
    assert [task.element_id for task in office.open_tasks()] == ["confirm_authority"]


def test_two_persons_and_a_reason_are_wanted(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    ids = [run_of(office).id]
    with pytest.raises(FormInvalid) as short:
        propose_repair(office.services, AN, ids, [FORWARD], "vội")
    assert [error.path for error in short.value.errors] == ["reason"]
    with pytest.raises(FormInvalid) as nothing:
        propose_repair(office.services, AN, [], [], WHY)
    assert [error.path for error in nothing.value.errors] == ["instance", "instructions"]
    repair_id = asked(office, FORWARD)
    with pytest.raises(PermissionDenied, match="không được tự duyệt"):
        approve_repair(office.services, AN, repair_id, 1, "")
    with pytest.raises(Conflict):
        approve_repair(office.services, BA, repair_id, 2, "")
    assert carry_out_repairs(office.services) == 0
    with pytest.raises(Conflict, match="đề nghị sửa khác"):
        asked(office, FORWARD)
    returned = return_repair(office.services, BA, repair_id, 1, "Chờ công văn của Văn phòng.")
    assert (returned.state, returned.decided_by) == (RequestState.RETURNED, "quantri2")
    assert asked(office, FORWARD) != repair_id


def test_database_wants_the_second_person_and_keeps_results(office: AtWork) -> None:
    office.go_to("register_incoming")
    repair_id = asked(office, FORWARD)
    force = "UPDATE case_request SET state = 'approved', decided_by = proposed_by"
    with pytest.raises(DBAPIError), office.services.database.transaction() as tx:
        tx.execute(text(force))
    agreed(office, repair_id)
    carry_out_repairs(office.services)
    for statement in (
        "UPDATE case_request_item SET result = 'waiting'",
        "DELETE FROM case_request",
    ):
        with pytest.raises(DBAPIError), office.services.database.transaction() as tx:
            tx.execute(text(statement))


def test_only_administrators_repair(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    for actor in (HOA, office.actor("nga")):
        with pytest.raises(PermissionDenied):
            propose_repair(office.services, actor, [run_of(office).id], [FORWARD], WHY)
        with pytest.raises(PermissionDenied):
            list_repairs(office.services, actor)
        with pytest.raises(PermissionDenied):
            rehearse_repair(office.services, actor, "x")


def test_worker_carries_out_what_was_approved(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    agreed(office, asked(office, FORWARD))
    Worker(office.services, every=1).tick()
    assert [task.element_id for task in office.open_tasks()] == ["determine_authority"]


def test_many_cases_are_repaired_alike_and_one_that_cannot_be_is_told(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    ids = []
    for place in ("register_incoming", "register_incoming", "determine_authority"):
        office.case_id = ""
        office.go_to(place)
        ids.append(run_of(office).id)
    repair_id = propose_repair(office.services, AN, ids, [FORWARD], WHY)
    refusals = [bool(item.refusal) for item in items(office, repair_id)]
    assert sorted(refusals) == [False, False, True]
    with office.services.database.counting() as count:
        assert len(read_repair(office.services, AN, repair_id).lines) == 3
    assert count.statements <= 8
    agreed(office, repair_id)
    assert carry_out_repairs(office.services) == 3
    results = sorted(item.result.value for item in items(office, repair_id))
    assert results == ["done", "done", "refused"]
    assert read_repair(office.services, AN, repair_id).repair.state is RequestState.DONE


def test_repair_that_fails_where_its_rehearsal_did_not_leaves_the_case_and_says_why(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("confirm_authority")
    repair_id = asked(office, BACK)
    agreed(office, repair_id)
    with office.services.database.transaction() as tx:
        refuse = "BEGIN SELECT RAISE(ABORT, 'no more'); END"
        tx.execute(text(f"CREATE TRIGGER no_more BEFORE INSERT ON task {refuse}"))
    assert carry_out_repairs(office.services) == 1
    (item,) = items(office, repair_id)
    assert item.result is RequestResult.REFUSED and "Lỗi ngoài dự kiến" in item.told
    assert read_repair(office.services, AN, repair_id).repair.state is RequestState.DONE
    assert office.task("confirm_authority") and not office.events("instance_repaired")


@pytest.mark.trips("INV-20")
def test_outcome_that_nobody_decided_is_no_target(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    with pytest.raises(StepRefused, match="chỉ tới được bằng kết quả của người có thẩm quyền"):
        asked(office, moving("register_incoming", "accepted"))
    with pytest.raises(StepRefused, match="chưa ghi nhận"):
        asked(office, moving("register_incoming", "gw_confirmed"))


def test_timer_is_put_off(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    watch = run_of(office, "p01w_clock_watch")
    moment = office.clock.now() + timedelta(days=9)
    place = offer_repair(office.services, AN, watch.id).timers[0].spot
    later = Instruction(RepairKind.TIMER, place.element_id, place.process_id, moment=moment)
    assert repaired(office, later, run=watch).result is RequestResult.DONE
    (line,) = office.events("instance_repaired")
    assert len(line.payload["changes"]) == 1
    assert moment in [one.due_at for one in offer_repair(office.services, AN, watch.id).timers]


def test_restricted_case_is_repaired_without_telling_what_is_in_it(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    restrict_case(office.services, office.case().code, "Liên quan nhân sự.")
    page = offer_repair(office.services, AN, run_of(office).id)
    assert page.case_title == "Hồ sơ hạn chế"
    repair_id = asked(office, FORWARD)
    lines = {line.what: line for line in items(office, repair_id)[0].rehearsal}
    assert lines["Nghĩa vụ đang treo"].before == "1 mục"
    (line,) = read_repair(office.services, BA, repair_id).lines
    assert line.case_title == "Hồ sơ hạn chế"
    with office.services.database.reading() as tx:
        reads = audit_log.of_chain(tx, audit_log.READS_PREFIX + office.case_id)
    assert [one.event.actor_id for one in reads][-1] == "quantri"


def test_nothing_else_goes_with_what_stands_alone(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    with pytest.raises(FormInvalid, match="1 mục"):
        asked(office, FORWARD, alone(RepairKind.SUSPEND))
