"""Files: stored when they arrive, given back only as downloads, never shown or run here."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.web.acts import acts
from app.web.security import CSP_DOWNLOAD
from app.web.session import SIGNED_IN, actor, guard

blueprint = Blueprint("uploads", __name__)


@blueprint.post("/tep")
@guard(SIGNED_IN)
def upload() -> ResponseReturnValue:
    """Store one file for the script that sends it while the form is still open."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadRequest
    kind = file.mimetype or "application/octet-stream"
    stored = acts().upload_file(actor(), file.filename, kind, file.stream)
    return jsonify({"id": stored.id, "name": stored.name, "size": stored.size}), 201


@blueprint.get("/tep/<upload_id>")
@guard(SIGNED_IN)
def download(upload_id: str) -> ResponseReturnValue:
    """Send a stored file as an attachment of no particular type."""
    about, stream = acts().download_file(actor(), upload_id)
    response: Response = send_file(
        stream,
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=about.name,
    )
    response.headers["Content-Security-Policy"] = CSP_DOWNLOAD
    return response
