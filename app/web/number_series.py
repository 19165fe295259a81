"""Số hiệu văn bản: every series of numbers, its papers and gaps, and where a new one begins."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.actions.admin.start_series import AskedStart
from app.domain.forms import FieldError
from app.errors import FormInvalid
from app.web.session import ADMIN, actor, guard
from app.web.setting_acts import setting_acts
from app.web.texts import _

PLACE = "/quan-tri/so-hieu"
blueprint = Blueprint("number_series", __name__)


@blueprint.get(PLACE)
@guard(ADMIN)
def list_all() -> ResponseReturnValue:
    """Show all series."""
    return _list()


def _list(errors: Sequence[FieldError] = ()) -> str:
    page = setting_acts().list_series(actor())
    return render_template("series/list.html", page=page, errors=errors, sent=request.form)


@blueprint.get(f"{PLACE}/so")
@guard(ADMIN)
def show() -> ResponseReturnValue:
    """Show one series with all its numbers."""
    asked = (request.args.get(name, "") for name in ("don-vi", "ky-hieu", "ky"))
    return render_template("series/show.html", page=setting_acts().read_series(actor(), *asked))


@blueprint.post(PLACE)
@guard(ADMIN)
def start() -> ResponseReturnValue:
    """Let a series begin at another number than 1."""
    sent = request.form
    asked = AskedStart(
        sent.get("unit_id", ""),
        sent.get("symbol", ""),
        sent.get("period_key", ""),
        sent.get("first_number", type=int),
        sent.get("reason", ""),
    )
    try:
        setting_acts().start_series(actor(), asked)
    except FormInvalid as refused:
        return _list(refused.errors), 422
    flash(_("Đã đặt số đầu. Số đầu tiên được cấp sẽ là %(n)s.", n=asked.first_number), "ok")
    return redirect(url_for("number_series.list_all"), 303)
