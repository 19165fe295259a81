"""The working-day calendar and the counting of terms with reasons; reads calendars, no database."""

from __future__ import annotations

from app.working_days.calendar import Calendar, CalendarDay, DayKind, DayReason, end_of_day
from app.working_days.calendar_file import load_calendar
from app.working_days.correction import recomputed
from app.working_days.feel_function import working_days_feel
from app.working_days.terms import Terms, day_number, terms

__all__ = [
    "Calendar",
    "CalendarDay",
    "DayKind",
    "DayReason",
    "Terms",
    "day_number",
    "end_of_day",
    "load_calendar",
    "recomputed",
    "terms",
    "working_days_feel",
]
