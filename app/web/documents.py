"""Văn bản: what is known about a document, and its printable page."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app.errors import NotFound
from app.web.acts import acts
from app.web.security import CSP_DOCUMENT
from app.web.session import SIGNED_IN, actor, guard

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
