"""Lập kế hoạch: one's own drafts, and starting a plan."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.web.acts import acts
from app.web.session import SIGNED_IN, actor, guard

blueprint = Blueprint("plans", __name__)


@blueprint.get("/ke-hoach")
@guard(SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show drafts, sent plans and what may be started."""
    return render_template("plans/show.html", page=acts().list_plans(actor()))


@blueprint.post("/ke-hoach")
@guard(SIGNED_IN)
def start() -> ResponseReturnValue:
    """Start a plan and open its form."""
    task_id = acts().start_plan(actor(), request.form.get("channel", "dien_tu"))
    return redirect(url_for("tasks.show", task_id=task_id), 303)


@blueprint.post("/ke-hoach/cap-thiet")
@guard(SIGNED_IN)
def start_emergency() -> ResponseReturnValue:
    """Start the record of an emergency action and open its first form."""
    task_id = acts().start_emergency(actor())
    return redirect(url_for("tasks.show", task_id=task_id), 303)
