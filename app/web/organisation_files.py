"""Nhập, xuất: lists of the organisation as files; a preview row by row before anything is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.domain.forms import FieldError
from app.domain.views.organisation import ImportState
from app.errors import FormInvalid
from app.web.organisation import PLACE
from app.web.organisation_acts import organisation_acts
from app.web.session import ADMIN, actor, guard
from app.web.spreadsheets import MEDIA, Row, as_csv, as_xlsx
from app.web.texts import _

WRITERS = {"csv": as_csv, "xlsx": as_xlsx}
blueprint = Blueprint("organisation_files", __name__)


@blueprint.get(f"{PLACE}/nhap")
@guard(ADMIN)
def choose() -> ResponseReturnValue:
    """Show where a file is chosen, and the templates."""
    return _choose()


def _choose(errors: Sequence[FieldError] = ()) -> str:
    sheets = organisation_acts().read_organisation(actor()).sheets
    return render_template("organisation/choose_file.html", sheets=sheets, errors=errors)


@blueprint.post(f"{PLACE}/nhap")
@guard(ADMIN)
def upload() -> ResponseReturnValue:
    """Read the file and show what it would do."""
    file, path = request.files.get("file"), request.form.get("sheet", "")
    content = file.stream.read() if file else b""
    try:
        import_id = organisation_acts().upload_organisation_file(
            actor(), path, (file.filename if file else "") or "", content
        )
    except FormInvalid as refused:
        return _choose(refused.errors), 422
    return redirect(url_for("organisation_files.show", import_id=import_id), 303)


@blueprint.get(f"{PLACE}/nhap/<import_id>")
@guard(ADMIN)
def show(import_id: str) -> ResponseReturnValue:
    """Show row by row what taking the file over would do."""
    return _show(import_id)


def _show(import_id: str, errors: Sequence[FieldError] = ()) -> str:
    page = organisation_acts().read_organisation_import(actor(), import_id)
    counts = {state: page.count(state) for state in ImportState}
    return render_template(
        "organisation/import.html", page=page, counts=counts, states=ImportState, errors=errors
    )


@blueprint.post(f"{PLACE}/nhap/<import_id>")
@guard(ADMIN)
def take(import_id: str) -> ResponseReturnValue:
    """Take over what was shown."""
    seen, reason = request.form.get("seen", ""), request.form.get("reason", "")
    try:
        batch_id = organisation_acts().take_organisation_import(actor(), import_id, seen, reason)
    except FormInvalid as refused:
        return _show(import_id, refused.errors), 422
    flash(_("Đã nhập. Có thể hoàn lại ở trang này khi chưa có gì mới dựa vào."), "ok")
    return redirect(url_for("organisation.batch", batch_id=batch_id), 303)


@blueprint.get(f"{PLACE}/mau/<path>.<file_kind>")
@guard(ADMIN)
def template(path: str, file_kind: str) -> ResponseReturnValue:
    """Send the headings of a list, to be filled in."""
    rows = organisation_acts().export_organisation_sheet(actor(), path, empty=True)
    return _file(rows, f"mau-{path}", file_kind)


@blueprint.post(f"{PLACE}/<path>/xuat")
@guard(ADMIN)
def export(path: str) -> ResponseReturnValue:
    """Send a list whole; that it went out is recorded."""
    rows = organisation_acts().export_organisation_sheet(actor(), path, empty=False)
    return _file(rows, path, request.form.get("kind", ""))


def _file(rows: Iterable[Row], name: str, kind: str) -> Response:
    if kind not in WRITERS:
        raise NotFound
    response = Response(WRITERS[kind](rows), mimetype=MEDIA[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
