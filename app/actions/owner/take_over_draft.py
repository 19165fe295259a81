"""Take a draft's lock: from nobody, or over from the owner who has it; on record either way."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.drafts import Draft, DraftState
from app.domain.people import Actor
from app.publication.editing import check_state, check_version, record, writing
from app.steps.services import Services
from app.store import drafts


def take_over_draft(services: Services, actor: Actor, draft_id: str, version: int) -> Draft:
    """Return the draft with the lock in the actor's hands; what was saved before stays.

    Raises Conflict when the draft was saved meanwhile, so that nobody takes over unseen work.
    """
    with writing(services, actor, "Nhận sửa bản thảo", draft_id) as tx:
        draft, now = drafts.load(tx, draft_id), services.clock.now()
        check_state(draft, DraftState.OPEN)
        if draft.editor_id == actor.person_id:
            return draft
        check_version(draft, version)
        after = drafts.update_draft(
            tx, draft, editor_id=actor.person_id, editor_name=actor.name, editor_since=now
        )
        whose = f" từ {draft.editor_name}" if draft.editor_name else ""
        summary = f"Nhận sửa bản thảo {draft.process_id}{whose}"
        payload = {"before": draft.editor_id}
        record(tx, actor, EventKind.PROCESS_DRAFT_TAKEN_OVER, now, summary, after, payload)
        return after
