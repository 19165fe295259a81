"""Read one year of the working-day calendar, and which years running clocks still lack."""

from __future__ import annotations

from app.domain.calendar_views import CalendarPage, DayLine
from app.domain.people import Actor
from app.permissions import check_can_edit_calendar
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import calendar_days, clocks
from app.store.database import Transaction


def read_calendar(services: Services, actor: Actor, year: int) -> CalendarPage:
    """Return the year's decided days; raises PermissionDenied for all but administrators."""
    with (
        refusals_recorded(services, actor, "Mở lịch làm việc", about=str(year)),
        services.database.reading() as tx,
    ):
        check_can_edit_calendar(actor)
        saved = calendar_days.load(tx, services.settings.profile)
        lines = (DayLine(r.day, r.kind, r.name, r.decision) for r in saved.days)
        return CalendarPage(
            year=year,
            years=tuple(sorted(saved.years)),
            loaded=year in saved.years,
            days=tuple(line for line in lines if line.day.year == year),
            missing=tuple(sorted(_reached(tx) - saved.years)),
            profile=services.settings.profile,
        )


def _reached(tx: Transaction) -> set[int]:
    return {
        year for clock in clocks.running(tx) for year in range(clock.day0.year, clock.cap.year + 1)
    }
