"""Show one incident whole: cause, place, attempts, notes; the trace to administrators."""

from __future__ import annotations

from dataclasses import replace

from app.domain.people import Actor
from app.domain.views.incidents import IncidentPage
from app.permissions import check_can_watch, handles_incidents
from app.steps.incident_lines import incident_lines
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import incident_lists, incidents


def read_incident(services: Services, actor: Actor, code: str) -> IncidentPage:
    """Return the incident; raises PermissionDenied, NotFound."""
    with (
        refusals_recorded(services, actor, "Xem sự cố", about=code),
        services.database.reading() as tx,
    ):
        check_can_watch(actor)
        found = incidents.by_code(tx, code)
        handles = handles_incidents(actor)
        shown = found if handles else replace(found, trace="")
        return IncidentPage(
            line=incident_lines(services, tx, [shown])[0],
            attempts=tuple(incident_lists.attempts(tx, found.id)),
            notes=tuple(incident_lists.notes_about(tx, [found.id]).get(found.id, ())),
            handles=handles,
        )
