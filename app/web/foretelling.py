"""Xem trước trong buổi diễn tập: what would follow from a task, before it is sent.

Hung into the pages inside a rehearsal alone: nothing of the kind can be asked of running cases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from flask import Blueprint, Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.clock import LOCAL
from app.domain.people import Actor
from app.rehearsal import Foretold
from app.web import words
from app.web.posted import carried_answers
from app.web.session import SIGNED_IN, actor, guard
from app.web.texts import _

ENDING = "/xem-truoc"
Foretell = Callable[[Actor, str, Mapping[str, Any]], Foretold]
blueprint = Blueprint("foretelling", __name__)


def install(pages: Flask, foretell: Foretell) -> None:
    """Let the pages inside a rehearsal ask what would follow."""
    pages.extensions["foretell"] = foretell
    pages.register_blueprint(blueprint)
    pages.jinja_env.globals["foretells"] = True


@blueprint.post(f"/viec/<task_id>{ENDING}")
@guard(SIGNED_IN)
def show(task_id: str) -> ResponseReturnValue:
    """Show what sending the checked answers would lead to; nothing is sent."""
    foretell = cast(Foretell, current_app.extensions["foretell"])
    form = request.form
    sent = {
        "answers": carried_answers(),
        "idempotency_key": form.get("idempotency_key", ""),
        "form_version": form.get("form_version", ""),
        "plan_hash": form.get("plan_hash", ""),
    }
    return render_template(
        "tasks/foretold.html",
        found=foretell(actor(), task_id, sent),
        task_id=task_id,
        sent={**sent, "answers": form.get("answers", "")},
        until=_until,
    )


def _until(moment: datetime) -> str:
    """Return a moment in words; midnight is the end of the day before, as deadlines are told."""
    before = moment.astimezone(LOCAL) - timedelta(microseconds=1)
    if before.date() < moment.astimezone(LOCAL).date():
        return _("hết ngày %(day)s", day=words.day(before.date()))
    return words.moment(moment)
