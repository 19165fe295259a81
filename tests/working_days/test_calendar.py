"""Counting with a calendar: both ways, across decided days, and corrected mid-way."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from app.errors import SettingsError
from app.working_days import Calendar, CalendarDay, DayKind, end_of_day, load_calendar
from app.working_days.calendar import calendar_of

PROFILES = Path(__file__).parents[2] / "workflows" / "profiles"


@pytest.fixture(scope="module")
def mg() -> Calendar:
    return load_calendar(PROFILES, "MG")


def test_adding_no_day_returns_the_day_even_on_a_sunday(mg: Calendar) -> None:
    assert mg.add(date(2024, 6, 2), 0) == date(2024, 6, 2)


def test_counting_backwards_skips_the_same_days(mg: Calendar) -> None:
    assert mg.add(date(2024, 5, 6), -1) == date(2024, 5, 4)
    assert mg.add(date(2024, 5, 4), -1) == date(2024, 5, 3)
    assert mg.add(date(2024, 5, 2), -1) == date(2024, 4, 26)


def test_count_is_the_inverse_of_add_for_both_signs(mg: Calendar) -> None:
    start = date(2024, 3, 4)
    for n in range(1, 80):
        assert mg.count(start, mg.add(start, n)) == n
    assert mg.count(date(2024, 4, 15), date(2024, 4, 17)) == 2
    assert mg.count(date(2024, 4, 17), date(2024, 4, 15)) == -2


def test_the_decreed_swap_of_january_2026_is_in_the_calendar(mg: Calendar) -> None:
    assert not mg.is_working(date(2026, 1, 2))
    assert mg.is_working(date(2026, 1, 10))
    assert not mg.is_working(date(2026, 8, 31))
    assert mg.is_working(date(2026, 8, 22))


def test_a_weekend_holiday_is_not_a_reason(mg: Calendar) -> None:
    day = CalendarDay(date(2024, 6, 8), DayKind.OFF, "Ngày hội", "QĐ 1")
    assert mg.corrected([day]).explain(date(2024, 6, 3), date(2024, 6, 14)) == ()


def test_a_corrected_day_moves_the_count_and_leaves_the_old_calendar(mg: Calendar) -> None:
    extra = CalendarDay(date(2024, 4, 10), DayKind.OFF, "Nghỉ đột xuất", "QĐ 5")
    later = mg.corrected([extra], edition="MG-2024.2")
    assert later.add(date(2024, 3, 4), 30) == date(2024, 4, 16)
    assert mg.add(date(2024, 3, 4), 30) == date(2024, 4, 15)
    assert later.edition == "MG-2024.2"


def test_end_of_day_is_the_next_midnight_in_viet_nam() -> None:
    assert end_of_day(date(2024, 2, 29)).isoformat() == "2024-03-01T00:00:00+07:00"
    assert end_of_day(date(2024, 2, 29)) == datetime.fromisoformat("2024-02-29T17:00:00+00:00")


def test_one_date_decided_twice_is_refused() -> None:
    entries = [CalendarDay(date(2024, 1, 2), kind, "x", "y") for kind in DayKind]
    with pytest.raises(SettingsError, match="02/01/2024"):
        calendar_of(entries, [2024], "")


HEAD = "year = 2031\n[[day]]\n"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (HEAD + 'from = 2031-01-01\nkind = "off"\nname = "Tết"\n', "decision"),
        (HEAD + 'from = 2030-12-31\nkind = "off"\nname = "x"\ndecision = "y"\n', "2031"),
        (HEAD + 'from = 2031-01-01\nkind = "half"\nname = "x"\ndecision = "y"\n', "half"),
        (HEAD + 'from = 2031-01-01\nkind = "off"\nname = "x"\ndecision = "y"\nnote = 1\n', "note"),
        ("year = 2032\n", "year"),
        ("year = \n", "TOML"),
    ],
)
def test_a_wrong_calendar_file_is_refused_by_name(tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "XX").mkdir()
    (tmp_path / "XX" / "calendar-2031.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=word) as refused:
        load_calendar(tmp_path, "XX")
    assert "calendar-2031.toml" in refused.value.message


def test_a_calendar_row_may_span_days(tmp_path: Path) -> None:
    (tmp_path / "XX").mkdir()
    row = HEAD + 'from = 2031-01-01\nto = 2031-01-03\nkind = "off"\nname = "x"\ndecision = "y"\n'
    (tmp_path / "XX" / "calendar-2031.toml").write_text(row, encoding="utf-8")
    calendar = load_calendar(tmp_path, "XX")
    assert len(calendar.days) == 3
    assert calendar.years == {2031}
