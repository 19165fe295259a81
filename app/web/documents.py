"""Văn bản: what is known about a document, and its printable page, copies as PDF and Word."""

from __future__ import annotations

import io

from flask import Blueprint, Response, render_template, send_file
from flask.typing import ResponseReturnValue

from app.errors import NotFound
from app.web.acts import acts
from app.web.security import CSP_DOCUMENT, CSP_DOWNLOAD
from app.web.session import SIGNED_IN, actor, guard

MIMETYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

blueprint = Blueprint("documents", __name__)


@blueprint.get("/van-ban/<document_id>")
@guard(SIGNED_IN)
def show(document_id: str) -> ResponseReturnValue:
    """Show a document with its number, signature and digest."""
    return render_template("documents/show.html", page=acts().read_document(actor(), document_id))


@blueprint.get("/van-ban/<document_id>/ban-in")
@guard(SIGNED_IN)
def printable(document_id: str) -> ResponseReturnValue:
    """Give the document itself, byte for byte as it was kept, sandboxed."""
    page = acts().read_document(actor(), document_id)
    if not page.html:
        raise NotFound("Văn bản này chưa có bản in")
    response = Response(page.html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = CSP_DOCUMENT
    return response


@blueprint.get("/van-ban/<document_id>.pdf")
@guard(SIGNED_IN)
def pdf(document_id: str) -> ResponseReturnValue:
    """Send the document as PDF with its letters embedded."""
    return _copy(document_id, "pdf")


@blueprint.get("/van-ban/<document_id>.docx")
@guard(SIGNED_IN)
def word(document_id: str) -> ResponseReturnValue:
    """Send the document as a Word file, for those who must edit it there."""
    return _copy(document_id, "docx")


def _copy(document_id: str, kind: str) -> Response:
    name, content = acts().export_document(actor(), document_id, kind)
    response = send_file(
        io.BytesIO(content), mimetype=MIMETYPES[kind], as_attachment=True, download_name=name
    )
    response.headers["Content-Security-Policy"] = CSP_DOWNLOAD
    return response
