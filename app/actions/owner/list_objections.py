"""List what owners said against rules while they worked on a draft."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.verified import Objection
from app.publication.editing import reading
from app.publication.verifying.objections import objections_of
from app.steps.services import Services


def list_objections(services: Services, actor: Actor, draft_id: str) -> tuple[Objection, ...]:
    """Return them in the order they were made; raise PermissionDenied."""
    with reading(services, actor, "Xem ý kiến về quy tắc", draft_id) as tx:
        return objections_of(tx, draft_id)
