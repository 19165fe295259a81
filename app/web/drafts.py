"""Bản thảo: its files and lock, what checks say, mending by buttons, publication by two persons."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.domain.drafts import ENDINGS, DraftState, FileKind, SaveKind
from app.domain.forms import FieldError
from app.errors import DiagramRefused, FormInvalid, NotVerified, StepRefused
from app.web import process_words
from app.web.process_acts import process_acts
from app.web.processes import handed, version_of_page
from app.web.session import OWNER, actor, guard
from app.web.texts import _
from app.web.verification_words import standing_of

PLACE = "/ban-thao/<draft_id>"
ASKED = "value_"
blueprint = Blueprint("drafts", __name__)


@blueprint.get(PLACE)
@guard(OWNER)
def show(draft_id: str) -> ResponseReturnValue:
    """Show a draft: who edits, its files, its history, what can be done next."""
    return _show(draft_id)


def _show(draft_id: str, errors: Sequence[FieldError] = ()) -> str:
    page = process_acts().open_draft(actor(), draft_id)
    return render_template(
        "drafts/show.html", page=page, draft=page.draft, errors=errors, said=process_words
    )


def _glance(draft_id: str) -> None:
    """Have the draft verified in the background: one of its files was saved."""
    process_acts().start_verification(actor(), draft_id, whole=False)


def _back(draft_id: str) -> ResponseReturnValue:
    return redirect(url_for("drafts.show", draft_id=draft_id), 303)


@blueprint.post(f"{PLACE}/nhan-sua")
@guard(OWNER)
def take_over(draft_id: str) -> ResponseReturnValue:
    """Take the draft's lock."""
    process_acts().take_over_draft(actor(), draft_id, version_of_page())
    flash(_("Đã nhận sửa bản thảo."), "ok")
    return _back(draft_id)


@blueprint.post(f"{PLACE}/bo")
@guard(OWNER)
def discard(draft_id: str) -> ResponseReturnValue:
    """Put the draft away."""
    draft = process_acts().discard_draft(actor(), draft_id, version_of_page())
    flash(_("Đã bỏ bản thảo. Các tệp của nó vẫn xem được."), "ok")
    return redirect(url_for("processes.history", process_id=draft.process_id), 303)


@blueprint.post(f"{PLACE}/tep")
@guard(OWNER)
def upload(draft_id: str) -> ResponseReturnValue:
    """Put an uploaded file into the draft, new or in place of the one with its name."""
    sent, version = request.files.get("file"), version_of_page()
    if sent is None or not sent.filename:
        return _show(draft_id, [FieldError("file", _("Tệp"), _("Chọn tệp cần tải lên"))]), 422
    kind, key = _named(sent.filename, process_acts().open_draft(actor(), draft_id).draft.process_id)
    try:
        if kind is None:
            text = _("Chọn tệp .bpmn, .form hoặc .dmn")
            raise FormInvalid([FieldError("file", _("Tệp"), text)])
        process_acts().save_draft_file(
            actor(), draft_id, version, kind, key, sent.read(), SaveKind.UPLOADED
        )
    except FormInvalid as refused:
        return _show(draft_id, refused.errors), 422
    _glance(draft_id)
    flash(_("Đã đưa tệp vào bản thảo."), "ok")
    return _back(draft_id)


def _named(file_name: str, process_id: str) -> tuple[FileKind | None, str]:
    """Return what a file is by its ending, and its key: as in a folder, forms lie by process."""
    base = file_name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = base.rpartition(".")
    for kind, known in ENDINGS.items():
        if f"{dot}{ending.lower()}" == known:
            if kind is FileKind.PROCESS:
                return kind, process_id
            own = stem if stem.startswith(f"{process_id}.") else f"{process_id}.{stem}"
            return kind, own if kind is FileKind.FORM else stem
    return None, ""


@blueprint.post(f"{PLACE}/bo-tep")
@guard(OWNER)
def remove_file(draft_id: str) -> ResponseReturnValue:
    """Take a file out of the draft, or put it back."""
    kind = request.form.get("kind", "")
    if kind not in set(FileKind):
        raise BadRequest
    removed = request.form.get("removed") == "yes"
    key = request.form.get("key", "")
    process_acts().remove_draft_file(
        actor(), draft_id, version_of_page(), FileKind(kind), key, removed
    )
    _glance(draft_id)
    flash(_("Đã bỏ tệp khỏi bản thảo.") if removed else _("Đã giữ lại tệp."), "ok")
    return _back(draft_id)


@blueprint.get(f"{PLACE}/ban-luu/<save_id>")
@guard(OWNER)
def saved_copy(draft_id: str, save_id: str) -> ResponseReturnValue:
    """Hand out one copy of the draft's history."""
    return handed(process_acts().read_saved_copy(actor(), draft_id, save_id))


@blueprint.get(f"{PLACE}/kiem-tra")
@guard(OWNER)
def check(draft_id: str) -> ResponseReturnValue:
    """Show everything found, by what a person would do."""
    return _check(draft_id)


def _check(draft_id: str, errors: Sequence[FieldError] = ()) -> str:
    page = process_acts().check_draft(actor(), draft_id)
    mine = page.draft.state is DraftState.OPEN and page.draft.editor_id == actor().person_id
    return render_template(
        "drafts/check.html",
        page=page,
        draft=page.draft,
        mine=mine,
        verified=standing_of(process_acts().read_verification(actor(), draft_id)),
        errors=errors,
        said=process_words,
    )


@blueprint.post(f"{PLACE}/sua")
@guard(OWNER)
def repair(draft_id: str) -> ResponseReturnValue:
    """Mend the diagram by one offered repair."""
    values = {
        name.removeprefix(ASKED): value
        for name, value in request.form.items()
        if name.startswith(ASKED)
    }
    key, element_id = request.form.get("repair", ""), request.form.get("element_id", "")
    try:
        process_acts().repair_draft(actor(), draft_id, version_of_page(), key, element_id, values)
    except FormInvalid as refused:
        return _check(draft_id, refused.errors), 422
    _glance(draft_id)
    flash(_("Đã sửa sơ đồ và kiểm tra lại."), "ok")
    return redirect(url_for("drafts.check", draft_id=draft_id), 303)


@blueprint.get(f"{PLACE}/gui-duyet")
@guard(OWNER)
def ask(draft_id: str) -> ResponseReturnValue:
    """Show the form that sends a draft to the second person."""
    return _ask(draft_id)


def _ask(draft_id: str, errors: Sequence[FieldError] = ()) -> str:
    page = process_acts().check_draft(actor(), draft_id)
    return render_template(
        "drafts/request.html",
        page=page,
        draft=page.draft,
        standing=process_acts().read_situation_standing(actor(), draft_id),
        errors=errors,
        typed=request.form,
    )


@blueprint.post(f"{PLACE}/gui-duyet")
@guard(OWNER)
def send(draft_id: str) -> ResponseReturnValue:
    """Send the draft to the second person."""
    name, note = request.form.get("name", ""), request.form.get("note", "")
    try:
        process_acts().request_publication(actor(), draft_id, version_of_page(), name, note)
    except FormInvalid as refused:
        return _ask(draft_id, refused.errors), 422
    except DiagramRefused:
        flash(_("Chưa gửi được: sửa các điều dưới đây trước."), "bad")
        return _check(draft_id), 422
    process_acts().start_verification(actor(), draft_id, whole=True)
    flash(_("Đã gửi duyệt công bố. Chủ quy trình khác duyệt thì phiên bản mới được dùng."), "ok")
    return _back(draft_id)


@blueprint.get(f"{PLACE}/duyet")
@guard(OWNER)
def review(draft_id: str) -> ResponseReturnValue:
    """Show the second person what would be published."""
    return _review(draft_id)


def _review(draft_id: str, errors: Sequence[FieldError] = ()) -> str:
    page = process_acts().review_publication(actor(), draft_id)
    own = page.draft.requested_by == actor().person_id
    return render_template(
        "drafts/review.html",
        page=page,
        draft=page.draft,
        own=own,
        standing=process_acts().read_situation_standing(actor(), draft_id),
        verified=standing_of(process_acts().read_verification(actor(), draft_id)),
        objections=process_acts().list_objections(actor(), draft_id),
        errors=errors,
        typed=request.form,
        said=process_words,
    )


@blueprint.post(f"{PLACE}/duyet")
@guard(OWNER)
def decide(draft_id: str) -> ResponseReturnValue:
    """Publish the draft, or return it with a reason."""
    version = version_of_page()
    if request.form.get("act") == "publish":
        try:
            override = request.form.get("override", "")
            number = process_acts().approve_publication(actor(), draft_id, version, override)
        except FormInvalid as refused:
            return _review(draft_id, refused.errors), 422
        except (NotVerified, StepRefused) as open_question:
            flash(open_question.message, "warn")
            return redirect(url_for("verification.show", draft_id=draft_id), 303)
        except DiagramRefused:
            flash(_("Chưa công bố: bản thảo không còn đạt, xem các điều dưới đây."), "bad")
            return _review(draft_id), 422
        told = _("Đã công bố (bản %(number)s). Hồ sơ đang mở vẫn theo phiên bản cũ.", number=number)
        flash(told, "ok")
        return _back(draft_id)
    try:
        reason = request.form.get("reason", "")
        process_acts().return_publication(actor(), draft_id, version, reason)
    except FormInvalid as refused:
        return _review(draft_id, refused.errors), 422
    flash(_("Đã trả bản thảo về để sửa."), "ok")
    return _back(draft_id)
