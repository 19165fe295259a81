"""The terms of an answer against the reference values of the acceptance fixture (MG, 2024-2025)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from app.working_days import Calendar, day_number, load_calendar, terms

PROFILES = Path(__file__).parents[2] / "workflows" / "profiles"


@pytest.fixture(scope="module")
def mg() -> Calendar:
    return load_calendar(PROFILES, "MG")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


REFERENCE = (
    ("2024-01-22", "2024-02-26", "2024-03-04", "2024-03-11", "2024-03-12", "2024-04-23"),
    ("2024-02-10", "2024-03-13", "2024-03-20", "2024-03-27", "2024-03-28", "2024-05-13"),
    ("2024-03-04", "2024-04-01", "2024-04-08", "2024-04-15", "2024-04-16", "2024-05-30"),
    ("2024-05-06", "2024-06-03", "2024-06-10", "2024-06-17", "2024-06-18", "2024-07-29"),
    ("2024-06-01", "2024-06-28", "2024-07-05", "2024-07-12", "2024-07-15", "2024-08-23"),
    ("2024-07-01", "2024-07-29", "2024-08-05", "2024-08-12", "2024-08-13", "2024-09-25"),
    ("2024-09-09", "2024-10-07", "2024-10-14", "2024-10-21", "2024-10-22", "2024-12-02"),
    ("2025-04-14", "2025-05-14", "2025-05-21", "2025-05-28", "2025-05-29", "2025-07-09"),
)


@pytest.mark.clause("C-030")
@pytest.mark.parametrize(("receipt", "d20", "d25", "d30", "d31", "d60"), REFERENCE)
def test_each_reference_receipt_gives_the_reference_days(
    mg: Calendar, receipt: str, d20: str, d25: str, d30: str, d31: str, d60: str
) -> None:
    counted = terms(mg, at(f"{receipt}T09:00:00"))
    assert [counted.due.isoformat(), counted.cap.isoformat()] == [d30, d60]
    assert counted.marks["d20"] == at(f"{d20}T00:00:00")
    assert counted.marks["d25"] == at(f"{d25}T00:00:00")
    assert mg.add(counted.day0, 31).isoformat() == d31


@pytest.mark.clause("C-031")
def test_marks_of_days_30_and_60_stand_at_the_end_of_their_day(mg: Calendar) -> None:
    marks = terms(mg, at("2024-03-04T09:00:00")).marks
    assert marks["d30"] == at("2024-04-16T00:00:00")
    assert marks["d60"] == at("2024-05-31T00:00:00")
    assert marks["d30"].isoformat().endswith("+07:00")
    assert list(marks) == ["d20", "d25", "d30", "d50", "d55", "d60"]


def test_marks_of_days_50_and_55_stand_at_the_start_of_their_day(mg: Calendar) -> None:
    marks = terms(mg, at("2024-03-04T09:00:00")).marks
    assert mg.count(date(2024, 3, 4), marks["d50"].date()) == 50
    assert marks["d55"] == at("2024-05-23T00:00:00")


def test_a_plan_received_two_minutes_before_midnight_keeps_that_day(mg: Calendar) -> None:
    late = terms(mg, datetime.fromisoformat("2024-03-04T16:58:00+00:00"))
    assert late.day0 == date(2024, 3, 4)
    assert terms(mg, datetime.fromisoformat("2024-03-04T17:00:00+00:00")).day0 == date(2024, 3, 5)


def test_the_tet_weekdays_are_skipped_and_named(mg: Calendar) -> None:
    counted = terms(mg, at("2024-01-22T09:00:00"))
    reasons = mg.explain(counted.day0, counted.due)
    assert [reason.day.day for reason in reasons] == [8, 9, 12, 13, 14]
    assert {reason.name for reason in reasons} == {"Tết Nguyên đán"}


def test_the_swapped_saturday_counts_as_day_ten_and_is_explained(mg: Calendar) -> None:
    counted = terms(mg, at("2025-04-14T09:00:00"))
    assert mg.add(counted.day0, 10) == date(2025, 4, 26)
    worked = [reason for reason in mg.explain(counted.day0, counted.due) if reason.kind == "work"]
    assert [reason.text for reason in worked] == [
        "Làm bù thứ Bảy 26/04/2025: Làm bù cho ngày 02/05/2025 – "
        "Phương án hoán đổi dịp 30/4 và 1/5 năm 2025"
    ]


def test_a_term_reaching_a_year_without_calendar_is_counted_with_a_warning(mg: Calendar) -> None:
    counted = terms(mg, at("2027-11-22T09:00:00"))
    assert counted.due == date(2028, 1, 4)
    assert counted.warning.startswith("Chưa có lịch làm việc năm 2028")
    assert terms(mg, at("2024-03-04T09:00:00")).warning == ""


def test_the_day_number_is_zero_until_the_next_working_day(mg: Calendar) -> None:
    saturday = date(2024, 6, 1)
    assert day_number(mg, saturday, at("2024-06-02T23:59:00")) == 0
    assert day_number(mg, saturday, at("2024-06-03T00:00:00")) == 1
