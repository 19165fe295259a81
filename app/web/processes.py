"""Quy trình: all processes, the versions of one, two versions compared, the rules in words."""

from __future__ import annotations

import io
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.domain.forms import FieldError
from app.domain.views.processes import HandedFile
from app.errors import FormInvalid, NotFound
from app.web import process_words
from app.web.process_acts import process_acts
from app.web.security import CSP_DOWNLOAD
from app.web.session import OWNER, actor, guard
from app.web.texts import _

blueprint = Blueprint("processes", __name__)


@blueprint.get("/quy-trinh")
@guard(OWNER)
def list_all() -> ResponseReturnValue:
    """Show all processes."""
    return _list()


def _list(errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "processes/list.html",
        page=process_acts().list_processes(actor()),
        errors=errors,
        typed=request.form,
    )


@blueprint.post("/quy-trinh")
@guard(OWNER)
def start() -> ResponseReturnValue:
    """Start a draft: of a published process, from a file, or of a new process."""
    sent = request.files.get("file")
    uploaded = sent.read() if sent and sent.filename else None
    title = request.form.get("title", "").strip()
    try:
        draft_id = process_acts().start_draft(
            actor(), request.form.get("process_id", "").strip(), title, uploaded
        )
    except FormInvalid as refused:
        return _list(refused.errors), 422
    flash(_("Đã mở bản thảo. Phiên bản đang dùng không đổi cho tới khi công bố."), "ok")
    return redirect(url_for("drafts.show", draft_id=draft_id), 303)


@blueprint.get("/quy-trinh/<process_id>")
@guard(OWNER)
def history(process_id: str) -> ResponseReturnValue:
    """Show the versions of a process, newest first."""
    page = process_acts().read_history(actor(), process_id)
    return render_template("processes/history.html", page=page)


@blueprint.post("/quy-trinh/<process_id>/khoi-phuc")
@guard(OWNER)
def restore(process_id: str) -> ResponseReturnValue:
    """Make a draft of an older version."""
    release_id = request.form.get("release_id", "")
    draft_id = process_acts().restore_version(actor(), process_id, release_id)
    flash(_("Đã mở bản thảo từ phiên bản cũ. Kiểm tra rồi gửi duyệt công bố."), "ok")
    return redirect(url_for("drafts.show", draft_id=draft_id), 303)


@blueprint.get("/quy-trinh/<process_id>/so-sanh")
@guard(OWNER)
def compare(process_id: str) -> ResponseReturnValue:
    """Show two states of a process beside each other."""
    before, after = request.args.get("truoc", ""), request.args.get("sau", "")
    page = process_acts().compare_versions(actor(), process_id, before, after)
    return render_template("processes/compare.html", page=page, said=process_words)


@blueprint.post("/quy-trinh/<process_id>/so-sanh")
@guard(OWNER)
def compare_behaviour(process_id: str) -> ResponseReturnValue:
    """Have the behaviour of two states compared; what is quick is there on the next page."""
    before, after = request.form.get("truoc", ""), request.form.get("sau", "")
    process_acts().start_comparison(actor(), process_id, before, after)
    place = url_for("processes.compare", process_id=process_id, truoc=before, sau=after)
    return redirect(place, 303)


@blueprint.get("/quy-trinh/<process_id>/tep/<release_id>/<kind>/<key>")
@guard(OWNER)
def download(process_id: str, release_id: str, kind: str, key: str) -> ResponseReturnValue:
    """Hand out one file of a published version."""
    return handed(process_acts().read_process_file(actor(), release_id, kind, key))


def handed(file: HandedFile) -> ResponseReturnValue:
    """Send a file as a download of no particular type: it may be hostile."""
    response = send_file(
        io.BytesIO(file.content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=file.file_name,
    )
    response.headers["Content-Security-Policy"] = CSP_DOWNLOAD
    return response


@blueprint.get("/quy-trinh/quy-tac")
@guard(OWNER)
def rules() -> ResponseReturnValue:
    """Show the shelf of rules."""
    shelf = process_acts().list_rules()
    return render_template("processes/rules.html", shelf=shelf, said=process_words)


@blueprint.get("/quy-trinh/quy-tac/<slug>")
@guard(OWNER)
def rule(slug: str) -> ResponseReturnValue:
    """Show one rule: what it asks for, why, how to mend."""
    found = next((one for one in process_acts().list_rules() if one.slug == slug), None)
    if found is None:
        raise NotFound(_("Không có quy tắc này trong danh mục."))
    return render_template("processes/rule.html", rule=found, said=process_words)


def version_of_page() -> int:
    """Return the version that a posted page was opened with."""
    version = request.form.get("version", type=int)
    if version is None:
        raise BadRequest
    return version
