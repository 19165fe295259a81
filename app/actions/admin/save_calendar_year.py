"""Save a year's working days; recompute running clocks and open tasks in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.audit import EventKind
from app.domain.calendar_views import CalendarEffect, DayLine
from app.domain.people import Actor
from app.permissions import check_can_edit_calendar
from app.register.register import Doer
from app.steps.calendar_correction import Correction, calendar_with, correct_clocks
from app.steps.calendar_lines import check_lines
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.task_terms import correct_tasks
from app.steps.work import Work
from app.store import calendar_days
from app.store.calendar_days import DayRow


def save_calendar_year(
    services: Services, actor: Actor, year: int, lines: Sequence[DayLine]
) -> CalendarEffect:
    """Put these days in place of the year's; return the clocks and tasks that changed.

    Raises FormInvalid naming the line, PermissionDenied for all but administrators.
    """
    with (
        refusals_recorded(services, actor, "Sửa lịch làm việc", about=str(year)),
        services.database.transaction() as tx,
    ):
        check_can_edit_calendar(actor)
        check_lines(year, lines)
        work = Work(
            services, tx, services.clock.now(), Doer(actor.person_id, actor.name, "Quản trị")
        )
        correction = calendar_with(tx, services.settings.profile, year, lines)
        effect = CalendarEffect(
            year, correct_clocks(work, correction), correct_tasks(work, correction)
        )
        _save(work, correction, lines)
        _record(work, correction, lines, effect)
        return effect


def _save(work: Work, correction: Correction, lines: Sequence[DayLine]) -> None:
    by = work.doer.person_id
    profile, year = correction.profile, correction.year
    rows = [DayRow(profile, x.day, x.kind, x.name, x.decision, by, work.now) for x in lines]
    calendar_days.save_year(work.tx, profile, year, rows, by, work.now)


def _record(
    work: Work, correction: Correction, lines: Sequence[DayLine], effect: CalendarEffect
) -> None:
    said = {
        "profile": correction.profile,
        "year": correction.year,
        "cause": correction.cause,
        "days": [[x.day.isoformat(), x.kind, x.name, x.decision] for x in lines],
    }
    work.record(EventKind.CALENDAR_CHANGED, _told(effect), said)


def _told(effect: CalendarEffect) -> str:
    moved = f"; {len(effect.tasks)} việc được lùi hạn" if effect.tasks else ""
    return f"Lịch năm {effect.year} thay đổi: {len(effect.changes)} hạn được tính lại{moved}"
