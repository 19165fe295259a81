"""Hệ thống: how worker, timers, seals, database and disk do, and what to do when one is red."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.web.session import ADMIN, actor, guard
from app.web.setting_acts import setting_acts

blueprint = Blueprint("system_state", __name__)


@blueprint.get("/quan-tri/he-thong")
@guard(ADMIN)
def show() -> ResponseReturnValue:
    """Show every part, the worst first."""
    return render_template("system/show.html", page=setting_acts().read_system(actor()))
