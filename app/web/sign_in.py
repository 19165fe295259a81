"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.people import Actor
from app.errors import ChuTruongError, PermissionDenied
from app.web.acts import Answers, acts
from app.web.expired import Kept, read_kept, safe_next
from app.web.language import remember
from app.web.posted import CONTROLS, answers_in
from app.web.session import PUBLIC, SIGNED_IN, close_session, guard, open_session, session_id
from app.web.texts import _

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/dang-nhap")
@guard(PUBLIC)
def form() -> ResponseReturnValue:
    """Show the sign-in page."""
    return render_template(
        "sign_in/form.html", kept="", login="", next=safe_next(request.args.get("next", "/viec"))
    )


@blueprint.post("/dang-nhap")
@guard(PUBLIC)
def enter() -> ResponseReturnValue:
    """Open a session; what was typed before the last one ended becomes a draft."""
    login, password = request.form.get("login", ""), request.form.get("password", "")
    try:
        opened = acts().sign_in(login, password, request.remote_addr or "")
    except PermissionDenied as refused:
        return _refuse(refused.message, login)
    person = open_session(opened)
    if person is None:
        return _refuse(_("Phiên vừa mở đã kết thúc. Đăng nhập lại"), login)
    kept = read_kept(request.form.get("kept", ""))
    target = safe_next(request.form.get("next", "/viec"))
    response = redirect(_keep(person, kept) if kept else target, 303)
    return remember(response, acts().read_settings(person))


def _refuse(message: str, login: str) -> ResponseReturnValue:
    page = render_template(
        "sign_in/form.html",
        message=message,
        login=login,
        kept=request.form.get("kept", ""),
        next=safe_next(request.form.get("next", "/viec")),
    )
    return page, 403


def _keep(person: Actor, kept: Kept) -> str:
    """Turn a carried post into a draft of its task and return where it can be seen."""
    parts = kept.path.strip("/").split("/")
    if parts[0] != "viec" or len(parts) < 2:
        return "/viec"
    task_id = parts[1]
    try:
        acts().save_draft(person, task_id, _answers_of(person, task_id, kept))
        flash(_("Phiên trước đã kết thúc. Nội dung đã nhập còn nguyên trong bản nháp."), "ok")
    except ChuTruongError as refused:
        flash(refused.message, "warn")
        return "/viec"
    return url_for("tasks.show", task_id=task_id)


def _answers_of(person: Actor, task_id: str, kept: Kept) -> Answers:
    """Read the carried post: a check page carries answers, a form page fields."""
    if "answers" in kept.fields:
        return answers_in(kept.fields["answers"][0])
    fields = {name: values for name, values in kept.fields.items() if name not in CONTROLS}
    return acts().read_answers(person, task_id, fields)


@blueprint.post("/dang-xuat")
@guard(SIGNED_IN)
def leave() -> ResponseReturnValue:
    """Revoke the session and forget it in this browser."""
    acts().sign_out(session_id())
    close_session()
    flash(_("Đã đăng xuất."), "ok")
    return redirect(url_for("sign_in.form"), 303)
