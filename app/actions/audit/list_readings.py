"""List who asked to read restricted cases, and what came of it."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.readings import ReadingLine, ReadingsPage
from app.permissions import check_can_watch
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import reading_grants


def list_readings(services: Services, actor: Actor) -> ReadingsPage:
    """Return the newest requests first; raises PermissionDenied for those who do not watch."""
    with refusals_recorded(services, actor, "Xem các yêu cầu xin xem"):
        check_can_watch(actor)
    now = services.clock.now()
    with services.database.reading() as tx:
        found = reading_grants.latest(tx)
    return ReadingsPage(
        lines=tuple(
            ReadingLine(row, row.standing(now), row.asked_by == actor.person_id) for row in found
        ),
        asks="auditor" in actor.system_roles,
    )
