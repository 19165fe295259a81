"""Forget a kept question about cases; only its owner may."""

from __future__ import annotations

from app.domain.audit import EventKind, NewEvent
from app.domain.people import Actor
from app.permissions import check_can_remove_view
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import audit_log, saved_views


def remove_view(services: Services, actor: Actor, view_id: str) -> None:
    """Take the question out; raises NotFound, and PermissionDenied for another's."""
    with (
        refusals_recorded(services, actor, "Bỏ bộ lọc hồ sơ", about=view_id),
        services.database.transaction() as tx,
    ):
        view = saved_views.load(tx, view_id)
        check_can_remove_view(actor, view.owner_id)
        saved_views.remove(tx, view_id)
        event = NewEvent(
            kind=EventKind.VIEW_REMOVED,
            at=services.clock.now(),
            summary=f"Bỏ bộ lọc hồ sơ “{view.name}”",
            actor_id=actor.person_id,
            actor_name=actor.name,
        )
        audit_log.append_system(tx, [event], event.at)
