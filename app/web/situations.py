"""Tình huống của một bản thảo: run before publication, watched, stopped, kept ones taken out."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import Conflict
from app.web.process_acts import process_acts
from app.web.rehearsal import rehearsals
from app.web.session import OWNER, actor, guard
from app.web.texts import _

PLACE = "/ban-thao/<draft_id>/tinh-huong"
blueprint = Blueprint("situations", __name__)


@blueprint.get(PLACE)
@guard(OWNER)
def show(draft_id: str) -> ResponseReturnValue:
    """Show the situations of the draft's process, and what came of them against it."""
    page = rehearsals().situations(actor(), draft_id)
    return render_template("situations/show.html", page=page, draft=page.draft)


@blueprint.get(f"{PLACE}/<name>.yaml")
@guard(OWNER)
def file(draft_id: str, name: str) -> ResponseReturnValue:
    """Hand out one situation as the file that the scenario runner plays."""
    text = rehearsals().situation(actor(), draft_id, name)
    headers = {"Content-Disposition": "attachment; filename=tinh-huong.yaml"}
    return Response(text, mimetype="application/yaml", headers=headers)


@blueprint.post(f"{PLACE}/chay")
@guard(OWNER)
def run(draft_id: str) -> ResponseReturnValue:
    """Ask the worker to play them."""
    if process_acts().run_situations(actor(), draft_id):
        flash(_("Đang chạy các tình huống; trang này cho biết đã tới đâu."), "ok")
    return _back(draft_id)


@blueprint.post(f"{PLACE}/dung")
@guard(OWNER)
def stop(draft_id: str) -> ResponseReturnValue:
    """Stop the run."""
    try:
        process_acts().cancel_situations(actor(), draft_id, request.form.get("run", ""))
    except Conflict as over:
        flash(over.message, "warn")
    return _back(draft_id)


@blueprint.post(f"{PLACE}/bo")
@guard(OWNER)
def delete(draft_id: str) -> ResponseReturnValue:
    """Take a kept situation out."""
    process_acts().delete_situation(actor(), request.form.get("situation", ""))
    flash(_("Đã bỏ tình huống."), "ok")
    return _back(draft_id)


def _back(draft_id: str) -> ResponseReturnValue:
    return redirect(url_for("situations.show", draft_id=draft_id), 303)
