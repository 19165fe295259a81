"""Moments as scenarios write them: a day or a way to find it, then a time. docs/scenarios.md.

`2024-03-04`, `2024-03-04 09:00`, `day 15`, `+3 working days 10:00`, `today - 25 working days`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domain.clock import LOCAL
from app.errors import ScenarioRefused
from app.working_days import Calendar

OPENING = time(8)
_FORM = re.compile(
    r"(?P<base>\d{4}-\d\d-\d\d|today|day \d+)?"
    r"(?:\s*(?P<sign>[+-])\s*(?P<count>\d+)\s+(?P<unit>working days?|days?))?"
    r"(?:[ T](?P<time>\d\d:\d\d))?"
)


@dataclass(frozen=True)
class Reckoning:
    """What a written moment is reckoned from.

    `now` is the scenario's clock, `today` the real day of the run, `day0` the receipt of the
    present pass (None before there is one).
    """

    now: datetime
    today: date
    calendar: Calendar
    day0: date | None = None


def is_moment(text: str) -> bool:
    """Tell whether the text is written as a moment and not as anything else."""
    found = _FORM.fullmatch(text)
    return found is not None and bool(found["base"] or found["count"])


def has_time(text: str) -> bool:
    """Tell whether the text gives a time of day."""
    found = _FORM.fullmatch(text)
    return found is not None and bool(found["time"])


def moment_of(text: str, reckoning: Reckoning, default: time = OPENING) -> datetime:
    """Return the moment in Việt Nam's time; raise ScenarioRefused for what is not one."""
    found = _FORM.fullmatch(text)
    if found is None or not is_moment(text):
        raise ScenarioRefused(f"“{text}” không phải thời điểm; xem docs/scenarios.md, mục Moments")
    day = _day(found, reckoning)
    clock = time.fromisoformat(found["time"]) if found["time"] else default
    return datetime.combine(day, clock, LOCAL)


def _day(found: re.Match[str], reckoning: Reckoning) -> date:
    day = _base(found["base"] or "", reckoning)
    if not found["count"]:
        return day
    count = int(found["count"]) * (-1 if found["sign"] == "-" else 1)
    if found["unit"].startswith("working"):
        if found["base"] == "today":
            day = _latest_worked(day, reckoning.calendar)
        return reckoning.calendar.add(day, count)
    return day + timedelta(days=count)


def _latest_worked(day: date, calendar: Calendar) -> date:
    """Return the last working day up to a day: a term is as old on a Sunday as on its Friday."""
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return day


def _base(text: str, reckoning: Reckoning) -> date:
    if text == "today":
        return reckoning.today
    if text.startswith("day "):
        if reckoning.day0 is None:
            raise ScenarioRefused(f"“{text}” đếm từ ngày nhận, nhưng hồ sơ chưa được nhận")
        return reckoning.calendar.add(reckoning.day0, int(text[4:]))
    if text:
        return date.fromisoformat(text)
    return reckoning.now.astimezone(LOCAL).date()
