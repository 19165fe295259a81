"""A request rehearsed: each case done over on a copy with what people sent, nothing moved."""

from __future__ import annotations

import pytest

from app.actions.admin.approve_migration import approve_migration
from app.actions.admin.read_migration import read_migration
from app.actions.admin.return_migration import return_migration
from app.domain.case_requests import Fit, RequestState
from app.domain.jobs import Progress
from app.errors import Conflict
from app.rehearsal.migrating import rehearse_migration
from app.worker import Worker
from tests.actions.admin.moving import AN, BA, items, newest, proposed, publish, running
from tests.actions.owner.factories import recorded
from tests.factories import AtWork
from tests.steps.soundness import faults

P01, INTAKE = "p01_art4_case", "p01a_intake_authority"


def rehearsed(office: AtWork, before: str, after: str) -> set[tuple[Fit, tuple[str, ...]]]:
    """Rehearse moving the case at hand; return how its instances fit and what was seen."""
    move_id = proposed(office, before, after)
    states = {row.id: row.state for row in running(office)}
    move = rehearse_migration(office.services, AN, move_id)
    assert move.rehearsed_at is not None and move.state is RequestState.PROPOSED
    assert {row.id: row.state for row in running(office)} == states
    found = items(office, move_id)
    assert len(found) == len(states) > 1
    return {(one.fit, one.replayed) for one in found}


def test_case_done_over_arrives_where_it_stands(office: AtWork) -> None:
    office.go_to("assign_appraisal")
    before = newest(office)
    after = publish(office, P01, ("Chuẩn bị lại kế hoạch", "Chuẩn bị lại"))
    assert rehearsed(office, before, after) == {(Fit.FITS, ())}
    assert faults(office.services) == []


def test_form_that_asks_more_stops_the_rerun_at_its_field(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("advise_appraisal")
    before = newest(office)
    key = f"{INTAKE}.confirm_authority"
    field = (
        '"components": [{"type": "textfield", "key": "seen_by", "label": "Người đã xem", '
        '"validate": {"required": true}}, '
    )
    after = publish(office, key, ('"components": [', field), kind="form")
    ((fit, told),) = rehearsed(office, before, after)
    assert fit is Fit.DIFFERS
    assert len(told) == 1 and "Người đã xem" in told[0] and told[0].startswith("dừng ở “")


def test_other_way_is_told_from_the_step_at_which_it_begins(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    before = newest(office)
    after = publish(office, INTAKE, ('"register_incoming"', '"enter_incoming"'))
    ((fit, told),) = rehearsed(office, before, after)
    assert fit is Fit.DIFFERS
    assert told == ("đi khác từ bước “Tiếp nhận, vào sổ”: lúc đó đang chờ “Tiếp nhận, vào sổ”",)


def test_many_are_done_over_by_the_worker_before_anybody_may_agree(office: AtWork) -> None:
    office.go_to("assign_appraisal")
    before = newest(office)
    after = publish(office, P01, ("Chuẩn bị lại kế hoạch", "Chuẩn bị lại"))
    move_id = proposed(office, before, after)
    runs = len(running(office))
    asked = rehearse_migration(office.services, AN, move_id, live=1)
    assert (asked.rehearsed_at, asked.version) == (None, 2)
    page = read_migration(office.services, BA, move_id)
    assert page.trying == Progress(0, runs, is_running=True)
    with pytest.raises(Conflict, match="chưa được chạy thử"):
        approve_migration(office.services, BA, move_id, 2)
    assert Worker(office.services, every=1).work() == 1
    page = read_migration(office.services, BA, move_id)
    assert (page.trying, page.move.version) == (None, 3) and page.move.rehearsed_at is not None
    assert {(one.fit, one.replayed) for one in items(office, move_id)} == {(Fit.FITS, ())}
    told = recorded(office, "migration_rehearsed")
    assert told == [
        f"Bắt đầu chạy thử chuyển {runs} lượt chạy",
        f"Chạy thử chuyển {runs} lượt chạy: 0 khác",
    ]


def test_kept_rehearsal_of_a_returned_request_does_nothing(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("prepare_plan")
    before = newest(office)
    after = publish(office, P01, ("Chuẩn bị lại kế hoạch", "Chuẩn bị lại"))
    move_id = proposed(office, before, after)
    rehearse_migration(office.services, AN, move_id, live=0)
    return_migration(office.services, BA, move_id, 2, "Chờ hết kỳ họp này đã.")
    assert Worker(office.services, every=1).work() == 1
    page = read_migration(office.services, BA, move_id)
    assert (page.trying, page.move.rehearsed_at) == (None, None)
