"""Runs begun anew: as they were begun the first time, or not at all and who is to ask instead."""

from __future__ import annotations

import pytest

from app.actions.admin.offer_repair import offer_repair
from app.actions.staff.request_extension import request_extension
from app.domain.case_requests import RequestResult
from app.domain.cases import CaseState
from app.domain.repairs import RepairKind
from app.errors import StepRefused
from app.store import timers
from tests.actions.admin.moving import AN
from tests.actions.admin.repairing import alone, asked, moving, repaired, run_of
from tests.factories import AtWork
from tests.steps.soundness import faults

END, RESTART = alone(RepairKind.END), alone(RepairKind.RESTART)
WATCH = "p01w_clock_watch"


def test_plan_that_was_never_sent_is_ended_and_may_be_begun_anew(office: AtWork) -> None:
    office.go_to("prepare_plan")
    first = run_of(office)
    with pytest.raises(StepRefused, match="đang chạy"):
        asked(office, RESTART)
    assert repaired(office, END).result is RequestResult.DONE
    assert (office.open_tasks(), office.case().state) == ([], CaseState.ENDED)
    assert offer_repair(office.services, AN, first.id).refused.keys() >= {RepairKind.MOVE}
    office.clock.tick(60)
    assert repaired(office, RESTART).result is RequestResult.DONE
    again = run_of(office)
    assert again.id != first.id and office.task("prepare_plan")
    assert office.case().state is CaseState.DRAFT
    office.go_to("determine_authority")
    assert faults(office.services) == []


@pytest.mark.trips("INV-11")
def test_answered_case_is_not_begun_anew(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to_end()
    with pytest.raises(StepRefused, match="văn bản đã ra thì không làm lại") as refused:
        asked(office, RESTART)
    assert "INV-11" in refused.value.message


def test_watch_of_a_term_is_begun_anew_by_the_message_that_began_it(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    first = run_of(office, WATCH)
    armed = moments(office, first.id)
    assert repaired(office, END, run=first).result is RequestResult.DONE
    beside = offer_repair(office.services, AN, run_of(office).id).beside
    assert [(one.instance_id, one.running) for one in beside] == [(first.id, False)]
    office.clock.tick(60)
    assert repaired(office, RESTART, run=first).result is RequestResult.DONE
    again = run_of(office, WATCH)
    assert (again.id != first.id, again.pass_id) == (True, first.pass_id)
    assert moments(office, again.id) == armed
    started = office.events("instance_started")[-1]
    assert started.payload["message"] == "pass_opened"
    office.go_to_end()
    assert run_of(office, WATCH).status == "done" and faults(office.services) == []
    with pytest.raises(StepRefused, match="đã khép nên không còn gì để theo dõi"):
        asked(office, RESTART, run=again)


def moments(office: AtWork, instance_id: str) -> list[tuple[str, str]]:
    with office.services.database.reading() as tx:
        armed = timers.of_instance(tx, instance_id)
    return [(one.element_id, one.due_at.isoformat()) for one in armed]


@pytest.mark.trips("INV-20")
def test_what_somebody_asked_for_is_asked_for_by_nobody_else(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("write_appraisal")
    asks = {
        "requested_due": "2024-04-29",
        "is_complex": True,
        "needs_appraisal_time": True,
        "reasons": "Phải lấy ý kiến nhiều cơ quan chuyên môn trước khi trình, thời gian không đủ.",
    }
    assert request_extension(office.services, office.actor("nga"), office.case().code, asks) == ""
    run = run_of(office, "p01e_extension")
    assert repaired(office, END, run=run).result is RequestResult.DONE
    with pytest.raises(StepRefused, match="đề nghị gia hạn; người có việc gửi lại"):
        asked(office, RESTART, run=run)
    told = offer_repair(office.services, AN, run.id).refused[RepairKind.RESTART]
    assert "người có việc gửi lại ở trang hồ sơ" in told


def test_called_process_is_done_anew_within_the_run_that_calls_it(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("write_appraisal")
    page = offer_repair(office.services, AN, run_of(office).id)
    places = {one.spot.element_id: one for one in page.tokens}
    call = places["call_appraisal"]
    assert call.targets[0] == call.spot and call.spot not in page.additions
    assert places["write_appraisal"].stays.startswith("chỗ gộp phía sau sẽ chờ mãi")
    anew = moving("call_appraisal", "call_appraisal", "p01_level_pass")
    item = repaired(office, anew)
    assert item.result is RequestResult.DONE
    assert any("phải làm lại từ đầu" in one.sentence for one in item.warnings)
    assert [task.element_id for task in office.open_tasks()] == ["advise_appraisal"]
    (line,) = office.events("instance_repaired")
    assert "làm lại “Thẩm định kế hoạch” từ đầu" in line.summary
    office.go_to("check_report")
    assert faults(office.services) == []
