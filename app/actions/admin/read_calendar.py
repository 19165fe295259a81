"""Read one year of the working-day calendar, and which years running clocks still lack."""

from __future__ import annotations

from app.domain.calendar_views import CalendarPage, DayLine
from app.domain.people import Actor
from app.permissions import check_can_edit_calendar
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import calendar_days, clocks
from app.store.calendar_days import SavedCalendar
from app.store.database import Transaction
from app.working_days.proposal import proposed_days


def read_calendar(services: Services, actor: Actor, year: int) -> CalendarPage:
    """Return the year's decided days, or a proposal where nobody entered any.

    Raises PermissionDenied for all but administrators.
    """
    with (
        refusals_recorded(services, actor, "Mở lịch làm việc", about=str(year)),
        services.database.reading() as tx,
    ):
        check_can_edit_calendar(actor)
        saved = calendar_days.load(tx, services.settings.profile)
        return CalendarPage(
            year=year,
            years=tuple(sorted(saved.years)),
            loaded=year in saved.years,
            days=_saved(saved, year) if year in saved.years else _proposed(year),
            missing=tuple(sorted(_reached(tx) - saved.years)),
            profile=services.settings.profile,
        )


def _saved(saved: SavedCalendar, year: int) -> tuple[DayLine, ...]:
    rows = (row for row in saved.days if row.day.year == year)
    return tuple(DayLine(row.day, row.kind, row.name, row.decision) for row in rows)


def _proposed(year: int) -> tuple[DayLine, ...]:
    """Return lines to be confirmed; nothing counts by them until somebody saves them."""
    return tuple(DayLine(x.day, x.kind.value, x.name, x.decision) for x in proposed_days(year))


def _reached(tx: Transaction) -> set[int]:
    return {
        year for clock in clocks.running(tx) for year in range(clock.day0.year, clock.cap.year + 1)
    }
