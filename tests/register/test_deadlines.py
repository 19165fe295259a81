"""Which mark a missed term is raised under: day 30, the extended date, day 60 (processes.md 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from app.domain.cases import ClockRow, ClockState
from app.register.deadlines import last_mark, marks_past, moment_of
from app.working_days import end_of_day

DUE, CAP = date(2024, 4, 15), date(2024, 5, 30)
CLOCK = ClockRow(
    pass_id="p",
    case_id="c",
    body_id="MG-HX",
    round_no=1,
    received_at=datetime(2024, 3, 4, 2, tzinfo=UTC),
    day0=date(2024, 3, 4),
    due=DUE,
    cap=CAP,
    state=ClockState.RUNNING,
    marks={"d30": end_of_day(DUE), "d60": end_of_day(CAP)},
)
LONGER = replace(CLOCK, due=date(2024, 5, 23), extended=True)
LONGEST = replace(CLOCK, due=CAP, extended=True)


def test_a_term_that_was_not_extended_is_missed_at_day_30_then_at_day_60() -> None:
    assert marks_past(CLOCK, end_of_day(DUE) - timedelta(seconds=1)) == ()
    assert marks_past(CLOCK, end_of_day(DUE)) == ("d30",)
    assert marks_past(CLOCK, end_of_day(CAP)) == ("d30", "d60")


def test_an_extended_term_is_missed_at_its_own_date_and_not_at_day_30() -> None:
    assert last_mark(LONGER) == "ext"
    assert moment_of(LONGER, "ext") == end_of_day(date(2024, 5, 23))
    assert marks_past(LONGER, end_of_day(DUE)) == ()
    assert marks_past(LONGER, end_of_day(date(2024, 5, 23))) == ("ext",)
    assert marks_past(LONGER, end_of_day(CAP)) == ("ext", "d60")


def test_an_extension_up_to_day_60_is_raised_once_as_day_60() -> None:
    assert last_mark(LONGEST) == "d60"
    assert marks_past(LONGEST, end_of_day(CAP)) == ("d60",)
