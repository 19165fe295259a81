"""Check one file as it stands in an editor, beside the draft's other files; nothing is written."""

from __future__ import annotations

from dataclasses import replace

from app.domain.drafts import DraftFile, FileKind
from app.domain.people import Actor
from app.domain.views.processes import CheckedDraft
from app.errors import NotFound
from app.publication.checking import check_unproved
from app.publication.editing import reading
from app.publication.file_set import overlaid, released
from app.publication.limits import check_size
from app.publication.surroundings import surroundings_of
from app.publication.telling import told
from app.steps.services import Services
from app.store import drafts, releases


def check_draft_file(
    services: Services, actor: Actor, draft_id: str, kind: FileKind, key: str, content: bytes
) -> CheckedDraft:
    """Return what `check_draft` would find with this content, before its proofs.

    Raises NotFound, PermissionDenied, FormInvalid for a file that is too large.
    """
    check_size(content)
    with reading(services, actor, "Kiểm tra bản thảo", draft_id) as tx:
        draft, files = drafts.load(tx, draft_id), drafts.files(tx, draft_id)
        if not any(one.kind is kind and one.key == key for one in files):
            raise NotFound("Bản thảo không có tệp này; mở bản thảo để chọn lại")
        edited = [
            _with(one, content) if (one.kind, one.key) == (kind, key) else one for one in files
        ]
        together = overlaid(released(tx, releases.latest_id(tx)), edited)
        around = surroundings_of(services, tx)
    findings = check_unproved(together, edited, draft.process_id, around)
    return told(draft, findings, together)


def _with(file: DraftFile, content: bytes) -> DraftFile:
    return replace(file, content=content, sha256=drafts.digest(content))
