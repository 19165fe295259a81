"""A corrected calendar lengthens running terms, and never shortens one that was announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from app.domain.cases import ClockRow, ClockState
from app.domain.clock import LOCAL
from app.working_days import (
    Calendar,
    CalendarDay,
    DayKind,
    end_of_day,
    load_calendar,
    recomputed,
    terms,
)

PROFILES = Path(__file__).parents[2] / "workflows" / "profiles"
RECEIVED = datetime(2024, 3, 4, 9, tzinfo=LOCAL)
EXTRA = CalendarDay(date(2024, 4, 10), DayKind.OFF, "Nghỉ thêm", "Công văn 12")


@pytest.fixture(scope="module")
def mg() -> Calendar:
    return load_calendar(PROFILES, "MG")


def clock_of(calendar: Calendar, **changes: object) -> ClockRow:
    term = terms(calendar, RECEIVED)
    row = ClockRow(
        pass_id="p",
        case_id="c",
        body_id="MG-HX",
        round_no=1,
        received_at=RECEIVED,
        day0=term.day0,
        due=term.due,
        cap=term.cap,
        state=ClockState.RUNNING,
        marks=term.marks,
        announced_due=term.due,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def test_a_calendar_that_did_not_change_changes_nothing(mg: Calendar) -> None:
    assert recomputed(clock_of(mg), mg) == clock_of(mg)


@pytest.mark.clause("C-030")
def test_a_new_day_off_moves_due_cap_and_the_marks_after_it(mg: Calendar) -> None:
    before = clock_of(mg)
    after = recomputed(before, mg.corrected([EXTRA]))
    assert (after.due, after.cap) == (date(2024, 4, 16), date(2024, 5, 31))
    assert after.announced_due == after.due
    assert after.marks["d20"] == before.marks["d20"]
    assert after.marks["d30"] == end_of_day(date(2024, 4, 16))
    assert after.marks["d60"] == end_of_day(date(2024, 5, 31))


def test_taking_the_day_back_keeps_the_announced_due_and_its_mark(mg: Calendar) -> None:
    longer = recomputed(clock_of(mg), mg.corrected([EXTRA]))
    kept = recomputed(longer, mg)
    assert kept.due == date(2024, 4, 16)
    assert kept.marks["d30"] == end_of_day(date(2024, 4, 16))
    assert kept.cap == date(2024, 5, 30)


def test_the_date_of_an_extension_is_the_one_its_notice_names(mg: Calendar) -> None:
    granted = date(2024, 5, 9)
    extended = clock_of(mg, due=granted, announced_due=granted, extended=True)
    assert recomputed(extended, mg.corrected([EXTRA])).due == granted
    off = CalendarDay(granted, DayKind.OFF, "Nghỉ thêm", "Công văn 13")
    assert recomputed(extended, mg.corrected([off])).due == date(2024, 5, 10)


def test_the_cap_never_comes_before_the_due_date(mg: Calendar) -> None:
    extended = clock_of(mg, due=date(2024, 5, 30), announced_due=date(2024, 5, 30), extended=True)
    saturday = CalendarDay(date(2024, 3, 16), DayKind.WORK, "Làm bù", "Công văn 14")
    after = recomputed(extended, mg.corrected([saturday]))
    assert after.due == after.cap == date(2024, 5, 30)


def test_a_year_without_calendar_warns_until_it_is_loaded(mg: Calendar) -> None:
    bare = replace(mg, years=frozenset({2023}))
    assert "2024" in recomputed(clock_of(mg), bare).warning
    assert recomputed(clock_of(mg), mg).warning == ""
