"""A corrected calendar recomputes the running clocks in the same transaction (SC-65, SC-66)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app.actions.admin.fire_due_timers import fire_due_timers
from app.actions.admin.preview_calendar_year import preview_calendar_year
from app.actions.admin.read_calendar import read_calendar
from app.actions.admin.save_calendar_year import save_calendar_year
from app.actions.staff.open_case import open_case
from app.domain.calendar_views import CalendarEffect, DayLine
from app.domain.cases import ClockRow
from app.domain.clock import LOCAL
from app.errors import FormInvalid, PermissionDenied
from app.store import (
    audit_check,
    audit_log,
    calendar_days,
    clocks,
    instances,
    notifications,
    timers,
)
from tests.factories import USUAL, AtWork

EXTRA = DayLine(date(2024, 4, 10), "off", "Nghỉ thêm", "Công văn 12-CV/TU")


def _lines(office: AtWork, year: int = 2024) -> tuple[DayLine, ...]:
    return read_calendar(office.services, office.actor("quantri"), year).days


def _save(office: AtWork, lines: tuple[DayLine, ...], year: int = 2024) -> CalendarEffect:
    return save_calendar_year(office.services, office.actor("quantri"), year, lines)


def _clock(office: AtWork) -> ClockRow:
    with office.services.database.reading() as tx:
        return clocks.of_case(tx, office.case_id)[-1]


def _armed(office: AtWork) -> dict[str, datetime]:
    with office.services.database.reading() as tx:
        rows = instances.of_case(tx, office.case_id)
        watch = next(row for row in rows if row.process_id == "p01w_clock_watch")
        return {t.element_id: t.due_at for t in timers.of_instance(tx, watch.id)}


def _breaches(office: AtWork) -> list[str]:
    with office.services.database.reading() as tx:
        return [row.mark for row in clocks.breaches_of_case(tx, office.case_id)]


@pytest.mark.clause("C-030")
def test_a_day_off_added_midway_moves_due_and_armed_timer(office: AtWork) -> None:
    office.go_to("write_appraisal")
    office.clock.move_to(datetime(2024, 4, 8, 9, tzinfo=LOCAL))
    fire_due_timers(office.services)
    before = _armed(office)
    effect = _save(office, (*_lines(office), EXTRA))
    assert [change.after.due for change in effect.changes] == [date(2024, 4, 16)]
    assert _clock(office).due == date(2024, 4, 16)
    assert before == {"t_d30": datetime(2024, 4, 16, tzinfo=LOCAL)}
    assert _armed(office) == {"t_d30": datetime(2024, 4, 17, tzinfo=LOCAL)}
    (line,) = office.events("clock_recomputed")
    assert "Công văn 12-CV/TU" in line.payload["cause"]
    assert line.payload["due"] == ["2024-04-15", "2024-04-16"]
    office.clock.move_to(datetime(2024, 4, 16, 9, tzinfo=LOCAL))
    fire_due_timers(office.services)
    assert _breaches(office) == []
    office.clock.move_to(datetime(2024, 4, 17, tzinfo=LOCAL))
    fire_due_timers(office.services)
    assert _breaches(office) == ["d30"]


@pytest.mark.clause("C-030")
def test_taking_the_day_back_keeps_the_announced_date(office: AtWork) -> None:
    office.go_to("register_incoming")
    plain = _lines(office)
    _save(office, (*plain, EXTRA))
    effect = _save(office, plain)
    assert _clock(office).due == date(2024, 4, 16)
    assert [change.moves_due for change in effect.changes] == [False]
    assert _armed(office) == {"t_d20": datetime(2024, 4, 1, tzinfo=LOCAL)}


def test_the_effect_is_shown_before_anything_is_written(office: AtWork) -> None:
    office.go_to("register_incoming")
    lines = (*_lines(office), EXTRA)
    shown = preview_calendar_year(office.services, office.actor("quantri"), 2024, lines)
    assert [change.after.due for change in shown.changes] == [date(2024, 4, 16)]
    assert _clock(office).due == date(2024, 4, 15)
    assert EXTRA not in _lines(office)
    assert _save(office, lines) == shown


def test_a_closed_clock_is_left_as_it_was(office: AtWork) -> None:
    office.go_to_end()
    before = _clock(office)
    assert _save(office, (*_lines(office), EXTRA)).changes == ()
    assert _clock(office) == before


def test_both_sides_are_told_when_the_due_date_moves(office: AtWork) -> None:
    office.go_to("register_incoming")
    _save(office, (*_lines(office), EXTRA))
    for person in ("thu", "nga"):
        actor = office.actor(person)
        with office.services.database.reading() as tx:
            rows = notifications.for_person(tx, person, actor.capacities)
        assert any("thành hết 16/04/2024" in row.notice.text for row in rows), person


def test_the_edit_itself_is_recorded_with_who_and_why(office: AtWork) -> None:
    office.go_to("register_incoming")
    _save(office, (*_lines(office), EXTRA))
    with office.services.database.reading() as tx:
        found = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN, payloads=True)
        saved = calendar_days.load(tx, "MG")
        broken = audit_check.verify(tx)
    edits = [one.event for one in found if one.event.kind.value == "calendar_changed"]
    assert [(e.actor_id, e.summary) for e in edits] == [
        ("quantri", "Lịch năm 2024 thay đổi: 1 hạn được tính lại")
    ]
    (row,) = [row for row in saved.days if row.day == EXTRA.day]
    assert (row.decision, row.entered_by) == (EXTRA.decision, "quantri")
    assert broken == []


def test_staff_and_auditors_may_not_touch_the_calendar(sqlite_office: AtWork) -> None:
    for person in ("dung", "binh"):
        with pytest.raises(PermissionDenied):
            save_calendar_year(sqlite_office.services, sqlite_office.actor(person), 2024, [EXTRA])
    assert sqlite_office.refusals()


@pytest.mark.parametrize(
    ("line", "field", "says"),
    [
        (DayLine(date(2025, 1, 1), "off", "Tết", "Luật"), "day", "năm 2024"),
        (DayLine(date(2024, 4, 10), "nghi", "Nghỉ", "Luật"), "kind", "nghỉ hoặc làm bù"),
        (DayLine(date(2024, 4, 10), "work", "Làm", "Luật"), "kind", "đã là ngày làm việc"),
        (DayLine(date(2024, 4, 10), "off", "", "Luật"), "name", "tên ngày"),
        (DayLine(date(2024, 4, 10), "off", "Nghỉ", " "), "decision", "văn bản quy định"),
        (DayLine(date(2024, 1, 1), "off", "Nghỉ", "Luật"), "day", "đã có ở trên"),
    ],
)
def test_a_wrong_line_is_refused_by_its_number(
    sqlite_office: AtWork, line: DayLine, field: str, says: str
) -> None:
    lines = (*_lines(sqlite_office), line)
    with pytest.raises(FormInvalid) as refused:
        _save(sqlite_office, lines)
    (error,) = refused.value.errors
    assert error.path == f"days[{len(lines) - 1}].{field}"
    assert says in error.message


def test_a_term_into_a_year_without_calendar_warns_and_is_recomputed_after_load(
    office: AtWork,
) -> None:
    office.clock.move_to(datetime(2027, 11, 24, 9, tzinfo=LOCAL))
    office.go_to("register_incoming")
    assert "2028" in _clock(office).warning
    page = read_calendar(office.services, office.actor("quantri"), 2028)
    assert (page.loaded, page.missing) == (False, (2028,))
    with office.services.database.reading() as tx:
        alerts = notifications.for_person(tx, "quantri", ())
    assert any("nhập lịch" in row.notice.text for row in alerts)
    before = _clock(office).due
    _save(office, (DayLine(date(2028, 1, 3), "off", "Tết Dương lịch", "Thông báo 1"),), 2028)
    after = _clock(office)
    assert (after.warning, after.due > before) == ("", True)


def test_the_case_tells_why_its_date_is_what_it_is(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("register_incoming")
    plain = _lines(office)
    _save(office, (*plain, EXTRA))
    due = open_case(office.services, office.actor("nga"), office.case().code).due
    assert due is not None
    assert EXTRA.decision in [note.decision for note in due.notes]
    assert not due.kept
    _save(office, plain)
    due = open_case(office.services, office.actor("nga"), office.case().code).due
    assert due is not None
    assert (due.kept, due.due) == (True, date(2024, 4, 16))


NEXT_DAY = DayLine(date(2024, 3, 5), "off", "Nghỉ thêm", "Công văn 14-CV/TU")


def _due(office: AtWork, element: str) -> datetime | None:
    return office.task(element).due_at


def test_an_open_task_is_due_later_when_a_day_of_its_term_is_free(office: AtWork) -> None:
    office.go_to("determine_authority")
    assert _due(office, "determine_authority") == datetime(2024, 3, 12, tzinfo=LOCAL)
    lines = (*_lines(office), NEXT_DAY)
    shown = preview_calendar_year(office.services, office.actor("quantri"), 2024, lines)
    effect = _save(office, lines)
    assert effect == shown
    ((name, old, new),) = [(t.name, t.before, t.after) for t in effect.tasks]
    assert (name, old, new) == ("Xác định thẩm quyền", date(2024, 3, 11), date(2024, 3, 12))
    assert _due(office, "determine_authority") == datetime(2024, 3, 13, tzinfo=LOCAL)
    (line,) = office.events("task_due_recomputed")
    assert line.summary.endswith("hạn từ hết 11/03/2024 thành hết 12/03/2024")
    assert "Công văn 14-CV/TU" in line.payload["cause"]


def test_a_task_keeps_the_date_it_was_given_when_the_day_is_taken_back(office: AtWork) -> None:
    office.go_to("determine_authority")
    plain = _lines(office)
    _save(office, (*plain, NEXT_DAY))
    assert _save(office, plain).tasks == ()
    assert _due(office, "determine_authority") == datetime(2024, 3, 13, tzinfo=LOCAL)
    assert len(office.events("task_due_recomputed")) == 1


def test_a_day_after_its_term_leaves_a_task_alone(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("determine_authority")
    assert _save(office, (*_lines(office), EXTRA)).tasks == ()
    assert office.events("task_due_recomputed") == []


def test_opinions_are_waited_for_as_long_as_their_task_says(office: AtWork) -> None:
    asked = USUAL["assign_appraisal"]
    office.answers["assign_appraisal"] = lambda at: {**asked(at), "coordinating": ["MG-HX-UBKT"]}
    office.go_to("give_opinion")
    seven_days = datetime(2024, 3, 14, tzinfo=LOCAL)
    assert _due(office, "give_opinion") == seven_days
    (change,) = _save(office, (*_lines(office), NEXT_DAY)).tasks
    assert change.after == date(2024, 3, 14)
    assert _due(office, "give_opinion") == seven_days + timedelta(days=1)
    office.clock.move_to(seven_days)
    fire_due_timers(office.services)
    assert office.task("give_opinion")
    office.clock.move_to(seven_days + timedelta(days=1))
    fire_due_timers(office.services)
    assert [task.element_id for task in office.open_tasks()] == ["write_appraisal"]
