"""Verify a draft against the clauses: every way through its process and all that call it."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.verified import VerifiedDraft
from app.publication.editing import reading
from app.publication.file_set import overlaid, released
from app.publication.verifying import digest_of, kept_result, verified
from app.steps.services import Services
from app.store import drafts, releases


def verify_draft(
    services: Services, actor: Actor, draft_id: str, *, compute: bool = True
) -> VerifiedDraft:
    """Return the verification of the draft as it stands; without `compute` only if it is there.

    Raises DiagramRefused for what the engine's gate refuses, StepRefused when computing broke off.
    """
    with reading(services, actor, "Kiểm tra theo điều khoản", draft_id) as tx:
        draft, files = drafts.load(tx, draft_id), drafts.files(tx, draft_id)
        together = overlaid(released(tx, releases.latest_id(tx)), files)
    settings = services.settings
    if compute:
        return VerifiedDraft(draft, verified(settings, together, draft.process_id))
    digest = digest_of(settings, together, draft.process_id)
    return VerifiedDraft(draft, kept_result(settings, digest))
