"""Cấu hình địa phương: the profile's keys, changes that two persons make, earlier versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.domain.forms import FieldError
from app.domain.setting_changes import Grounds
from app.domain.views.settings import KeyGroup, SettingEffect
from app.errors import FormInvalid, NotFound
from app.task_forms.typed import read_day
from app.web.session import ADMIN, actor, guard
from app.web.setting_acts import Typed, setting_acts
from app.web.texts import _

PLACE = "/quan-tri/cau-hinh"
BLANK_ROWS = 2
blueprint = Blueprint("configuration", __name__)


@blueprint.get(PLACE)
@guard(ADMIN)
def show() -> ResponseReturnValue:
    """Show every key by group, and the changes that were asked for."""
    return render_template("configuration/show.html", page=setting_acts().read_profile(actor()))


@blueprint.get(f"{PLACE}/sua/<group_slug>")
@guard(ADMIN)
def edit(group_slug: str) -> ResponseReturnValue:
    """Show the keys of one group in their inputs."""
    return _edit(group_slug)


@blueprint.post(f"{PLACE}/sua/<group_slug>")
@guard(ADMIN)
def change(group_slug: str) -> ResponseReturnValue:
    """Show what the edit would do, or send it to a second administrator."""
    typed, acts = _typed(), setting_acts()
    try:
        if request.form.get("act") != "propose":
            effect = acts.preview_profile(actor(), group_slug, typed)
            return _edit(group_slug, typed=typed, effect=effect)
        change_id = acts.propose_profile(actor(), group_slug, typed, grounds())
    except FormInvalid as refused:
        return _edit(group_slug, typed=typed, errors=refused.errors), 422
    return sent_to_another(change_id)


@blueprint.get(f"{PLACE}/khoi-phuc")
@guard(ADMIN)
def restoring() -> ResponseReturnValue:
    """Ask for the grounds of going back to an earlier version, or to the shipped one."""
    return _restoring(request.args.get("ban", ""))


@blueprint.post(f"{PLACE}/khoi-phuc")
@guard(ADMIN)
def restore() -> ResponseReturnValue:
    """Send the way back to a second administrator."""
    change_id = request.form.get("ban", "")
    try:
        made = setting_acts().restore_profile(actor(), change_id, grounds())
    except FormInvalid as refused:
        return _restoring(change_id, refused.errors), 422
    return sent_to_another(made)


@blueprint.get(f"{PLACE}/thay-doi/<change_id>")
@guard(ADMIN)
def show_change(change_id: str) -> ResponseReturnValue:
    """Show one change of the profile or of a document's text."""
    return _change(change_id)


@blueprint.post(f"{PLACE}/thay-doi/<change_id>")
@guard(ADMIN)
def decide(change_id: str) -> ResponseReturnValue:
    """Agree, or turn it down."""
    version = request.form.get("version", type=int)
    if version is None:
        raise BadRequest
    try:
        if request.form.get("act") == "approve":
            setting_acts().approve_setting(actor(), change_id, version)
            flash(_("Đã áp dụng. Việc giao từ bây giờ theo giá trị mới."), "ok")
        else:
            reason = request.form.get("return_reason", "")
            setting_acts().return_setting(actor(), change_id, version, reason)
            flash(_("Đã trả lại đề nghị. Không có gì thay đổi."), "ok")
    except FormInvalid as refused:
        return _change(change_id, refused.errors), 422
    return redirect(url_for("configuration.show_change", change_id=change_id), 303)


def grounds() -> Grounds:
    """Return the typed reason and decision; a day that is none stays empty."""
    sent = request.form
    day = read_day(sent.get("decision_on", "").strip())
    on = date.fromisoformat(str(day)) if day else None
    return Grounds(sent.get("reason", ""), sent.get("decision_no", ""), on)


def sent_to_another(change_id: str) -> ResponseReturnValue:
    """Lead to the change that waits for a second administrator."""
    flash(_("Đã gửi. Chưa có gì thay đổi cho tới khi quản trị khác duyệt."), "ok")
    return redirect(url_for("configuration.show_change", change_id=change_id), 303)


def _typed() -> Typed:
    return {name: request.form.getlist(name) for name in request.form}


def _edit(
    slug: str,
    *,
    typed: Typed | None = None,
    effect: SettingEffect | None = None,
    errors: Sequence[FieldError] = (),
) -> str:
    group = _group(slug)
    held = {name: texts for row in group.rows for name, texts in row.typed.items()}
    return render_template(
        "configuration/edit.html",
        group=group,
        typed=held if typed is None else typed,
        sent=request.form,
        blank=0 if typed else BLANK_ROWS,
        effect=effect,
        errors=errors,
        wrong={error.path: error.message for error in errors},
    )


def _group(slug: str) -> KeyGroup:
    groups = setting_acts().read_profile(actor()).groups
    found = next((group for group in groups if group.slug == slug), None)
    if found is None:
        raise NotFound("Không có phần cấu hình này; mở lại từ trang cấu hình địa phương")
    return found


def _restoring(change_id: str, errors: Sequence[FieldError] = ()) -> str:
    page = setting_acts().read_profile(actor())
    earlier = next((one for one in page.changes if one.id == change_id), None)
    if change_id and earlier is None:
        raise NotFound("Không có bản cấu hình này; mở lại từ danh sách")
    return render_template(
        "configuration/restore.html", earlier=earlier, errors=errors, sent=request.form
    )


def _change(change_id: str, errors: Sequence[FieldError] = ()) -> str:
    page = setting_acts().read_setting_change(actor(), change_id)
    return render_template("configuration/change.html", page=page, errors=errors, sent=request.form)
