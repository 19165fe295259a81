"""Start a draft of a process: from the version in use, from an uploaded file, or from nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.drafts import Draft, DraftFile, DraftState, FileKind, SaveKind
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.errors import Conflict, FormInvalid, NotFound
from app.publication.blank import blank_diagram
from app.publication.editing import file_from, record, writing
from app.publication.file_set import (
    check_process_id,
    file_name_of,
    files_of_process,
    name_of,
    plain,
    released,
)
from app.publication.limits import check_size
from app.publication.parsed import read
from app.steps.services import Services
from app.store import drafts, releases
from app.store.database import Transaction


def start_draft(
    services: Services,
    actor: Actor,
    process_id: str = "",
    *,
    title: str = "",
    uploaded: bytes | None = None,
) -> str:
    """Return the id of a new draft, with its lock in the actor's hands.

    A published process is taken with all its files; an uploaded file stands in place of its
    diagram. Without `process_id` the file names a new process. Raises Conflict where the process
    has a live draft or the id is taken, FormInvalid where no id can be made out.
    """
    with writing(services, actor, "Mở bản thảo", process_id) as tx:
        new = not process_id or bool(title)
        process_id = process_id or _id_in(uploaded)
        check_process_id(process_id)
        base = releases.latest_id(tx)
        published = released(tx, base)
        taken = name_of("process", process_id) in published
        if new and taken:
            raise Conflict(
                f"Quy trình “{process_id}” đã có; mở bản thảo của quy trình đó rồi tải tệp vào, "
                "hoặc đổi id trong tệp"
            )
        if not new and not taken:
            raise NotFound(f"Quy trình “{process_id}” chưa được công bố; tạo quy trình mới")
        draft = _draft(actor, process_id, title, base if taken else "", services.clock.now())
        names = files_of_process(plain(published), process_id)
        files = [file_from(published[name], draft.id) for name in names]
        if uploaded is not None or not taken:
            content = blank_diagram(process_id, title) if uploaded is None else uploaded
            files = _with_diagram(files, draft, content)
        _keep(tx, actor, draft, files, uploaded is not None)
        return draft.id


def _id_in(uploaded: bytes | None) -> str:
    """Return the id of the process in a file."""
    if not uploaded:
        raise FormInvalid([FieldError("process_id", "Id của quy trình", "Ghi id của quy trình")])
    check_size(uploaded)
    diagram, findings = read(uploaded)
    if diagram is None:
        text = f"{findings[0].message}; ghi id của quy trình để vẫn lưu tệp làm bản thảo"
        raise FormInvalid([FieldError("process_id", "Id của quy trình", text)])
    return diagram.main_id


def _draft(actor: Actor, process_id: str, title: str, base: str, now: datetime) -> Draft:
    return Draft(
        id=uuid4().hex,
        process_id=process_id,
        title=title or process_id,
        state=DraftState.OPEN,
        version=1,
        base_release=base,
        created_by=actor.person_id,
        created_at=now,
        saved_by=actor.person_id,
        saved_at=now,
        editor_id=actor.person_id,
        editor_name=actor.name,
        editor_since=now,
    )


def _with_diagram(files: list[DraftFile], draft: Draft, content: bytes) -> list[DraftFile]:
    check_size(content)
    base = next((one for one in files if one.kind is FileKind.PROCESS), None)
    diagram = DraftFile(
        draft_id=draft.id,
        kind=FileKind.PROCESS,
        key=draft.process_id,
        file_name=file_name_of(FileKind.PROCESS, draft.process_id),
        content=content,
        sha256=drafts.digest(content),
        base_version=base.base_version if base else "",
        base_sha256=base.base_sha256 if base else "",
    )
    return [diagram, *(one for one in files if one.kind is not FileKind.PROCESS)]


def _keep(
    tx: Transaction, actor: Actor, draft: Draft, files: list[DraftFile], uploaded: bool
) -> None:
    drafts.insert_draft(tx, _named(draft, files, actor), files)
    kind = SaveKind.UPLOADED if uploaded else SaveKind.STARTED
    for one in files:
        if one.changed:
            drafts.note_save(tx, draft, one, kind, actor, draft.created_at)
    source = "từ tệp tải lên" if uploaded else "từ phiên bản đang dùng"
    summary = f"Mở bản thảo quy trình {draft.process_id} {source if files else ''}".strip()
    payload = {"base_release": draft.base_release, "files": {f.name: f.sha256 for f in files}}
    record(tx, actor, EventKind.PROCESS_DRAFT_STARTED, draft.created_at, summary, draft, payload)


def _named(draft: Draft, files: list[DraftFile], actor: Actor) -> Draft:
    """Give the draft the name that its diagram carries; who brought a file in has edited it."""
    diagram = next((one for one in files if one.kind is FileKind.PROCESS), None)
    found = read(diagram.content)[0] if diagram else None
    title = (found.main.name if found else "") or draft.title
    editors = (actor.person_id,) if any(one.changed for one in files) else ()
    return replace(draft, title=title, editors=editors)
