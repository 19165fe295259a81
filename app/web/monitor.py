"""Giám sát: how all cases stand, where they wait, who has how much; the invariants, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FieldError
from app.domain.views.monitor import LEAST_FOR_SHARES, MonitorPage
from app.errors import FormInvalid
from app.web import words
from app.web.charts import BarChart, bars
from app.web.oversight_acts import oversight_acts
from app.web.session import WATCHER, actor, guard
from app.web.texts import _, ngettext

PLACE = "/giam-sat"
blueprint = Blueprint("monitor", __name__)

# Figure → the question that finds the cases it counts, without body and days.
STANDING = {
    "open": {"dien_bien": "dang_xu_ly"},
    "near": {"dien_bien": "dang_xu_ly", "han": "sap_het"},
    "late": {"dien_bien": "dang_xu_ly", "han": "qua_han"},
}
IN_THE_PERIOD = {
    "answered": {"loai_ngay": "tra_loi"},
    "answered_late": {"loai_ngay": "tra_loi", "han": "tra_loi_tre"},
    "withdrawn": {"loai_ngay": "rut"},
    "overridden": {"loai_ngay": "nguoi_dung_dau"},
    "escalated": {"loai_ngay": "len_cap"},
    "reworked": {"loai_ngay": "gui_lai"},
}


@blueprint.get(PLACE)
@guard(WATCHER)
def show() -> ResponseReturnValue:
    """Show the dashboard of a period, a body, a process."""
    try:
        return _page(oversight_acts().watch_figures(actor(), request.args), ())
    except FormInvalid as refused:
        asked = {name: request.args.get(name, "") for name in ("co_quan", "quy_trinh")}
        return _page(oversight_acts().watch_figures(actor(), asked), refused.errors), 422


def _page(page: MonitorPage, errors: Sequence[FieldError]) -> str:
    period = {"tu_ngay": words.day(page.first), "den_ngay": words.day(page.last)}
    return render_template(
        "oversight/monitor.html",
        page=page,
        errors=errors,
        at={error.path: error.message for error in errors},
        typed={name: request.args.get(name, day) for name, day in period.items()},
        least=LEAST_FOR_SHARES,
        questions={one: _questions(one, period) for one in (page.body_id, *_bodies(page))},
        steps=_steps(page),
        loads=_loads(page),
    )


def _bodies(page: MonitorPage) -> list[str]:
    return [one.body_id for one in page.by_body]


def _questions(body_id: str, period: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return for each figure of a body, or of all, what the search is asked to find its cases."""
    body = {"co_quan": body_id} if body_id else {}
    now = {**body, "nay": "co"} if body_id else {}
    return {name: {**asked, **now} for name, asked in STANDING.items()} | {
        name: {**asked, **period, **body} for name, asked in IN_THE_PERIOD.items()
    }


def _steps(page: MonitorPage) -> BarChart:
    return bars(
        (one.name, one.ninetieth, one.median, _days(one.median, one.ninetieth))
        for one in page.steps
    )


def _days(half: int, most: int) -> str:
    if not most:
        return _("trong ngày")
    if half == most:
        return ngettext("%(num)s ngày", "%(num)s ngày", most)
    if not half:
        return _("một nửa trong ngày · 90%% %(most)s ngày", most=most)
    return _("một nửa %(half)s · 90%% %(most)s ngày", half=half, most=most)


def _loads(page: MonitorPage) -> BarChart:
    return bars((one.who, one.open, one.late, _load(one.open, one.late)) for one in page.loads)


def _load(count: int, late: int) -> str:
    said = ngettext("%(num)s việc", "%(num)s việc", count)
    return f"{said}, {ngettext('%(num)s quá hạn', '%(num)s quá hạn', late)}" if late else said


@blueprint.get(f"{PLACE}/bat-bien")
@guard(WATCHER)
def invariants() -> ResponseReturnValue:
    """Show what the latest checks of the invariants found."""
    page = oversight_acts().read_invariant_checks(actor())
    last = page.checks[0] if page.checks else None
    return render_template(
        "oversight/invariants.html",
        page=page,
        last=last,
        broken={one.invariant for one in last.found} if last else set(),
        known=oversight_acts().invariants(),
    )


@blueprint.post(f"{PLACE}/bat-bien/kiem")
@guard(WATCHER)
def check() -> ResponseReturnValue:
    """Check every invariant now."""
    found = len(oversight_acts().check_invariants_now(actor()).found)
    told = ngettext(
        "Đã kiểm: %(num)s điều không được giữ.", "Đã kiểm: %(num)s điều không được giữ.", found
    )
    flash(told, "bad" if found else "ok")
    return redirect(url_for("monitor.invariants"), 303)
