"""Return a requested publication for more work: by the second person, or taken back by its own."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.drafts import Draft, DraftState
from app.domain.people import Actor
from app.publication.editing import check_state, check_version, record, writing
from app.publication.limits import checked_reason
from app.steps.services import Services
from app.store import drafts


def return_publication(
    services: Services, actor: Actor, draft_id: str, version: int, reason: str
) -> Draft:
    """Return the draft open again, its lock where it was, with the reason beside it."""
    reason = checked_reason(reason)
    with writing(services, actor, "Trả lại bản thảo", draft_id) as tx:
        draft, now = drafts.load(tx, draft_id), services.clock.now()
        check_state(draft, DraftState.REQUESTED)
        check_version(draft, version)
        after = drafts.update_draft(
            tx,
            draft,
            state=DraftState.OPEN,
            return_reason=reason,
            returned_by=actor.name,
            requested_by="",
            requested_name="",
            requested_at=None,
        )
        own = actor.person_id == draft.requested_by
        did = "Rút yêu cầu công bố" if own else "Trả lại bản thảo"
        summary = f"{did} “{draft.version_name}” của quy trình {draft.process_id}"
        payload = {"reason": reason, "requested_by": draft.requested_by}
        record(tx, actor, EventKind.PUBLICATION_RETURNED, now, summary, after, payload)
        return after
