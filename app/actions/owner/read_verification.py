"""Show what verification knows of a draft as it stands, and how far the run under way has come."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.verified import VerifiedDraft
from app.publication.editing import reading
from app.publication.verifying.of_draft import question_of
from app.steps.services import Services


def read_verification(services: Services, actor: Actor, draft_id: str) -> VerifiedDraft:
    """Return it; nothing is computed. Raises NotFound, PermissionDenied."""
    with reading(services, actor, "Xem kiểm tra theo điều khoản", draft_id) as tx:
        draft, question = question_of(services, tx, draft_id)
    return VerifiedDraft(draft, question.known(), question.run())
