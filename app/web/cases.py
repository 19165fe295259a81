"""Hồ sơ: the list with search, and everything about one case."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from app.web.acts import acts
from app.web.session import SIGNED_IN, actor, guard

blueprint = Blueprint("cases", __name__)


@blueprint.get("/ho-so")
@guard(SIGNED_IN)
def list_all() -> ResponseReturnValue:
    """Show the cases that match the search, among those the person may see."""
    query = request.args.get("q", "").strip()[:200]
    page = acts().list_cases(actor(), query, request.args.get("page", 1, type=int))
    return render_template("cases/list.html", page=page)


@blueprint.get("/ho-so/<code>")
@guard(SIGNED_IN)
def show(code: str) -> ResponseReturnValue:
    """Show one case."""
    return render_template("cases/show.html", page=acts().open_case(actor(), code))


@blueprint.get("/ho-so/<code>/so-do/<process_id>.bpmn")
@guard(SIGNED_IN)
def diagram(code: str, process_id: str) -> ResponseReturnValue:
    """Give the viewer the diagram that the case runs on."""
    return Response(acts().read_diagram(actor(), code, process_id), mimetype="application/xml")
