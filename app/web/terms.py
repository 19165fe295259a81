"""Thời hạn: every term the installation counts, and who set it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.web.acts import acts
from app.web.session import SIGNED_IN, guard

blueprint = Blueprint("terms", __name__)


@blueprint.get("/thoi-han")
@guard(SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show the terms of clauses, those of the deploying body, and those left to a decree."""
    return render_template("terms/show.html", page=acts().list_terms())
