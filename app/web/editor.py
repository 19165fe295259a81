"""The editors of a draft's files: diagram, form, decision table; pages and what their scripts ask.

What stands in a draft may be broken or hostile: it goes out as a download of no particular type,
and comes in as bytes that nobody reads before they are kept.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from flask import (
    Blueprint,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.domain.drafts import DraftFile, DraftState, FileKind, OpenDraft, SaveKind
from app.domain.views.processes import CheckedDraft
from app.errors import ChuTruongError, FormInvalid, NotFound
from app.web.editor_acts import editor_acts
from app.web.error_pages import status_of
from app.web.forms_html import Drawing, sections
from app.web.security import CSP_DOWNLOAD
from app.web.session import OWNER, actor, guard
from app.web.texts import _, _l
from app.web.words import clock_time

MEGABYTE = 1024 * 1024
ABSENT = "Bản thảo không có tệp này; mở bản thảo để chọn lại"
PLACE = "/ban-thao/<draft_id>/tep/<kind>/<key>"
blueprint = Blueprint("editor", __name__)


@dataclass(frozen=True)
class Editor:
    """One kind of editor: its scripts, the word for what it edits, and its template."""

    bundle: str
    word: object
    template: str


EDITORS: Mapping[FileKind, Editor] = {
    FileKind.PROCESS: Editor("modeler", _l("Sơ đồ"), "editor/diagram.html"),
    FileKind.FORM: Editor("forms", _l("Biểu mẫu"), "editor/form.html"),
    FileKind.DECISION: Editor("tables", _l("Bảng quyết định"), "editor/table.html"),
}


@blueprint.get(PLACE)
@guard(OWNER)
def show(draft_id: str, kind: str, key: str) -> ResponseReturnValue:
    """Show the editor of one file; read only for those who do not hold the lock."""
    draft, file = _opened(draft_id, kind, key)
    return render_template(
        EDITORS[file.kind].template,
        page=draft,
        draft=draft.draft,
        file=file,
        editor=EDITORS[file.kind],
        mine=draft.yours and draft.draft.state is DraftState.OPEN,
        place={"draft_id": draft_id, "kind": kind, "key": key},
    )


@blueprint.get(f"{PLACE}/noi-dung")
@guard(OWNER)
def content(draft_id: str, kind: str, key: str) -> ResponseReturnValue:
    """Send the file as it stands, for the script and for keeping."""
    _draft, file = _opened(draft_id, kind, key)
    response = send_file(
        io.BytesIO(file.content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=file.file_name,
    )
    response.headers["Content-Security-Policy"] = CSP_DOWNLOAD
    return response


@blueprint.post(f"{PLACE}/luu")
@guard(OWNER)
def save(draft_id: str, kind: str, key: str) -> ResponseReturnValue:
    """Keep what the script sends over what its page knows: the version, or the file's digest.

    The draft's version counts all its files; a page is behind only when its own file was changed.
    """
    version = request.args.get("version", type=int)
    if version is None:
        raise BadRequest
    draft = editor_acts().open_draft(actor(), draft_id)
    file = draft.file(_kind(kind), key)
    # a file that is not there yet has no digest: the modeler begins forms for its tasks
    if draft.yours and (file.sha256 if file else "") == request.args.get("base"):
        version = draft.draft.version
    sent = request.get_data()
    try:
        kept = editor_acts().save_draft_file(
            actor(), draft_id, version, _kind(kind), key, sent, SaveKind.SAVED
        )
    except ChuTruongError as refused:
        return jsonify({"message": _sentence(refused)}), status_of(refused)
    editor_acts().start_verification(actor(), draft_id, whole=False)
    known = {"version": kept.version, "base": hashlib.sha256(sent).hexdigest()}
    return jsonify({**known, "at": clock_time(kept.saved_at)})


@blueprint.post(f"{PLACE}/kiem-tra")
@guard(OWNER)
def check(draft_id: str, kind: str, key: str) -> ResponseReturnValue:
    """Return the findings about what the script sends; nothing is kept."""
    sent = request.get_data()
    found = editor_acts().check_draft_file(actor(), draft_id, _kind(kind), key, sent)
    return jsonify(_findings(found))


@blueprint.get(f"{PLACE}/kiem-tra")
@guard(OWNER)
def check_saved(draft_id: str, kind: str, key: str) -> ResponseReturnValue:
    """Return the findings about the draft as it is saved, proofs included."""
    return jsonify(_findings(editor_acts().check_draft(actor(), draft_id)))


@blueprint.post(f"{PLACE}/nhan-sua")
@guard(OWNER)
def take_over(draft_id: str, kind: str, key: str) -> ResponseReturnValue:
    """Take the lock of the draft and open the editor again."""
    version = request.form.get("version", type=int)
    if version is None:
        raise BadRequest
    editor_acts().take_over_draft(actor(), draft_id, version)
    flash(_("Đã nhận sửa bản thảo."), "ok")
    return redirect(url_for("editor.show", draft_id=draft_id, kind=kind, key=key), 303)


@blueprint.post(f"{PLACE}/tai-len")
@guard(OWNER)
def upload(draft_id: str, kind: str, key: str) -> ResponseReturnValue:
    """Put an uploaded file in place of the draft's; the former one stays in its history."""
    version, sent = request.form.get("version", type=int), request.files.get("file")
    if version is None or sent is None or not sent.filename:
        raise BadRequest
    editor_acts().save_draft_file(
        actor(), draft_id, version, _kind(kind), key, sent.read(), SaveKind.UPLOADED
    )
    editor_acts().start_verification(actor(), draft_id, whole=False)
    flash(_("Đã thay bằng tệp tải lên."), "ok")
    return redirect(url_for("editor.show", draft_id=draft_id, kind=kind, key=key), 303)


@blueprint.get("/ban-thao/<draft_id>/tep/form/<key>/xem-truoc")
@guard(OWNER)
def preview(draft_id: str, key: str) -> ResponseReturnValue:
    """Show a form as staff would see it."""
    page = editor_acts().preview_form(actor(), draft_id, key)
    return render_template(
        "editor/preview.html",
        page=page,
        sections=sections(page.fields, ()),
        drawing=Drawing(max_upload_mb=current_app.extensions["max_upload_bytes"] // MEGABYTE),
        place={"draft_id": draft_id, "key": key},
    )


@blueprint.get("/ban-thao/<draft_id>/lua-chon")
@guard(OWNER)
def choices(draft_id: str) -> ResponseReturnValue:
    """Return what the draft may name, for the lists of the editors."""
    found = editor_acts().list_choices(actor(), draft_id)
    return jsonify({kind: [asdict(choice) for choice in rows] for kind, rows in found.items()})


def _opened(draft_id: str, kind: str, key: str) -> tuple[OpenDraft, DraftFile]:
    draft = editor_acts().open_draft(actor(), draft_id)
    file = draft.file(_kind(kind), key)
    if file is None:
        raise NotFound(ABSENT)
    return draft, file


def _kind(kind: str) -> FileKind:
    if kind not in set(FileKind):
        raise NotFound(ABSENT)
    return FileKind(kind)


def _findings(checked: CheckedDraft) -> list[dict[str, str]]:
    return [
        {**asdict(told.finding), "consequence": told.consequence}
        for group in checked.groups
        for told in group.findings
    ]


def _sentence(refused: ChuTruongError) -> str:
    if isinstance(refused, FormInvalid):
        return "; ".join(error.message for error in refused.errors)
    return refused.message
