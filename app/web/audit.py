"""Kiểm soát: whether the record still proves itself, dossiers that do, files for mining tools."""

from __future__ import annotations

import io

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.errors import ExportStopped
from app.web.exports import dated, handed_out, run_id
from app.web.oversight_acts import oversight_acts
from app.web.record_acts import record_acts
from app.web.retention_words import COUNTED
from app.web.session import AUDITOR, actor, guard

blueprint = Blueprint("audit", __name__)
# Format of an event log → its media type and the ending of its file.
EVENT_LOGS = {"xes": ("application/xml", "xes"), "ocel": ("application/json", "jsonocel")}


@blueprint.get("/kiem-soat")
@guard(AUDITOR)
def show() -> ResponseReturnValue:
    """Show the state of the proof and the cases with their result."""
    page = request.args.get("page", 1, type=int)
    return render_template("audit/show.html", page=record_acts().read_record(actor(), page))


@blueprint.post("/kiem-soat")
@guard(AUDITOR)
def check() -> ResponseReturnValue:
    """Check everything: now, or beside the work when there is much of it."""
    record_acts().ask_record_check(actor())
    return redirect(url_for("audit.show"), 303)


@blueprint.get("/kiem-soat/ho-so/<code>")
@guard(AUDITOR)
def check_case(code: str) -> ResponseReturnValue:
    """Check one case and show the result of each of its chains."""
    page = record_acts().check_case_record(actor(), code)
    return render_template("audit/case.html", page=page, counted=COUNTED)


@blueprint.post("/kiem-soat/ho-so/<code>")
@guard(AUDITOR)
def dossier(code: str) -> ResponseReturnValue:
    """Hand out the self-proving dossier; taking it is recorded, so it is no plain link."""
    try:
        name, content = record_acts().export_dossier(actor(), code, run_id())
    except ExportStopped:
        return redirect(url_for("exports.show"), 303)
    return send_file(
        io.BytesIO(content), mimetype="application/zip", as_attachment=True, download_name=name
    )


@blueprint.post("/kiem-soat/nhat-ky-su-kien")
@guard(AUDITOR)
def export_event_log() -> ResponseReturnValue:
    """Hand out the record as an event log, piece by piece."""
    kind = request.form.get("kind", "")
    if kind not in EVENT_LOGS:
        raise BadRequest
    media, ending = EVENT_LOGS[kind]
    pieces = oversight_acts().export_event_log(actor(), kind, run_id())
    return handed_out(pieces, media, dated("nhat-ky", ending))
