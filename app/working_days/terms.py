"""Terms of an answer: day 0, due, cap and the marks that the clock watch fires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.clock import local_day
from app.working_days.calendar import Calendar, end_of_day, start_of_day

DUE_DAYS = 30
CAP_DAYS = 60
REMINDER_DAYS = (20, 25, 50, 55)


@dataclass(frozen=True)
class Terms:
    """One answer clock's dates (C-030, C-031, A-01, A-02); days are local dates.

    `marks` holds d20, d25, d50, d55 at 00:00 and d30, d60 at 24:00 of their working day, all
    with the offset of Việt Nam. `warning` is not empty when a year has no calendar.
    """

    received_at: datetime
    day0: date
    due: date
    cap: date
    marks: Mapping[str, datetime]
    warning: str


def terms(calendar: Calendar, received_at: datetime) -> Terms:
    """Compute the term of a plan received at this (timezone-aware) moment."""
    day0 = local_day(received_at)
    due = calendar.add(day0, DUE_DAYS)
    cap = calendar.add(day0, CAP_DAYS)
    warning = calendar.warning_between(day0, cap)
    return Terms(received_at, day0, due, cap, marks_of(calendar, day0), warning)


def marks_of(calendar: Calendar, day0: date) -> dict[str, datetime]:
    """Return the six marks of processes.md section 5, in the order of their moments."""
    marks = {f"d{n}": start_of_day(calendar.add(day0, n)) for n in REMINDER_DAYS}
    for n in (DUE_DAYS, CAP_DAYS):
        marks[f"d{n}"] = end_of_day(calendar.add(day0, n))
    return dict(sorted(marks.items()))


def day_number(calendar: Calendar, day0: date, now: datetime) -> int:
    """Return which working day of the term it is now; 0 before the first one."""
    return calendar.count(day0, local_day(now))
