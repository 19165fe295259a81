"""Each kind of repair: what it does, and what it refuses whoever asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.actions.admin.carry_out_repairs import carry_out_repairs
from app.actions.admin.fire_due_timers import fire_due_timers
from app.actions.admin.offer_repair import offer_repair
from app.actions.admin.read_repair import read_repair
from app.actions.staff.claim_task import claim_task
from app.actions.staff.declare_conflict import declare_conflict
from app.actions.staff.list_inbox import list_inbox
from app.actions.staff.open_case import open_case
from app.actions.staff.start_emergency import start_emergency
from app.actions.staff.withdraw_plan import withdraw_plan
from app.domain.case_requests import RequestResult
from app.domain.incidents import IncidentState
from app.domain.repairs import Instruction, RepairKind
from app.errors import FormInvalid, NobodyWaits, PermissionDenied, StaleForm, StepRefused
from app.store import clocks, tasks
from tests.actions.admin.failing import fail_at_day_20, put_state, the_incident
from tests.actions.admin.moving import AN, BA
from tests.actions.admin.repairing import (
    INTAKE,
    agreed,
    alone,
    asked,
    items,
    moving,
    repaired,
    run_of,
)
from tests.factories import AtWork, held
from tests.forms import answers as answers_of
from tests.forms import emergency_answers as emergency
from tests.steps.soundness import faults

SUSPEND, RESUME = alone(RepairKind.SUSPEND), alone(RepairKind.RESUME)
END, RETRY = alone(RepairKind.END), alone(RepairKind.RETRY)


def given_to(person_id: str = "") -> Instruction:
    people = (person_id,) if person_id else ()
    return Instruction(RepairKind.REASSIGN, "confirm_authority", INTAKE, person_ids=people)


def fact(name: str, value: Any) -> Instruction:
    return Instruction(RepairKind.SET_FACT, name=name, value=value)


def test_suspended_case_stands_still_but_its_term_runs_on(office: AtWork) -> None:
    task = office.go_to("register_incoming")
    with office.services.database.reading() as tx:
        term = clocks.of_case(tx, office.case_id)
    assert repaired(office, SUSPEND).result is RequestResult.DONE
    assert run_of(office).status == "suspended"
    with pytest.raises(StaleForm, match="đang tạm dừng"):
        office.submit("nga", task.id, answers_of.intake())
    with pytest.raises(StaleForm, match="đang tạm dừng"):
        claim_task(office.services, office.actor("nga"), task.id)
    assert "đang tạm dừng" in office.page("nga", "register_incoming").suspended
    (line,) = list_inbox(office.services, office.actor("nga"), "group", 1).items
    assert line.suspended and not line.can_claim
    code = office.case().code
    assert "tạm dừng" in open_case(office.services, office.actor("nga"), code).where
    with office.services.database.reading() as tx:
        assert clocks.of_case(tx, office.case_id) == term
    assert repaired(office, RESUME).result is RequestResult.DONE
    office.submit("nga", task.id, answers_of.intake())
    assert office.task("determine_authority") and faults(office.services) == []


def test_rehearsal_of_a_suspension_says_that_the_term_runs_on(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    (item,) = items(office, asked(office, SUSPEND))
    assert [one.clauses for one in item.warnings] == [("C-030",)]
    with pytest.raises(FormInvalid) as silent:
        agreed(office, item.request_id, " ")
    assert "ghi ý kiến" in silent.value.errors[0].message
    assert "đã tạm dừng" not in item.refusal
    with pytest.raises(StepRefused, match="không tạm dừng"):
        asked(office, RESUME, run=run_of(office, "p01w_clock_watch"))


def test_due_timers_of_a_suspended_instance_fire_when_it_runs_again(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    watch = run_of(office, "p01w_clock_watch")
    repaired(office, SUSPEND, run=watch)
    office.clock.tick(timedelta(days=60).total_seconds())
    fire_due_timers(office.services)
    assert not office.events("deadline_breached", "reminder_sent")
    repaired(office, RESUME, run=watch)
    fire_due_timers(office.services)
    assert office.events("deadline_breached", "reminder_sent")


def test_message_to_a_suspended_instance_is_refused_with_the_reason(
    sqlite_office: AtWork,
) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    repaired(office, SUSPEND)
    thu = office.actor("thu")
    with pytest.raises(NobodyWaits, match="đang tạm dừng"):
        withdraw_plan(office.services, thu, office.case().code, "Không còn cần.")
    repaired(office, RESUME)
    withdraw_plan(office.services, thu, office.case().code, "Không còn cần.")


def test_kept_message_reaches_the_instance_once_it_runs_again(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    watch = run_of(office, "p01w_clock_watch")
    repaired(office, SUSPEND, run=watch)
    office.go_to_end()
    assert run_of(office, "p01w_clock_watch").status == "suspended"
    assert office.events("message_kept")
    repaired(office, RESUME, run=watch)
    assert run_of(office, "p01w_clock_watch").status == "done"
    assert faults(office.services) == []


@pytest.mark.trips("INV-05", "INV-20")
def test_nobody_ends_what_was_done_alone_before_it_is_reported(office: AtWork) -> None:
    """SC-75: the instance cannot be ended by anyone, administrators included."""
    task_id = start_emergency(office.services, office.actor("hau"))
    with office.services.database.reading() as tx:
        office.case_id = tasks.load(tx, task_id).case_id
    office.submit("hau", task_id, emergency.situation())
    cut_off = {"impossibility": "Mất điện, mất sóng, đường bị chia cắt; không ai đi được."}
    office.do("hau", "log_attempts", cut_off)
    office.do("hau", "record_own_decision", emergency.own_decision())
    run = run_of(office, "p02_emergency_action")
    with pytest.raises(StepRefused, match="chưa ban hành") as refused:
        asked(office, END, run=run)
    assert "INV-05" in refused.value.message
    assert "chưa ban hành" in offer_repair(office.services, AN, run.id).refused[RepairKind.END]
    assert run_of(office, "p02_emergency_action").status == "running"


@pytest.mark.trips("INV-01")
def test_unanswered_case_is_not_ended(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    with pytest.raises(StepRefused, match="chưa có văn bản trả lời"):
        asked(office, END)


@pytest.mark.trips("INV-20")
def test_task_is_given_only_to_who_might_take_it_anyway(sqlite_office: AtWork) -> None:
    """SC-97: neither administrators nor strangers nor persons in conflict get a business task."""
    office = sqlite_office
    office.go_to("confirm_authority")
    for person_id, why in (
        ("quantri", "không xử lý việc nghiệp vụ"),
        ("nga", "không giữ vai trò"),
        ("nobody", "không có trong danh sách"),
    ):
        with pytest.raises(StepRefused, match=why):
            asked(office, given_to(person_id))
    offered = offer_repair(office.services, AN, run_of(office).id).tasks[0]
    assert [person for person, _name in offered.people] == ["binh", "huong", "vinh"]
    declare_conflict(office.services, office.actor("huong"), office.case().code, "Người thân.")
    with pytest.raises(StepRefused, match="lợi ích liên quan"):
        asked(office, given_to("huong"))
    assert repaired(office, given_to("binh")).result is RequestResult.DONE
    assert office.task("confirm_authority").claimed_by == "binh"
    (line,) = office.events("task_handed_over")
    assert line.payload["after"] == "Tống Phước Bình" and line.capacity == "Quản trị"
    assert repaired(office, given_to()).result is RequestResult.DONE
    assert office.task("confirm_authority").claimed_by == ""


@pytest.mark.trips("INV-20")
def test_repair_counts_no_votes_and_issues_no_paper(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    with pytest.raises(StepRefused, match="không tạo ra quyết định hay văn bản") as paper:
        asked(office, moving("determine_authority", "svc_ack"))
    office.go_to("confirm_minutes")
    with pytest.raises(StepRefused, match="một kết quả không ai quyết định") as votes:
        asked(office, moving("confirm_minutes", "svc_count", "p01c_decision"))
    assert "INV-20" in paper.value.message and "INV-20" in votes.value.message


def test_paper_that_is_left_behind_is_told(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("edit_draft")
    back = moving("call_assign_doc", "assign_appraisal", "p01b_appraisal")
    (item,) = items(office, asked(office, back))
    assert any("đang dự thảo bị bỏ lại" in one.sentence for one in item.warnings)


@pytest.mark.trips("INV-20")
def test_administrator_completes_no_task_even_after_a_repair(sqlite_office: AtWork) -> None:
    """SC-97: repairing a case gives nobody the right to decide in it."""
    office = sqlite_office
    office.go_to("confirm_authority")
    repaired(office, moving("confirm_authority", "determine_authority"))
    task = office.task("determine_authority")
    with pytest.raises(PermissionDenied, match="không xử lý việc nghiệp vụ"):
        office.submit("quantri", task.id, answers_of.authority())


@pytest.mark.trips("INV-20")
def test_only_what_the_system_worked_out_may_be_set(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    for name, why in (
        ("authority", "do người có trách nhiệm ghi vào biểu"),
        ("vote_result", "là kết luận hoặc căn cứ"),
        ("plan_hash", "là kết luận hoặc căn cứ"),
        ("no_such", "không phải dữ kiện"),
    ):
        with pytest.raises(StepRefused, match=why):
            asked(office, fact(name, "x"))
    offered = {one.name: one for one in offer_repair(office.services, AN, run_of(office).id).facts}
    assert "authority" not in offered and offered["has_board"].choices == ()
    assert (offered["has_board"].label, offered["has_board"].said) == (
        "cấp ủy có ban thường vụ",
        "đúng",
    )
    assert offered["body_rank"].said == "Huyện ủy, thị ủy, đảng ủy trực thuộc Tỉnh ủy"
    with pytest.raises(StepRefused, match="cùng loại"):
        asked(office, fact("has_board", "có"))
    before = offered["has_board"].value
    assert repaired(office, fact("has_board", not before)).result is RequestResult.DONE
    assert office.facts()["has_board"] is (not before)
    (line,) = office.events("instance_repaired")
    assert line.payload["changes"] == {"has_board": ["đúng", "sai"]}
    assert "ghi “cấp ủy có ban thường vụ” là sai" in line.summary
    with pytest.raises(StepRefused, match="“cấp của cấp ủy giải quyết” không nhận “9”"):
        asked(office, fact("body_rank", 9))


def test_what_would_newly_break_an_invariant_wants_an_opinion_that_names_it(
    sqlite_office: AtWork,
) -> None:
    """A meeting is held again: its figures stand beside the old result until they are counted."""
    office = sqlite_office
    vague = answers_of.minutes(discussed_thoroughly=False)
    office.answers = {"record_meeting": lambda at: vague | held(at)}
    office.go_to("confirm_minutes")
    office.go_on()
    office.answers = {"record_meeting": lambda at: answers_of.minutes((5, 5, 1)) | held(at)}
    office.go_to("confirm_minutes")
    repair_id = asked(office, moving("confirm_minutes", "schedule_meeting", "p01c_decision"))
    (item,) = items(office, repair_id)
    assert item.invariants == {"INV-14"}
    assert read_repair(office.services, BA, repair_id).to_name == ("INV-14",)
    with pytest.raises(FormInvalid) as unnamed:
        agreed(office, repair_id, "Đồng ý sửa.")
    assert "INV-14" in unnamed.value.errors[0].message
    agreed(office, repair_id, "Đồng ý; INV-14 sẽ hết khi họp lại và kiểm phiếu.")
    carry_out_repairs(office.services)
    assert items(office, repair_id)[0].result is RequestResult.DONE
    assert office.task("schedule_meeting")


def test_retry_fires_what_is_due_and_ends_the_incident(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    watch = run_of(office, "p01w_clock_watch")
    with pytest.raises(StepRefused, match="Không còn hẹn giờ nào đến hạn"):
        asked(office, RETRY, run=watch)
    _, sound = fail_at_day_20(office)
    with pytest.raises(StepRefused, match="không đọc được"):
        asked(office, RETRY, run=watch)
    assert offer_repair(office.services, AN, watch.id).tokens == ()
    put_state(office, watch.id, sound)
    assert repaired(office, RETRY, run=watch).result is RequestResult.DONE
    assert office.events("timer_fired")
    assert the_incident(office).state is IncidentState.SOLVED


def test_offer_names_where_a_run_stands_and_what_is_not_to_be_had(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    page = offer_repair(office.services, AN, run_of(office).id)
    (here,) = (token for token in page.tokens if token.spot.element_id == "register_incoming")
    assert here.spot.name == "Tiếp nhận, vào sổ" and "C-025" in here.spot.clauses
    assert "determine_authority" in [spot.element_id for spot in here.targets]
    assert "accepted" not in [spot.element_id for spot in here.targets]
    assert here.stays.startswith("đây là chỗ duy nhất đang chờ")
    assert page.status == "running" and len(page.pictures) >= 2
    not_now = {
        RepairKind.CANCEL,
        RepairKind.RETRY,
        RepairKind.RESUME,
        RepairKind.END,
        RepairKind.RESTART,
    }
    assert page.refused.keys() - {RepairKind.TIMER} == not_now
