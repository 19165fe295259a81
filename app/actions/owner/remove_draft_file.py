"""Take a form or table out of a draft, or put it back; its content stays until publication."""

from __future__ import annotations

from dataclasses import replace

from app.domain.audit import EventKind
from app.domain.drafts import Draft, DraftState, FileKind
from app.domain.people import Actor
from app.errors import Conflict, NotFound
from app.publication.editing import check_editor, check_state, check_version, record, writing
from app.steps.services import Services
from app.store import drafts


def remove_draft_file(
    services: Services,
    actor: Actor,
    draft_id: str,
    version: int,
    kind: FileKind,
    key: str,
    *,
    removed: bool = True,
) -> Draft:
    """Return the draft under its new version; whether anybody still needs the file is checked."""
    with writing(services, actor, "Bỏ tệp khỏi bản thảo", draft_id) as tx:
        draft, now = drafts.load(tx, draft_id), services.clock.now()
        check_state(draft, DraftState.OPEN)
        check_editor(draft, actor)
        check_version(draft, version)
        file = drafts.load_file(tx, draft_id, kind, key)
        if file is None:
            raise NotFound("Không có tệp này trong bản thảo; tải lại trang")
        if kind is FileKind.PROCESS:
            raise Conflict("Bản thảo luôn cần sơ đồ; thay tệp khác hoặc bỏ cả bản thảo")
        after = drafts.update_draft(
            tx,
            draft,
            saved_by=actor.person_id,
            saved_at=now,
            editors=tuple(dict.fromkeys((*draft.editors, actor.person_id))),
        )
        drafts.put_file(tx, replace(file, removed=removed))
        did = "Bỏ tệp" if removed else "Giữ lại tệp"
        summary = f"{did} {file.file_name} trong bản thảo {draft.process_id}"
        payload = {"file": file.name, "sha256": file.sha256, "removed": removed}
        record(tx, actor, EventKind.PROCESS_DRAFT_SAVED, now, summary, after, payload)
        return after
