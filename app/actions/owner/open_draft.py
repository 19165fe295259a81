"""Open a draft with its files and short history; opening changes nothing and takes no lock."""

from __future__ import annotations

from app.domain.drafts import OpenDraft
from app.domain.people import Actor
from app.publication.editing import reading
from app.publication.parsed import title_of
from app.steps.services import Services
from app.store import drafts


def open_draft(services: Services, actor: Actor, draft_id: str) -> OpenDraft:
    """Return the draft as it stands; raise NotFound, PermissionDenied."""
    with reading(services, actor, "Mở bản thảo", draft_id) as tx:
        draft = drafts.load(tx, draft_id)
        files = drafts.files(tx, draft_id)
        return OpenDraft(
            draft=draft,
            files=files,
            yours=bool(draft.editor_id) and draft.editor_id == actor.person_id,
            saves=drafts.saves(tx, draft_id),
            titles={one.name: title_of(one.kind, one.content) for one in files},
        )
