"""How far a check of the whole record is that somebody asked for, and its end before its time."""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.web.record_acts import record_acts
from app.web.session import AUDITOR, actor, guard

blueprint = Blueprint("record_checks", __name__)


@blueprint.get("/kiem-soat/tien-do")
@guard(AUDITOR)
def progress() -> ResponseReturnValue:
    """Tell a script how far the check is."""
    asked = record_acts().read_asked_check(actor())
    if asked is None or not asked.is_running:
        return jsonify(state="ended")
    text = render_template("audit/asked.html", asked=asked)
    return jsonify(state="running", number=asked.done + 1, total=asked.total, text=text)


@blueprint.post("/kiem-soat/dung")
@guard(AUDITOR)
def stop() -> ResponseReturnValue:
    """End the check."""
    record_acts().stop_record_check(actor())
    return redirect(url_for("audit.show"), 303)
