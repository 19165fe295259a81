"""Save one file of a draft as it is, also broken; late work is refused and kept aside."""

from __future__ import annotations

from dataclasses import replace

from app.domain.audit import EventKind
from app.domain.drafts import Draft, DraftFile, DraftState, FileKind, SaveKind
from app.domain.people import Actor
from app.errors import Conflict
from app.publication.editing import check_editor, check_state, check_version, record, writing
from app.publication.file_set import check_key, file_name_of
from app.publication.limits import check_count, check_size
from app.publication.parsed import read
from app.steps.services import Services
from app.store import drafts
from app.store.database import Transaction

KEPT = "Nội dung vừa gửi được giữ trong lịch sử của bản thảo"


def save_draft_file(
    services: Services,
    actor: Actor,
    draft_id: str,
    version: int,
    kind: FileKind,
    key: str,
    content: bytes,
    *,
    how: SaveKind = SaveKind.SAVED,
) -> Draft:
    """Return the draft under its new version; the same bytes again change nothing.

    Raises Conflict when somebody else has the lock or saved meanwhile: what was sent is then kept
    in the draft's history (SaveKind.ASIDE). Raises FormInvalid for a name or size out of bounds.
    """
    check_size(content)
    try:
        with writing(services, actor, "Lưu bản thảo", draft_id) as tx:
            return _save(
                tx, services, actor, draft_id, version, _file(draft_id, kind, key, content), how
            )
    except Conflict as refusal:
        _keep_aside(services, actor, _file(draft_id, kind, key, content))
        raise Conflict(
            f"{refusal.message}. {KEPT}", winner=refusal.winner, at=refusal.at
        ) from refusal


def _file(draft_id: str, kind: FileKind, key: str, content: bytes) -> DraftFile:
    digest = drafts.digest(content)
    return DraftFile(draft_id, kind, key, file_name_of(kind, key), content, digest)


def _save(
    tx: Transaction,
    services: Services,
    actor: Actor,
    draft_id: str,
    version: int,
    sent: DraftFile,
    how: SaveKind,
) -> Draft:
    draft, now = drafts.load(tx, draft_id), services.clock.now()
    check_state(draft, DraftState.OPEN)
    check_key(draft.process_id, sent.kind, sent.key)
    check_editor(draft, actor)
    before = drafts.load_file(tx, draft_id, sent.kind, sent.key)
    if before and before.sha256 == sent.sha256 and not before.removed:
        return draft
    check_version(draft, version)
    check_count(len(drafts.files(tx, draft_id)) + (before is None))
    after = drafts.update_draft(
        tx,
        draft,
        title=_title(draft, sent),
        saved_by=actor.person_id,
        saved_at=now,
        editors=tuple(dict.fromkeys((*draft.editors, actor.person_id))),
    )
    base = before or sent
    file = replace(sent, base_version=base.base_version, base_sha256=base.base_sha256)
    drafts.put_file(tx, file)
    drafts.note_save(tx, after, file, how, actor, now)
    # Autosaves come every few seconds; what goes on record of them is the request's digest list.
    if how is not SaveKind.SAVED:
        summary = f"Thay tệp {file.file_name} trong bản thảo {draft.process_id}"
        payload = {"file": file.name, "sha256": file.sha256, "how": how.value}
        record(tx, actor, EventKind.PROCESS_DRAFT_SAVED, now, summary, after, payload)
    return after


def _title(draft: Draft, sent: DraftFile) -> str:
    """Return the name in the diagram that is being saved, or the one the draft had."""
    diagram = read(sent.content)[0] if sent.kind is FileKind.PROCESS else None
    return (diagram.main.name if diagram else "") or draft.title


def _keep_aside(services: Services, actor: Actor, file: DraftFile) -> None:
    now = services.clock.now()
    with services.database.transaction() as tx:
        draft = drafts.load(tx, file.draft_id)
        known = {(one.key, one.sha256) for one in drafts.saves(tx, draft.id)}
        if (file.key, file.sha256) not in known:
            drafts.note_save(tx, draft, file, SaveKind.ASIDE, actor, now)
