"""Sự cố: what failed and why in words, notes, retry of one or many; letters that were given up."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Flask, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FieldError
from app.domain.incidents import FailedWork, IncidentState
from app.domain.jobs import Progress
from app.errors import DatabaseUnavailable, FormInvalid
from app.web.chips import chip
from app.web.incident_acts import incident_acts
from app.web.progress import told_progress
from app.web.session import ADMIN, WATCHER, actor, actor_or_none, guard
from app.web.texts import _, _l, ngettext

PLACE = "/quan-tri/su-co"
blueprint = Blueprint("incidents", __name__)

WORKS = {
    FailedWork.TIMER: _l("Mốc thời gian tới hạn"),
    FailedWork.CLOCK: _l("Rà hạn trả lời"),
    FailedWork.TRANSFER: _l("Chuyển phiên bản"),
    FailedWork.STEP: _l("Việc do người gửi"),
    FailedWork.MESSAGE: _l("Yêu cầu do người gửi tới hồ sơ"),
}


def install(flask_app: Flask) -> None:
    """Let every page ask how many incidents wait."""
    flask_app.context_processor(lambda: {"open_incidents": open_incidents})


def open_incidents() -> int:
    """Return how many incidents wait for the reader, asked once a page."""
    person = actor_or_none()
    if person is None:
        return 0
    if "open_incidents" not in g:
        try:
            g.open_incidents = incident_acts().count_open_incidents(person)
        except DatabaseUnavailable:
            # The page that says so is drawn without the number.
            g.open_incidents = 0
    return int(g.open_incidents)


@blueprint.get(PLACE)
@guard(WATCHER)
def list_all() -> ResponseReturnValue:
    """Show the incidents that match the question in the address."""
    return _list()


def _list(errors: Sequence[FieldError] = ()) -> str:
    number = request.args.get("page", 1, type=int)
    page = incident_acts().list_incidents(actor(), request.args, number)
    states = {state.value: chip(state).text for state in IncidentState}
    return render_template(
        "incidents/list.html",
        page=page,
        errors=errors,
        states={"": _("Chưa xong"), **states, "all": _("Tất cả")},
        offered={
            "processes": [(one.value, one.label) for one in page.processes],
            "steps": [(one.value, one.label) for one in page.steps],
        },
        works=WORKS,
    )


@blueprint.get(f"{PLACE}/thu-lai")
@guard(ADMIN)
def choose() -> ResponseReturnValue:
    """Show what a retry of the ticked incidents would try, before it does."""
    choice = incident_acts().choose_incidents(actor(), request.args.getlist("chon"))
    if not choice.chosen and not choice.left_out:
        flash(_("Chọn ít nhất một sự cố để thử lại."), "bad")
        return redirect(url_for("incidents.list_all"), 303)
    chosen = [(line, "") for line in choice.chosen]
    return render_template("incidents/choose.html", choice=choice, chosen=chosen, works=WORKS)


@blueprint.post(f"{PLACE}/thu-lai")
@guard(ADMIN)
def retry() -> ResponseReturnValue:
    """Try the chosen incidents again."""
    try:
        batch_id = incident_acts().retry_incidents(actor(), request.form.getlist("chon"))
    except FormInvalid as refused:
        return _list(refused.errors), 422
    return redirect(url_for("incidents.retried", batch_id=batch_id), 303)


@blueprint.get(f"{PLACE}/thu-lai/<batch_id>")
@guard(WATCHER)
def retried(batch_id: str) -> ResponseReturnValue:
    """Show what came of each."""
    page = incident_acts().read_retry(actor(), batch_id)
    solved = sum(1 for _line, attempt in page.lines if attempt.result == "solved")
    told = ngettext("Đã khắc phục %(num)s sự cố", "Đã khắc phục %(num)s sự cố", solved)
    return render_template(
        "incidents/retried.html", page=page, told=told, so_far_told=_so_far(page.progress)
    )


@blueprint.get(f"{PLACE}/thu-lai/<batch_id>/tien-do")
@guard(WATCHER)
def progress(batch_id: str) -> ResponseReturnValue:
    """Tell a script how far a retry is."""
    page = incident_acts().read_retry(actor(), batch_id)
    return told_progress(page.progress, _so_far(page.progress))


def _so_far(progress: Progress | None) -> str:
    if progress is None:
        return ""
    return _("Đã thử lại %(a)s trên %(b)s sự cố.", a=progress.done, b=progress.total)


@blueprint.get(f"{PLACE}/<incident_code>")
@guard(WATCHER)
def show(incident_code: str) -> ResponseReturnValue:
    """Show one incident."""
    return _show(incident_code)


def _show(code: str, errors: Sequence[FieldError] = ()) -> str:
    page = incident_acts().read_incident(actor(), code)
    return render_template(
        "incidents/show.html",
        page=page,
        works=WORKS,
        errors=errors,
        at={error.path: error.message for error in errors},
        typed=request.form,
    )


@blueprint.post(f"{PLACE}/<incident_code>/ghi-chu")
@guard(ADMIN)
def annotate(incident_code: str) -> ResponseReturnValue:
    """Note something."""
    try:
        text = request.form.get("ghi_chu", "")
        incident_acts().annotate_incident(actor(), incident_code, text)
    except FormInvalid as refused:
        return _show(incident_code, refused.errors), 422
    flash(_("Đã ghi chú."), "ok")
    return redirect(url_for("incidents.show", incident_code=incident_code), 303)


@blueprint.post(f"{PLACE}/<incident_code>/dong")
@guard(ADMIN)
def close(incident_code: str) -> ResponseReturnValue:
    """End an incident of what a person had sent."""
    try:
        reason = request.form.get("cach_xu_ly", "")
        incident_acts().close_incident(actor(), incident_code, reason)
    except FormInvalid as refused:
        return _show(incident_code, refused.errors), 422
    flash(_("Đã đóng sự cố %(code)s.", code=incident_code), "ok")
    return redirect(url_for("incidents.show", incident_code=incident_code), 303)


@blueprint.post(f"{PLACE}/thu/<job_id>/gui-lai")
@guard(ADMIN)
def revive(job_id: str) -> ResponseReturnValue:
    """Let a letter be sent again."""
    incident_acts().revive_job(actor(), job_id)
    flash(_("Thư được đưa lại vào hàng chờ gửi."), "ok")
    return redirect(url_for("incidents.list_all"), 303)
