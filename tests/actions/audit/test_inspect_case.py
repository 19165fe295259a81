"""One case whole: durations agree with the record, sentences with their events, guards hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.actions.audit.inspect_case import inspect_case
from app.actions.audit.read_sent_form import read_sent_form
from app.domain.audit import EventKind
from app.domain.clock import local_day
from app.domain.views.inspection import Inspection, Part
from app.errors import NotFound, PermissionDenied
from app.store import cases, tasks
from app.working_days import Calendar
from tests.actions.audit.leave import let_read
from tests.factories import AtWork, asked_to_rework

AUDITOR = "kiemsoat"


def inspected(office: AtWork) -> Inspection:
    return inspect_case(office.services, office.actor(AUDITOR), office.case().code)


def said(page: Inspection, part: Part) -> str:
    return " ".join(one.text for one in page.explained if one.part is part)


def test_explanation_answers_what_an_audit_asks_and_leads_to_the_record(office: AtWork) -> None:
    office.go_to_end()
    page = inspected(office)
    paper = next(paper for paper in page.papers if paper.number == "Số 02-CV/ThU")
    assert "Hoàng Thị Thu (Bên đề xuất) gửi kế hoạch" in said(page, Part.PROPOSED)
    assert "phải trả lời trước 24 giờ ngày 15/04/2024, ngày làm việc thứ 30" in said(
        page, Part.TERM
    )
    assert "9 phiếu tán thành, 1 phiếu không tán thành, tính trên 11" in said(page, Part.DISCUSSED)
    decided = next(one for one in page.explained if one.part is Part.DECIDED)
    assert "Lê Thị Mai Hương, tư cách Thường trực Thị ủy Hòa Xuyên" in decided.text
    assert paper.number in decided.text and paper.sha256 in decided.text
    assert "C-029" in decided.clauses
    assert "đúng hạn, trước hạn 29 ngày làm việc (hạn 15/04/2024)" in said(page, Part.IN_TIME)
    rows = {row.row for row in page.record}
    assert all(one.row in rows for one in page.explained if one.row)
    assert {row.form_of for row in page.record if row.form_of} == _sent(office)
    assert page.runs[0].outcome == "Cho chủ trương" and not page.runs[0].running
    main = "“Quy trình xem xét cho chủ trương (Điều 4)”"
    lines = [row.summary for row in page.record]
    assert f"Bắt đầu quy trình {main}" in lines
    assert f"Kết thúc quy trình {main}: Cho chủ trương" in lines


def _sent(office: AtWork) -> set[str]:
    return {event.payload["task"] for event in office.events("task_completed")}


def test_late_case_says_by_how_much_and_who_had_it(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("confirm_minutes")
    office.clock.tick(45 * 24 * 3600)
    office.go_to_end()
    page = inspected(office)
    late = page.clocks[0].days_late
    assert late > 0
    told = next(one for one in page.explained if one.part is Part.IN_TIME and "trễ" in one.text)
    assert f"trễ {late} ngày làm việc so với hạn 15/04/2024" in told.text
    assert "lúc hết hạn hồ sơ ở bước “Chủ trì xác nhận biên bản”" in told.reason
    step = _step(page, "Chủ trì xác nhận biên bản")
    assert f"lâu nhất là bước “Chủ trì xác nhận biên bản”: {step} ngày làm việc" in told.reason


def _step(page: Inspection, name: str) -> int:
    found = [s.days for run in page.runs for d in run.diagrams for s in d.steps if s.name == name]
    assert found[0] is not None
    return found[0]


def test_durations_agree_with_the_events(office: AtWork) -> None:
    """Days of a step by the table of tasks are those between two lines of the record."""
    office.go_to("write_appraisal")
    office.clock.move_to(office.clock.now() + timedelta(days=11))
    office.go_to("check_report")
    with office.services.database.reading() as tx:
        calendar = office.services.world(tx).calendar("MG")
        rows = tasks.of_case(tx, office.case_id)
    page = inspected(office)
    entered = {event.at for event in office.events("step_taken")}
    done = {e.payload["task"]: e.at for e in office.events("task_completed")}
    assert all(row.opened_at in entered for row in rows)
    assert {row.id: row.completed_at for row in rows if row.completed_at} == done
    for row in rows:
        if row.element_id == "write_appraisal":
            days = _between(calendar, row.opened_at, done[row.id])
    assert _step(page, "Lập báo cáo thẩm định") == days == 9
    appraisal = next(d for d in page.runs[0].diagrams if d.process_id == "p01b_appraisal")
    assert "heat-4" in appraisal.svg and "9 ngày" in appraisal.svg


def _between(calendar: Calendar, begun: datetime, ended: datetime) -> int:
    return calendar.count(local_day(begun), local_day(ended))


def test_rework_is_counted_and_its_form_shows_before_and_after(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.answers["record_meeting"] = asked_to_rework
    office.go_to("rework_plan")
    office.go_to("assign_appraisal")
    page = inspected(office)
    counts = {step.name: step.count for d in page.runs[0].diagrams for step in d.steps}
    assert counts["Tham mưu giao thẩm định"] == 2
    assert "gửi lại, lần 2" in said(page, Part.PROPOSED)
    code, auditor = office.case().code, office.actor(AUDITOR)
    sent = [e.payload for e in office.events("task_completed")]
    assignments = [
        read_sent_form(office.services, auditor, code, one["task"])
        for one in sent
        if one["form_version"].startswith("form:p01b_appraisal.advise_appraisal:")
    ]
    assert [form.again for form in assignments] == [False, True]
    first, second = assignments
    assert second.before == tuple(item.answer for item in first.items)[: len(second.before)]


def test_waiting_case_shows_where_its_tokens_stand(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("determine_authority")
    page = inspected(sqlite_office)
    assert "“Xác định thẩm quyền”" in said(page, Part.NOW)
    main, watch = page.runs
    assert any("Xác định thẩm quyền" in wait for wait in main.waits)
    assert any(
        wait.startswith("mốc “Đến ngày làm việc 20” lúc 00:00, 01/04/2024") for wait in watch.waits
    )
    intake = next(d for d in main.diagrams if d.process_id == "p01a_intake_authority")
    here = [step.name for step in intake.steps if step.waiting]
    assert here == ["Xác định thẩm quyền"]


def test_only_auditors_see_a_case_whole_and_others_are_recorded(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    code, task_id = office.case().code, next(iter(_sent(office)))
    for person_id in ("nga", "quantri"):
        with pytest.raises(PermissionDenied):
            inspect_case(office.services, office.actor(person_id), code)
        with pytest.raises(PermissionDenied):
            read_sent_form(office.services, office.actor(person_id), code, task_id)
    for wrong in ("MG-2024-9999", "' OR 1=1 --"):
        with pytest.raises(NotFound):
            inspect_case(office.services, office.actor(AUDITOR), wrong)
    with pytest.raises(NotFound):
        read_sent_form(office.services, office.actor(AUDITOR), code, "x")
    assert [line.kind for line in office.refusals()] == [EventKind.REFUSED] * 7


def test_reading_a_restricted_case_whole_is_recorded(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    inspected(office)
    assert office.events("case_read") == []
    with office.services.database.transaction() as tx:
        cases.update(tx, replace(office.case(), restricted=True))
    let_read(office)
    inspected(office)
    read_sent_form(
        office.services, office.actor(AUDITOR), office.case().code, next(iter(_sent(office)))
    )
    assert [line.actor_id for line in office.events("case_read")] == [AUDITOR, AUDITOR]
