"""Các lần xuất: files on their way to who asked for them, how far they are, and how to stop one."""

from __future__ import annotations

from collections.abc import Iterator

from flask import (
    Blueprint,
    Response,
    jsonify,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue

from app.domain.clock import LOCAL
from app.domain.exports import ExportRun, ExportState
from app.errors import ExportStopped, NotFound
from app.web import words
from app.web.acts import acts
from app.web.oversight_acts import oversight_acts
from app.web.session import WATCHER, actor, guard
from app.web.texts import _, _l

PLACE = "/xuat-tep"
# The field in which a page names the file it follows (js/export.js).
RUN = "lan"
blueprint = Blueprint("exports", __name__)

STATES = {
    ExportState.RUNNING: _l("Đang ghi"),
    ExportState.DONE: _l("Đã xong"),
    ExportState.STOPPED: _l("Đã dừng"),
    ExportState.CUT_OFF: _l("Mất kết nối"),
    ExportState.FAILED: _l("Không xuất được"),
}


@blueprint.get(PLACE)
@guard(WATCHER)
def show() -> ResponseReturnValue:
    """Show the files the person took out last."""
    runs, now = oversight_acts().read_exports(actor()), acts().now()
    lines = [(run, run.standing(now), counted(run)) for run in runs]
    return render_template("oversight/exports.html", lines=lines, states=STATES)


@blueprint.get(f"{PLACE}/<run_id>")
@guard(WATCHER)
def progress(run_id: str) -> ResponseReturnValue:
    """Tell a page how far its file is; a page may ask before its file is begun."""
    try:
        run = oversight_acts().read_export(actor(), run_id)
    except NotFound:
        return jsonify({"begun": False})
    standing = run.standing(acts().now())
    return jsonify(
        {
            "begun": True,
            "running": standing is ExportState.RUNNING,
            "done": run.done,
            "total": run.total,
            "text": f"{STATES[standing]}: {counted(run)}",
        }
    )


@blueprint.post(f"{PLACE}/<run_id>/dung")
@guard(WATCHER)
def stop(run_id: str) -> ResponseReturnValue:
    """Stop a file."""
    oversight_acts().stop_export(actor(), run_id)
    return redirect(url_for("exports.show"), 303)


def counted(run: ExportRun) -> str:
    """Return how far a file is, in words."""
    done, total = words.figure(run.done), words.figure(run.total)
    text = _("%(done)s trên %(total)s %(unit)s", done=done, total=total, unit=run.unit)
    return f"{text} ({run.told})" if run.told else text


def run_id() -> str:
    """Return the id by which the page that sent a form follows its file."""
    return request.form.get(RUN, "")


def handed_out(pieces: Iterator[bytes], media: str, name: str) -> ResponseReturnValue:
    """Hand a file out piece by piece; one that was stopped before its first leads to its list."""
    try:
        first = next(pieces, b"")
    except ExportStopped:
        return redirect(url_for("exports.show"), 303)
    answer = Response(stream_with_context(_whole(first, pieces)), mimetype=media)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _whole(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces


def dated(begun: str, ending: str) -> str:
    """Return the name of a file by the local moment at which it is made."""
    return f"{begun}-{acts().now().astimezone(LOCAL):%Y%m%d-%H%M}.{ending}"
