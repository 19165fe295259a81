"""Chuyển phiên bản: choose cases, map steps, rehearse, ask, agree as a second person, follow."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from app.domain.case_requests import Fit
from app.domain.forms import FieldError
from app.errors import FormInvalid
from app.web.move_acts import move_acts
from app.web.progress import told_progress, tried_so_far
from app.web.session import ADMIN, actor, guard
from app.web.texts import _

PLACE = "/quan-tri/chuyen-phien-ban"
# Joins process, element and counterpart in one value of a select; no id contains it.
SEPARATOR = "|"
blueprint = Blueprint("moves", __name__)


@blueprint.get(PLACE)
@guard(ADMIN)
def list_all() -> ResponseReturnValue:
    """Show the requests, and the releases that cases run on."""
    return render_template("moves/list.html", page=move_acts().list_migrations(actor()))


@blueprint.get(f"{PLACE}/chon")
@guard(ADMIN)
def choose() -> ResponseReturnValue:
    """Show how the cases of a release would stand on another."""
    return _choose(request.args)


def _choose(asked: MultiDict[str, str], errors: Sequence[FieldError] = ()) -> str:
    pairs = _pairs(asked)
    page = move_acts().choose_migration(actor(), asked.get("tu", ""), asked.get("den", ""), pairs)
    return render_template(
        "moves/choose.html",
        page=page,
        groups=[(fit, page.group(fit)) for fit in Fit],
        pairs=[SEPARATOR.join((*key, name)) for key, name in pairs.items()],
        separator=SEPARATOR,
        # Nothing was picked beforehand: all that fit stand ticked.
        picked=asked.getlist("instance") or ([] if errors else None),
        typed=asked,
        errors=errors,
    )


@blueprint.post(PLACE)
@guard(ADMIN)
def propose() -> ResponseReturnValue:
    """Ask a second person."""
    sent = request.form
    try:
        move_id = move_acts().propose_migration(
            actor(),
            sent.get("tu", ""),
            sent.get("den", ""),
            _pairs(sent),
            sent.getlist("instance"),
            sent.get("reason", ""),
        )
    except FormInvalid as refused:
        return _choose(sent, refused.errors), 422
    flash(_("Đã gửi yêu cầu. Hồ sơ chưa đổi cho tới khi người thứ hai duyệt."), "ok")
    return _to(move_id)


@blueprint.get(f"{PLACE}/<move_id>")
@guard(ADMIN)
def show(move_id: str) -> ResponseReturnValue:
    """Show one request."""
    return _show(move_id)


def _show(move_id: str, errors: Sequence[FieldError] = ()) -> str:
    page = move_acts().read_migration(actor(), move_id)
    return render_template(
        "moves/show.html",
        page=page,
        so_far_told=tried_so_far(page.trying),
        errors=errors,
        typed=request.form,
    )


@blueprint.post(f"{PLACE}/<move_id>/chay-thu")
@guard(ADMIN)
def rehearse(move_id: str) -> ResponseReturnValue:
    """Do the cases over on a copy, or let the worker begin with that."""
    if move_acts().rehearse_migration(actor(), move_id).rehearsed_at:
        flash(_("Đã chạy thử trên bản sao. Kết quả ở từng hồ sơ."), "ok")
    return _to(move_id)


@blueprint.get(f"{PLACE}/<move_id>/tien-do")
@guard(ADMIN)
def progress(move_id: str) -> ResponseReturnValue:
    """Tell a script how far the rehearsal is."""
    trying = move_acts().read_migration(actor(), move_id).trying
    return told_progress(trying, tried_so_far(trying))


@blueprint.post(f"{PLACE}/<move_id>/duyet")
@guard(ADMIN)
def decide(move_id: str) -> ResponseReturnValue:
    """Agree, or turn it down."""
    version = request.form.get("version", type=int)
    if version is None:
        raise BadRequest
    try:
        if request.form.get("act") == "approve":
            move_acts().approve_migration(actor(), move_id, version)
            flash(_("Đã duyệt. Hồ sơ được chuyển lần lượt; kết quả ghi ở từng hồ sơ."), "ok")
        else:
            reason = request.form.get("return_reason", "")
            move_acts().return_migration(actor(), move_id, version, reason)
            flash(_("Đã trả lại yêu cầu. Hồ sơ ở nguyên phiên bản cũ."), "ok")
    except FormInvalid as refused:
        return _show(move_id, refused.errors), 422
    return _to(move_id)


def _to(move_id: str) -> ResponseReturnValue:
    return redirect(url_for("moves.show", move_id=move_id), 303)


def _pairs(asked: MultiDict[str, str]) -> dict[tuple[str, str], str]:
    """Return the chosen counterparts; a select that was left alone gives nothing."""
    split = (text.split(SEPARATOR) for text in asked.getlist("thay"))
    found = (parts for parts in split if len(parts) == 3 and all(parts))
    return {(process, before): after for process, before, after in found}
