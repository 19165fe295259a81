"""What a corrected calendar does to a running answer clock; it never shortens what was announced.

INV-07: a term changes only by an issued extension or by a correction that lengthens it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.cases import ClockRow
from app.working_days.calendar import ONE_DAY, Calendar, end_of_day
from app.working_days.terms import terms


def recomputed(clock: ClockRow, calendar: Calendar) -> ClockRow:
    """Return the clock as the corrected calendar has it.

    The date of an extension is the one its notice names; it moves only off a day that is now free.
    """
    counted = terms(calendar, clock.received_at)
    announced = max(clock.announced_due or clock.due, clock.due)
    due = _open_day(calendar, announced) if clock.extended else max(counted.due, announced)
    cap = max(counted.cap, due)
    marks = {**counted.marks, "d60": end_of_day(cap)}
    if not clock.extended:
        marks["d30"] = end_of_day(due)
    return replace(clock, due=due, cap=cap, announced_due=due, marks=marks, warning=counted.warning)


def _open_day(calendar: Calendar, day: date) -> date:
    while not calendar.is_working(day):
        day += ONE_DAY
    return day
