"""Show what saving a year's working days would do to running clocks and open tasks; no write."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.calendar_views import CalendarEffect, DayLine
from app.domain.people import Actor
from app.permissions import check_can_edit_calendar
from app.register.register import Doer
from app.steps.calendar_correction import calendar_with, changes_by
from app.steps.calendar_lines import check_lines
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.task_terms import task_changes_by
from app.steps.work import Work


def preview_calendar_year(
    services: Services, actor: Actor, year: int, lines: Sequence[DayLine]
) -> CalendarEffect:
    """Return the clocks that would change; raises FormInvalid, PermissionDenied."""
    with (
        refusals_recorded(services, actor, "Xem thử lịch làm việc", about=str(year)),
        services.database.reading() as tx,
    ):
        check_can_edit_calendar(actor)
        check_lines(year, lines)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        correction = calendar_with(tx, services.settings.profile, year, lines)
        tasks = task_changes_by(work, correction)
        return CalendarEffect(year, changes_by(work, correction), tasks)
