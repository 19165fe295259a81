"""A repair of many runs is rehearsed by the worker, one after the other; the page says how far."""

from __future__ import annotations

import pytest

from app.actions.admin.carry_out_repairs import carry_out_repairs
from app.actions.admin.propose_repair import propose_repair
from app.actions.admin.read_repair import read_repair
from app.actions.admin.rehearse_repair import rehearse_repair
from app.actions.admin.return_repair import return_repair
from app.domain.case_requests import RequestResult
from app.domain.jobs import Job, JobKind, Progress
from app.errors import Conflict, NotFound, WorkStopped
from app.repairs.trying_later import rehearse_kept
from app.store import jobs
from app.worker import Worker
from tests.actions.admin.moving import AN, BA
from tests.actions.admin.repairing import WHY, agreed, items, moving, run_of
from tests.actions.owner.factories import recorded
from tests.factories import AtWork

FORWARD = moving("register_incoming", "determine_authority")


def asked_of_two(office: AtWork) -> str:
    """Ask to repair two runs, of which only one is tried while a page waits."""
    ids = []
    for _ in range(2):
        office.case_id = ""
        office.go_to("register_incoming")
        ids.append(run_of(office).id)
    return propose_repair(office.services, AN, ids, [FORWARD], WHY, live=1)


def kept(office: AtWork) -> list[Job]:
    """Return the rehearsals that were left to the worker."""
    with office.services.database.reading() as tx:
        return jobs.of_kind(tx, JobKind.REHEARSAL)


def test_many_are_tried_by_the_worker_before_anybody_may_agree(office: AtWork) -> None:
    repair_id = asked_of_two(office)
    page = read_repair(office.services, BA, repair_id)
    assert (page.trying, page.pictures) == (Progress(0, 2, is_running=True), {})
    with pytest.raises(Conflict, match="chưa chạy thử xong"):
        agreed(office, repair_id)
    assert Worker(office.services, every=1).work() == 1
    page = read_repair(office.services, BA, repair_id)
    assert page.trying is None and page.repair.rehearsed_at is not None and page.pictures
    assert [(line.item.refusal, len(line.item.starts)) for line in page.lines] == [("", 1)] * 2
    agreed(office, repair_id)
    assert carry_out_repairs(office.services) == 2
    assert {one.result for one in items(office, repair_id)} == {RequestResult.DONE}
    told = recorded(office, "repair_proposed", "repair_rehearsed")
    assert told == ["Gửi duyệt sửa 2 lượt chạy", "Chạy thử sửa 2 lượt chạy: 0 không sửa được"]


def test_worker_that_was_stopped_leaves_the_rest_to_the_next(sqlite_office: AtWork) -> None:
    office = sqlite_office
    repair_id = asked_of_two(office)

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise WorkStopped("")

    (job,) = kept(office)
    with pytest.raises(WorkStopped):
        rehearse_kept(office.services, job, stop)
    assert read_repair(office.services, AN, repair_id).trying == Progress(1, 2, is_running=True)
    (first,) = [one for one in items(office, repair_id) if one.base_state]
    assert Worker(office.services, every=1).work() == 1
    after = items(office, repair_id)
    assert first in after and all(one.base_state for one in after)


def test_rehearsal_given_up_says_so_and_is_begun_anew(sqlite_office: AtWork) -> None:
    office = sqlite_office
    repair_id = asked_of_two(office)
    (job,) = kept(office)
    with office.services.database.transaction() as tx:
        jobs.stop(tx, job.id, office.clock.now())
    assert read_repair(office.services, AN, repair_id).trying == Progress(0, 2, is_running=False)
    begun = rehearse_repair(office.services, AN, repair_id, live=1)
    assert (begun.rehearsed_at, begun.version) == (None, 2)
    assert rehearse_repair(office.services, AN, repair_id, live=1).version == 3
    # Of the two that were asked for the older one is wanted no more.
    assert Worker(office.services, every=1).work() == 2
    assert read_repair(office.services, AN, repair_id).repair.version == 4
    assert recorded(office, "repair_rehearsed")[-1].endswith("0 không sửa được")


def test_nothing_is_tried_of_what_was_returned(sqlite_office: AtWork) -> None:
    office = sqlite_office
    repair_id = asked_of_two(office)
    return_repair(office.services, BA, repair_id, 1, "Chờ công văn của Văn phòng.")
    Worker(office.services, every=1).work()
    assert not any(one.base_state for one in items(office, repair_id))
    page = read_repair(office.services, AN, repair_id)
    assert (page.trying, page.repair.rehearsed_at) == (None, None)


def test_run_that_is_not_there_is_not_found(sqlite_office: AtWork) -> None:
    with pytest.raises(NotFound):
        propose_repair(sqlite_office.services, AN, ["x", "y"], [FORWARD], WHY, live=1)
