"""Xin xem: an auditor asks to read a restricted case, a second person gives leave for a time."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.domain.forms import FieldError
from app.errors import FormInvalid
from app.web.retention_acts import retention_acts
from app.web.session import AUDITOR, WATCHER, actor, guard
from app.web.texts import _

PLACE = "/kiem-soat/xin-xem"
blueprint = Blueprint("readings", __name__)


@blueprint.get(PLACE)
@guard(WATCHER)
def show() -> ResponseReturnValue:
    """Show who asked, and where each request stands."""
    return _show()


def _show(errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "audit/readings.html",
        page=retention_acts().list_readings(actor()),
        errors=errors,
        at={error.path: error.message for error in errors},
        typed=request.form,
        asked=request.values.get("code", ""),
    )


@blueprint.post(PLACE)
@guard(AUDITOR)
def ask() -> ResponseReturnValue:
    """Ask a second person for leave."""
    try:
        retention_acts().ask_reading(
            actor(), request.form.get("code", ""), request.form.get("reason", "")
        )
    except FormInvalid as refused:
        return _show(refused.errors), 422
    flash(_("Đã gửi yêu cầu xin xem. Người thứ hai cho xem thì mở được nội dung."), "ok")
    return _back()


@blueprint.post(f"{PLACE}/<grant_id>")
@guard(WATCHER)
def decide(grant_id: str) -> ResponseReturnValue:
    """Give leave, or refuse it."""
    version = request.form.get("version", type=int)
    if version is None:
        raise BadRequest
    try:
        if request.form.get("act") == "grant":
            retention_acts().grant_reading(actor(), grant_id, version)
            flash(_("Đã cho xem. Mỗi lượt xem được ghi vào nhật ký của hồ sơ."), "ok")
        else:
            answer = request.form.get("answer", "")
            retention_acts().refuse_reading(actor(), grant_id, version, answer)
            flash(_("Đã ghi là không cho xem."), "ok")
    except FormInvalid as refused:
        return _show(refused.errors), 422
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("readings.show"), 303)
