"""Lưu trữ: what has been kept long enough, lists that two persons agree on, cases held back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.domain.forms import FieldError
from app.errors import FormInvalid
from app.web.retention_acts import retention_acts
from app.web.retention_words import KINDS, RESULTS
from app.web.session import ADMIN, WATCHER, actor, guard
from app.web.texts import _

PLACE = "/quan-tri/luu-tru"
blueprint = Blueprint("retention", __name__)


@blueprint.get(PLACE)
@guard(WATCHER)
def show() -> ResponseReturnValue:
    """Show what is due and why, the lists, and what is held."""
    return _show()


def _show(errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "retention/show.html",
        page=retention_acts().list_retention(actor()),
        errors=errors,
        at={error.path: error.message for error in errors},
        typed=request.form,
        picked=request.form.getlist("case"),
        results=RESULTS,
        kinds=KINDS,
    )


@blueprint.post(PLACE)
@guard(ADMIN)
def propose() -> ResponseReturnValue:
    """Ask a second person."""
    sent = request.form
    try:
        list_id = retention_acts().propose_destruction(
            actor(),
            sent.getlist("case"),
            sent.get("decision", ""),
            sent.get("decision_date", ""),
            sent.get("reason", ""),
        )
    except FormInvalid as refused:
        return _show(refused.errors), 422
    flash(_("Đã gửi danh sách. Chưa hồ sơ nào bị tiêu hủy cho tới khi người thứ hai duyệt."), "ok")
    return _to(list_id)


@blueprint.get(f"{PLACE}/<list_id>")
@guard(WATCHER)
def show_list(list_id: str) -> ResponseReturnValue:
    """Show one list."""
    return _show_list(list_id)


def _show_list(list_id: str, errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "retention/list.html",
        page=retention_acts().read_destruction(actor(), list_id),
        errors=errors,
        at={error.path: error.message for error in errors},
        typed=request.form,
        results=RESULTS,
    )


@blueprint.post(f"{PLACE}/<list_id>")
@guard(WATCHER)
def decide(list_id: str) -> ResponseReturnValue:
    """Agree, or turn it down."""
    version = request.form.get("version", type=int)
    if version is None:
        raise BadRequest
    try:
        if request.form.get("act") == "approve":
            retention_acts().approve_destruction(actor(), list_id, version)
            flash(_("Đã duyệt. Hồ sơ được tiêu hủy lần lượt; kết quả ghi ở từng hồ sơ."), "ok")
        else:
            reason = request.form.get("return_reason", "")
            retention_acts().return_destruction(actor(), list_id, version, reason)
            flash(_("Đã trả lại danh sách. Không hồ sơ nào bị tiêu hủy."), "ok")
    except FormInvalid as refused:
        return _show_list(list_id, refused.errors), 422
    return _to(list_id)


@blueprint.post(f"{PLACE}/giu-lai")
@guard(WATCHER)
def hold() -> ResponseReturnValue:
    """Hold a case back from destruction."""
    code, reason = request.form.get("code", ""), request.form.get("hold_reason", "")
    try:
        retention_acts().hold_case(actor(), code, reason)
    except FormInvalid as refused:
        return _show(refused.errors), 422
    flash(_("Đã giữ lại hồ sơ %(code)s.", code=code), "ok")
    return redirect(url_for("retention.show"), 303)


@blueprint.post(f"{PLACE}/bo-giu")
@guard(WATCHER)
def lift() -> ResponseReturnValue:
    """Let a held case go the way of others again."""
    code, reason = request.form.get("code", ""), request.form.get("lift_reason", "")
    try:
        retention_acts().lift_hold(actor(), code, reason)
    except FormInvalid as refused:
        return _show(refused.errors), 422
    flash(_("Đã bỏ giữ lại hồ sơ %(code)s.", code=code), "ok")
    return redirect(url_for("retention.show"), 303)


def _to(list_id: str) -> ResponseReturnValue:
    return redirect(url_for("retention.show_list", list_id=list_id), 303)
