"""Mẫu văn bản: the text of each type of document, its sample, and another in its place."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.forms import FieldError
from app.errors import FormInvalid
from app.web.configuration import grounds, sent_to_another
from app.web.security import CSP_DOCUMENT, CSP_DOWNLOAD
from app.web.session import ADMIN, actor, guard
from app.web.setting_acts import setting_acts

PLACE = "/quan-tri/mau-van-ban"
MOST_BYTES = 256 * 1024
SHIPPED = "di-kem"
blueprint = Blueprint("document_templates", __name__)


@blueprint.get(PLACE)
@guard(ADMIN)
def list_all() -> ResponseReturnValue:
    """Show every type of document."""
    return render_template("texts/list.html", lines=setting_acts().list_templates(actor()))


@blueprint.get(f"{PLACE}/<doc_key>")
@guard(ADMIN)
def show(doc_key: str) -> ResponseReturnValue:
    """Show the text of one type; `ban=di-kem` fills the input with the shipped one."""
    return _show(doc_key)


@blueprint.post(f"{PLACE}/<doc_key>")
@guard(ADMIN)
def change(doc_key: str) -> ResponseReturnValue:
    """Show what another text gives, or send it to a second administrator."""
    text = request.form.get("text", "")
    try:
        text = _uploaded() or text
        if request.form.get("act") != "propose":
            sample = setting_acts().preview_template(actor(), doc_key, text)
            return _show(doc_key, text=text, sample=sample)
        change_id = setting_acts().propose_template(actor(), doc_key, text, grounds())
    except FormInvalid as refused:
        return _show(doc_key, text=text, errors=refused.errors), 422
    return sent_to_another(change_id)


@blueprint.get(f"{PLACE}/<doc_key>/xem-thu")
@guard(ADMIN)
def printed(doc_key: str) -> ResponseReturnValue:
    """Give the printed page with invented values, sandboxed like every document."""
    response = Response(setting_acts().preview_page(actor(), doc_key), mimetype="text/html")
    response.headers["Content-Security-Policy"] = CSP_DOCUMENT
    return response


@blueprint.get(f"{PLACE}/<doc_key>.txt")
@guard(ADMIN)
def download(doc_key: str) -> ResponseReturnValue:
    """Send the text that counts now as a file."""
    page = setting_acts().read_template(actor(), doc_key)
    response = Response(page.text, mimetype="text/plain")
    name = f'attachment; filename="{page.line.key}.txt"'
    response.headers["Content-Disposition"] = name
    response.headers["Content-Security-Policy"] = CSP_DOWNLOAD
    return response


def _uploaded() -> str:
    """Return the text of the file that was sent, if one was; raise FormInvalid."""
    file = request.files.get("file")
    content = file.read(MOST_BYTES + 1) if file else b""
    try:
        if len(content) > MOST_BYTES:
            raise ValueError
        return content.decode("utf-8-sig")
    except ValueError as error:
        told = f"Gửi tệp chữ thuần (.txt, UTF-8), không quá {MOST_BYTES // 1024} KB"
        raise FormInvalid([FieldError("file", "Tệp mẫu", told)]) from error


def _show(
    doc_key: str, *, text: str | None = None, sample: str = "", errors: Sequence[FieldError] = ()
) -> str:
    page = setting_acts().read_template(actor(), doc_key)
    asked = page.shipped if request.args.get("ban") == SHIPPED else page.text
    return render_template(
        "texts/show.html",
        page=page,
        text=asked if text is None else text,
        sample=sample,
        errors=errors,
        sent=request.form,
    )
