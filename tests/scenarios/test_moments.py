"""Moments as scenarios write them, reckoned in the calendar FX."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from app.config import ROOT
from app.domain.clock import LOCAL
from app.errors import ScenarioRefused
from app.scenarios.moments import Reckoning, has_time, is_moment, moment_of
from app.working_days import load_calendar

NOON = datetime(2024, 3, 29, 12, 0, tzinfo=LOCAL)
RECKONING = Reckoning(
    now=NOON,
    today=date(2024, 4, 17),
    calendar=load_calendar(ROOT / "workflows" / "profiles", "MG"),
    day0=date(2024, 3, 4),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-04", "2024-03-04 08:00"),
        ("2024-03-04 23:58", "2024-03-04 23:58"),
        ("2024-03-04T09:15", "2024-03-04 09:15"),
        ("day 15", "2024-03-25 08:00"),
        ("day 30 17:00", "2024-04-15 17:00"),
        ("+1 working days", "2024-04-01 08:00"),
        ("+ 1 working day 10:00", "2024-04-01 10:00"),
        ("+60 days", "2024-05-28 08:00"),
        ("-1 days 06:00", "2024-03-28 06:00"),
        ("today", "2024-04-17 08:00"),
        # 18 April is a holiday, 19 April the next working day.
        ("today + 1 working days", "2024-04-19 08:00"),
        ("today - 2 working days 09:00", "2024-04-15 09:00"),
    ],
)
def test_a_written_moment_means_that_minute(text: str, expected: str) -> None:
    assert f"{moment_of(text, RECKONING):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize("text", ["today - 2 working days", "today + 1 working day"])
def test_days_counted_from_a_day_off_are_those_of_the_working_day_before(text: str) -> None:
    """17 April is a working day, the 18th a holiday."""
    on_holiday = replace(RECKONING, today=date(2024, 4, 18))
    assert moment_of(text, on_holiday) == moment_of(text, RECKONING)


@pytest.mark.parametrize("text", ["", "09:00", "tomorrow", "day", "2024-3-4", "+3", "không", "12"])
def test_other_texts_are_no_moments(text: str) -> None:
    assert not is_moment(text)
    with pytest.raises(ScenarioRefused, match="không phải thời điểm"):
        moment_of(text, RECKONING)


def test_a_day_of_the_term_needs_a_receipt() -> None:
    unreceived = Reckoning(NOON, date(2024, 4, 17), RECKONING.calendar)
    with pytest.raises(ScenarioRefused, match="chưa được nhận"):
        moment_of("day 15", unreceived)


def test_the_default_time_of_day_can_be_another() -> None:
    assert moment_of("2024-03-04", RECKONING, time(9)).hour == 9
    assert not has_time("2024-03-04")
    assert has_time("day 3 10:00")
