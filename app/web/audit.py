"""Kiểm soát: whether the audit chains still verify."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.web.acts import acts
from app.web.session import AUDITOR, actor, guard

blueprint = Blueprint("audit", __name__)


@blueprint.get("/kiem-soat")
@guard(AUDITOR)
def show() -> ResponseReturnValue:
    """Verify every chain and show the result."""
    return render_template("audit/show.html", page=acts().verify_audit(actor()))
