"""Lịch làm việc: a year's days off and made-up days, and what an edit does to running terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.domain.calendar_views import CalendarEffect, CalendarPage, DayLine
from app.domain.clock import local_day
from app.domain.forms import FieldError
from app.errors import FormInvalid, NotFound
from app.task_forms.typed import read_day
from app.web.acts import acts
from app.web.session import ADMIN, actor, guard

COLUMNS = ("day", "kind", "name", "decision")
BLANK_ROWS = 3
YEARS = range(2000, 2101)
Typed = Mapping[str, str]

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/quan-tri/lich")
@guard(ADMIN)
def show() -> ResponseReturnValue:
    """Show one year, the present one unless another is asked for."""
    year = request.args.get("nam", type=int) or local_day(acts().now()).year
    return _page(_read(year))


@blueprint.post("/quan-tri/lich/<int:year>")
@guard(ADMIN)
def change(year: int) -> ResponseReturnValue:
    """Show what the edit would do, or save it."""
    page, typed = _read(year), _typed()
    try:
        lines = _lines(typed)
        if request.form.get("act") != "save":
            effect = acts().preview_calendar(actor(), year, lines)
            return _page(page, typed=typed, effect=effect)
        saved = acts().save_calendar(actor(), year, lines)
    except FormInvalid as refused:
        return _page(page, typed=typed, errors=refused.errors), 422
    flash(told(saved), "ok")
    return redirect(url_for("calendar.show", nam=year), 303)


def told(effect: CalendarEffect) -> str:
    """Say in one sentence what an edit does."""
    sentence: str = ngettext(
        "Lịch năm %(year)s thay đổi: %(num)s hạn được tính lại.",
        "Lịch năm %(year)s thay đổi: %(num)s hạn được tính lại.",
        len(effect.changes),
        year=effect.year,
    )
    if not effect.tasks:
        return sentence
    tasks: str = ngettext(
        "%(num)s việc được lùi hạn.", "%(num)s việc được lùi hạn.", len(effect.tasks)
    )
    return f"{sentence} {tasks}"


def _read(year: int) -> CalendarPage:
    if year not in YEARS:
        raise NotFound("Không có lịch làm việc của năm này")
    return acts().read_calendar(actor(), year)


def _page(
    page: CalendarPage,
    *,
    typed: Sequence[Typed] | None = None,
    effect: CalendarEffect | None = None,
    errors: Sequence[FieldError] = (),
) -> str:
    rows = [_shown(line) for line in page.days] if typed is None else list(typed)
    blank = dict.fromkeys(COLUMNS, "")
    return render_template(
        "calendar/show.html",
        page=page,
        rows=[*rows, *[blank] * BLANK_ROWS],
        effect=effect,
        told=told(effect) if effect else "",
        errors=errors,
        years=sorted({*page.years, *page.missing, page.year, max(page.years, default=0) + 1} - {1}),
    )


def _shown(line: DayLine) -> Typed:
    return {
        "day": f"{line.day:%d/%m/%Y}",
        "kind": line.kind,
        "name": line.name,
        "decision": line.decision,
    }


def _typed() -> list[Typed]:
    """Return the rows that were filled in; one whose day was emptied is taken out."""
    columns = (request.form.getlist(name) for name in COLUMNS)
    rows = [dict(zip(COLUMNS, cells, strict=True)) for cells in zip(*columns, strict=False)]
    return [row for row in rows if row["day"].strip()]


def _lines(typed: Sequence[Typed]) -> list[DayLine]:
    days = [read_day(row["day"].strip()) for row in typed]
    errors = [
        FieldError(f"days[{at}].day", f"Dòng {at + 1}, ngày", "Ghi ngày theo dạng 10/04/2024")
        for at, day in enumerate(days)
        if day is None
    ]
    if errors:
        raise FormInvalid(errors)
    return [
        DayLine(
            date.fromisoformat(str(day)), row["kind"], row["name"].strip(), row["decision"].strip()
        )
        for day, row in zip(days, typed, strict=True)
    ]
