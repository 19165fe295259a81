"""Put a draft away: it can no longer be edited or published; its files stay readable."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.drafts import Draft, DraftState
from app.domain.people import Actor
from app.publication.editing import check_editor, check_state, check_version, record, writing
from app.steps.services import Services
from app.store import drafts


def discard_draft(services: Services, actor: Actor, draft_id: str, version: int) -> Draft:
    """Return the draft put away; raise Conflict for all but who holds its lock."""
    with writing(services, actor, "Bỏ bản thảo", draft_id) as tx:
        draft, now = drafts.load(tx, draft_id), services.clock.now()
        check_state(draft, DraftState.OPEN)
        check_editor(draft, actor)
        check_version(draft, version)
        after = drafts.update_draft(
            tx, draft, state=DraftState.DISCARDED, editor_id="", editor_name="", editor_since=None
        )
        payload = {"files": {one.name: one.sha256 for one in drafts.files(tx, draft_id)}}
        summary = f"Bỏ bản thảo {draft.process_id}"
        record(tx, actor, EventKind.PROCESS_DRAFT_DISCARDED, now, summary, after, payload)
        return after
