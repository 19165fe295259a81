"""Mend a draft's diagram by a button: one mechanical repair, saved like any other change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.diagrams.repairs.shelf import mended
from app.domain.audit import EventKind
from app.domain.drafts import Draft, DraftFile, DraftState, FileKind, SaveKind
from app.domain.people import Actor
from app.errors import NotFound
from app.publication.editing import check_editor, check_state, check_version, record, writing
from app.publication.file_set import check_key, file_name_of
from app.publication.limits import check_count, check_size
from app.steps.services import Services
from app.store import drafts
from app.store.database import Transaction


def repair_draft(
    services: Services,
    actor: Actor,
    draft_id: str,
    version: int,
    repair: str,
    element_id: str,
    values: Mapping[str, str],
) -> Draft:
    """Return the draft after the repair, under its new version.

    Raises FormInvalid for an answer out of bounds, DiagramRefused where the file does not read,
    Conflict as for any save.
    """
    with writing(services, actor, "Sửa bản thảo", draft_id) as tx:
        draft, now = drafts.load(tx, draft_id), services.clock.now()
        check_state(draft, DraftState.OPEN)
        check_editor(draft, actor)
        check_version(draft, version)
        before = drafts.load_file(tx, draft_id, FileKind.PROCESS, draft.process_id)
        if before is None:
            raise NotFound("Bản thảo không có sơ đồ; tải sơ đồ vào bản thảo")
        content, forms = mended(before.content, repair, element_id, values)
        after = drafts.update_draft(
            tx,
            draft,
            saved_by=actor.person_id,
            saved_at=now,
            editors=tuple(dict.fromkeys((*draft.editors, actor.person_id))),
        )
        written = {(FileKind.PROCESS, draft.process_id): content}
        written |= {(FileKind.FORM, key): form for key, form in forms.items()}
        for (kind, key), new in written.items():
            _put(tx, actor, after, kind, key, new, now)
        summary = f"Sửa tự động “{repair}” ở {element_id} trong bản thảo {draft.process_id}"
        payload = {"repair": repair, "element": element_id, "values": dict(values)}
        record(tx, actor, EventKind.PROCESS_DRAFT_SAVED, now, summary, after, payload)
        return after


def _put(
    tx: Transaction,
    actor: Actor,
    draft: Draft,
    kind: FileKind,
    key: str,
    content: bytes,
    now: datetime,
) -> None:
    check_size(content)
    check_key(draft.process_id, kind, key)
    before = drafts.load_file(tx, draft.id, kind, key)
    check_count(len(drafts.files(tx, draft.id)) + (before is None))
    file = DraftFile(
        draft_id=draft.id,
        kind=kind,
        key=key,
        file_name=file_name_of(kind, key),
        content=content,
        sha256=drafts.digest(content),
        base_version=before.base_version if before else "",
        base_sha256=before.base_sha256 if before else "",
    )
    drafts.put_file(tx, file)
    drafts.note_save(tx, draft, file, SaveKind.REPAIRED, actor, now)
