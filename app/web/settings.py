"""Cài đặt hiển thị: language, theme, contrast."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from app.web.acts import acts
from app.web.expired import safe_next
from app.web.language import CHOICES, choose, preferences, remember
from app.web.session import PUBLIC, SIGNED_IN, actor, actor_or_none, guard
from app.web.texts import _

blueprint = Blueprint("settings", __name__)


@blueprint.get("/cai-dat")
@guard(SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show how pages may be shown."""
    return render_template("settings/show.html")


@blueprint.post("/cai-dat")
@guard(SIGNED_IN)
def save() -> ResponseReturnValue:
    """Keep the choice, for this browser and for the person."""
    wanted = choose({name: request.form.get(name, "") for name in CHOICES})
    acts().change_settings(actor(), wanted)
    with force_locale(wanted.language):
        flash(_("Đã lưu cài đặt."), "ok")
    return remember(redirect(url_for("settings.show"), 303), wanted)


@blueprint.post("/ngon-ngu")
@guard(PUBLIC)
def language() -> ResponseReturnValue:
    """Switch the language and come back to the same page."""
    wanted = choose(
        {
            "language": request.form.get("language", "vi"),
            "theme": preferences().theme,
            "contrast": preferences().contrast,
        }
    )
    person = actor_or_none()
    if person is not None:
        acts().change_settings(person, wanted)
    target = safe_next(request.form.get("next", "/viec"))
    return remember(redirect(target, 303), wanted)
