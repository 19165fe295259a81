"""A task: its form, checking the answers, sending them, and what was recorded.

Every act is a whole page. What a person typed comes back on every way out.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from itertools import groupby
from typing import Any

import orjson
from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FieldError
from app.domain.views import CheckPage
from app.errors import (
    Conflict,
    FormInvalid,
    NotFound,
    PermissionDenied,
    StaleForm,
    StepBroken,
    StepRefused,
)
from app.web import words
from app.web.acts import Answers, Sending, acts
from app.web.posted import carried_answers, posted_fields_and_files
from app.web.session import SIGNED_IN, actor, guard
from app.web.task_page import Shown, answers_in_words, render
from app.web.texts import _

blueprint = Blueprint("tasks", __name__)


@blueprint.get("/viec/<task_id>")
@guard(SIGNED_IN)
def show(task_id: str) -> ResponseReturnValue:
    """Show the task with its form."""
    page = acts().open_task(actor(), task_id, None)
    section = request.args.get("section", 1, type=int)
    return render(page, Shown(section=section))


@blueprint.post("/viec/<task_id>")
@guard(SIGNED_IN)
def answer(task_id: str) -> ResponseReturnValue:
    """Do what the pressed button says with the answers on the page."""
    fields, refused = posted_fields_and_files()
    if "check" in request.form:
        return _check(task_id, fields, refused)
    if refused:
        answers = acts().read_answers(actor(), task_id, fields)
        return _show_errors(task_id, answers, refused)
    answers = acts().read_answers(actor(), task_id, fields)
    if "next_section" in request.form or "draft" in request.form:
        return _keep(task_id, answers)
    return _edit(task_id, answers)


def _check(
    task_id: str, fields: dict[str, list[str]], refused: tuple[FieldError, ...]
) -> ResponseReturnValue:
    errors, checked = refused, None
    try:
        checked = acts().check_answers(actor(), task_id, fields)
    except FormInvalid as invalid:
        named = {error.path for error in refused}
        errors += tuple(error for error in invalid.errors if error.path not in named)
    if errors or checked is None:
        answers = acts().read_answers(actor(), task_id, fields)
        return _show_errors(task_id, answers, errors)
    sent = (request.form.get("form_version", ""), request.form.get("plan_hash", ""))
    if sent != (checked.form_version, checked.plan_hash):
        return _show_stale(task_id, checked.answers, _("Biểu hoặc kế hoạch đã đổi."))
    return _check_page(checked)


def _check_page(page: CheckPage, message: str = "", status: int = 200) -> ResponseReturnValue:
    groups = [(k, list(items)) for k, items in groupby(page.items, key=lambda item: item.section)]
    carried = orjson.dumps(page.answers).decode()
    key = request.form.get("idempotency_key") or secrets.token_urlsafe(24)
    return render_template(
        "tasks/check.html", page=page, groups=groups, answers=carried, key=key, message=message
    ), status


def _keep(task_id: str, answers: Answers) -> ResponseReturnValue:
    """Save the draft and go on to the section asked for, or stay."""
    at = acts().save_draft(actor(), task_id, answers)
    section = request.form.get("next_section") or request.form.get("section") or None
    if "draft" in request.form:
        flash(_("Đã lưu nháp lúc %(at)s", at=words.moment(at)), "ok")
    return redirect(url_for("tasks.show", task_id=task_id, section=section), 303)


def _edit(task_id: str, answers: Answers) -> ResponseReturnValue:
    """Add, remove or put back a row, or bring the conditions up to date."""
    shown = Shown(section=request.form.get("section", 1, type=int))
    answers, shown = shown.edited(answers, request.form)
    return render(acts().open_task(actor(), task_id, answers), shown)


def _show_errors(
    task_id: str, answers: Answers, errors: tuple[FieldError, ...]
) -> ResponseReturnValue:
    page = replace(acts().open_task(actor(), task_id, answers), errors=errors)
    number, colon, path = request.form.get("check", "").partition(":")
    if colon and number.isdigit():
        return render(page, Shown(section=int(number), focus=path), 422)
    section = request.form.get("section", 0, type=int)
    return render(page, Shown(section=section, to_first_error=True), 422)


def _show_stale(task_id: str, answers: Answers, message: str) -> ResponseReturnValue:
    note = message + " " + _("Nội dung đã nhập còn nguyên; xem lại rồi gửi lần nữa.")
    return render(acts().open_task(actor(), task_id, answers), Shown(note=note), 409)


@blueprint.post("/viec/<task_id>/gui")
@guard(SIGNED_IN)
def confirm(task_id: str) -> ResponseReturnValue:
    """Send the checked answers, or go back to the form with them."""
    answers = carried_answers()
    if "back" in request.form:
        focus = request.form["back"].strip("-")
        return render(acts().open_task(actor(), task_id, answers), Shown(focus=focus))
    if "draft" in request.form:
        return _put_off(task_id, answers)
    try:
        acts().submit_task(actor(), task_id, _sending(answers))
    except FormInvalid as invalid:
        return _show_errors(task_id, answers, invalid.errors)
    except StaleForm as stale:
        return _show_stale(task_id, answers, stale.message)
    except StepRefused as refused:
        page = acts().open_task(actor(), task_id, answers)
        return render(page, Shown(note=refused.message, tone="bad"), 422)
    except PermissionDenied as denied:
        return _show_denied(task_id, answers, denied)
    except Conflict as conflict:
        return _show_lost(task_id, answers, conflict)
    except StepBroken as broken:
        return _show_broken(task_id, answers, broken)
    return redirect(url_for("tasks.receipt", task_id=task_id), 303)


def _sending(answers: dict[str, Any]) -> Sending:
    form = request.form
    return Sending(
        answers,
        key=form.get("idempotency_key", ""),
        form_version=form.get("form_version", ""),
        plan_hash=form.get("plan_hash", ""),
        password=form.get("password", ""),
    )


def _put_off(task_id: str, answers: dict[str, Any]) -> ResponseReturnValue:
    acts().save_draft(actor(), task_id, answers)
    flash(_("Đã giữ bản nháp; việc vẫn chờ trong danh sách."), "ok")
    return redirect(url_for("inbox.show"), 303)


def _show_denied(
    task_id: str, answers: dict[str, Any], denied: PermissionDenied
) -> ResponseReturnValue:
    """Bring the form back to who may still send it, with another password for instance."""
    try:
        page = acts().open_task(actor(), task_id, answers)
    except NotFound:
        # Who may not even see the task is told why the sending was refused.
        raise denied from None
    if not page.can_submit:
        raise denied
    return render(page, Shown(note=denied.message, tone="bad"), 403)


def _show_broken(task_id: str, answers: dict[str, Any], broken: StepBroken) -> ResponseReturnValue:
    """Keep the text as a draft until the incident is solved, and say its number."""
    current_app.logger.error("%s", request.path, exc_info=broken)
    acts().save_draft(actor(), task_id, answers)
    page = acts().open_task(actor(), task_id, answers)
    kept = _("Nội dung đã nhập được giữ làm bản nháp.")
    return render(page, Shown(note=f"{broken.message}. {kept}", tone="bad"), 500)


def _show_lost(task_id: str, answers: dict[str, Any], conflict: Conflict) -> ResponseReturnValue:
    race = acts().lost_race(actor(), task_id, answers)
    own = race.own or answers_in_words(acts().open_task(actor(), task_id, answers))
    return render_template(
        "tasks/refused.html", race=race, own=own, message=conflict.message, task_id=task_id
    ), 409


@blueprint.get("/viec/<task_id>/da-gui")
@guard(SIGNED_IN)
def receipt(task_id: str) -> ResponseReturnValue:
    """Show what the submission recorded and who is next."""
    found = acts().read_receipt(actor(), task_id)
    return render_template("tasks/receipt.html", receipt=found)


@blueprint.post("/viec/<task_id>/nhan")
@guard(SIGNED_IN)
def claim(task_id: str) -> ResponseReturnValue:
    """Take a group's task."""
    acts().claim_task(actor(), task_id)
    flash(_("Đã nhận việc."), "ok")
    return redirect(url_for("tasks.show", task_id=task_id), 303)


@blueprint.post("/viec/<task_id>/tra")
@guard(SIGNED_IN)
def release(task_id: str) -> ResponseReturnValue:
    """Give a taken task back to its group."""
    acts().release_task(actor(), task_id)
    flash(_("Đã trả việc về nhóm."), "ok")
    return redirect(url_for("inbox.show", tab="group"), 303)
