"""Tổ chức: lists of persons, units and offices, one row's form with its effect, batches, roles."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FieldError
from app.domain.views.organisation import ChangePreview, RowPage
from app.errors import FormInvalid
from app.web.organisation_acts import organisation_acts
from app.web.organisation_words import spoken
from app.web.posted import posted_fields
from app.web.session import ADMIN, actor, guard
from app.web.texts import _

PLACE = "/quan-tri/to-chuc"
ROW = f"{PLACE}/<path>/dong"
# Names in a posted row that are no column of it.
STEERING = frozenset({"act", "seen", "reason"})
blueprint = Blueprint("organisation", __name__)
# A global of all templates, so that macros of imported ones see it too.
blueprint.add_app_template_global(spoken, "spoken")


@blueprint.get(PLACE)
@guard(ADMIN)
def overview() -> ResponseReturnValue:
    """Show the lists, what nobody holds, the latest changes."""
    page = organisation_acts().read_organisation(actor())
    return render_template("organisation/overview.html", page=page)


@blueprint.get(f"{PLACE}/vai")
@guard(ADMIN)
def roles() -> ResponseReturnValue:
    """Show the roles of the diagrams and who holds them today."""
    lines = organisation_acts().read_role_mapping(actor())
    return render_template("organisation/roles.html", lines=lines)


@blueprint.get(f"{PLACE}/<path>")
@guard(ADMIN)
def rows(path: str) -> ResponseReturnValue:
    """Show one list."""
    asked, number = request.args.get("q", ""), request.args.get("page", 1, type=int)
    page = organisation_acts().list_organisation_rows(actor(), path, asked, number)
    return render_template("organisation/list.html", page=page)


@blueprint.get(ROW)
@guard(ADMIN)
def row(path: str) -> ResponseReturnValue:
    """Show one row's form; without a key a new one, filled in by what the address gives."""
    return _show(path)


@blueprint.post(ROW)
@guard(ADMIN)
def change(path: str) -> ResponseReturnValue:
    """Show what the change would do, make it, or take the row out."""
    key, seen = request.args.get("khoa", ""), request.form.get("seen", "")
    reason, act = request.form.get("reason", ""), request.form.get("act", "")
    try:
        if act == "save":
            key = organisation_acts().save_organisation_row(
                actor(), path, key, seen, _texts(), reason
            )
            flash(_("Đã lưu thay đổi. Mọi trang dùng danh sách mới từ bây giờ."), "ok")
            return redirect(url_for("organisation.row", path=path, khoa=key), 303)
        if act == "remove":
            organisation_acts().remove_organisation_row(actor(), path, key, seen, reason)
            flash(_("Đã bỏ dòng chưa có hiệu lực."), "ok")
            return redirect(url_for("organisation.rows", path=path), 303)
        preview = organisation_acts().preview_organisation_row(actor(), path, key, seen, _texts())
    except FormInvalid as refused:
        return _show(path, errors=refused.errors), 422
    return _show(path, preview=preview)


def _texts() -> dict[str, str]:
    return {name: texts[0] for name, texts in posted_fields().items() if name not in STEERING}


def _show(
    path: str, *, preview: ChangePreview | None = None, errors: Sequence[FieldError] = ()
) -> str:
    key = request.args.get("khoa", "")
    given = {name: text for name, text in request.args.items() if name != "khoa"}
    page: RowPage = organisation_acts().open_organisation_row(actor(), path, key, given)
    return render_template(
        "organisation/row.html",
        page=page,
        typed=request.form,
        preview=preview,
        errors=errors,
        at={error.path: error.message for error in errors},
    )


@blueprint.get(f"{PLACE}/lan/<batch_id>")
@guard(ADMIN)
def batch(batch_id: str) -> ResponseReturnValue:
    """Show one batch of changes, and whether it can be taken back."""
    return _batch(batch_id)


@blueprint.post(f"{PLACE}/lan/<batch_id>")
@guard(ADMIN)
def undo(batch_id: str) -> ResponseReturnValue:
    """Take the batch back."""
    try:
        reason = request.form.get("reason", "")
        organisation_acts().undo_organisation_batch(actor(), batch_id, reason)
    except FormInvalid as refused:
        return _batch(batch_id, refused.errors), 422
    flash(_("Đã hoàn lại đúng các dòng của lần thay đổi này."), "ok")
    return redirect(url_for("organisation.overview"), 303)


def _batch(batch_id: str, errors: Sequence[FieldError] = ()) -> str:
    page = organisation_acts().read_organisation_batch(actor(), batch_id)
    return render_template("organisation/batch.html", page=page, errors=errors)
