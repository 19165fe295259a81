"""Kiểm soát: whether the audit chains still verify; the record as a file for mining tools."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.web.acts import acts
from app.web.oversight_acts import oversight_acts
from app.web.session import AUDITOR, actor, guard

blueprint = Blueprint("audit", __name__)
# Format of an event log → its media type and the ending of its file.
EVENT_LOGS = {"xes": ("application/xml", "xes"), "ocel": ("application/json", "jsonocel")}


@blueprint.get("/kiem-soat")
@guard(AUDITOR)
def show() -> ResponseReturnValue:
    """Verify every chain and show the result."""
    return render_template("audit/show.html", page=acts().verify_audit(actor()))


@blueprint.post("/kiem-soat/nhat-ky-su-kien")
@guard(AUDITOR)
def export_event_log() -> ResponseReturnValue:
    """Hand out the record as an event log, piece by piece."""
    kind = request.form.get("kind", "")
    if kind not in EVENT_LOGS:
        raise BadRequest
    media, ending = EVENT_LOGS[kind]
    pieces = oversight_acts().export_event_log(actor(), kind)
    answer = Response(stream_with_context(pieces), mimetype=media)
    name = f"nhat-ky-{acts().now():%Y%m%d-%H%M}.{ending}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
