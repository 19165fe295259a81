"""Whether this process can serve: asked by the container, shows nothing about the system."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.web.acts import acts
from app.web.session import PUBLIC, guard

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@guard(PUBLIC)
def show() -> ResponseReturnValue:
    """Answer 200 when the database answers, else 503."""
    return ("ok\n", 200) if acts().ready() else ("database\n", 503)
