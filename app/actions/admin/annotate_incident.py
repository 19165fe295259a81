"""Note something about an incident: what was found, who was asked; it stays as it was written."""

from __future__ import annotations

from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.forms import FieldError
from app.domain.incidents import Annotation
from app.domain.people import Actor
from app.errors import FormInvalid
from app.permissions import check_can_handle_incidents
from app.register.register import Doer
from app.steps.incident_record import record_incident
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import incident_lists, incidents

LONGEST = 2_000


def annotate_incident(services: Services, actor: Actor, code: str, text: str) -> None:
    """Keep the note with its author; raises FormInvalid, PermissionDenied, NotFound."""
    noted, now = text.strip(), services.clock.now()
    with (
        refusals_recorded(services, actor, "Ghi chú sự cố", about=code),
        services.database.transaction() as tx,
    ):
        check_can_handle_incidents(actor)
        if not noted or len(noted) > LONGEST:
            message = f"Ghi nội dung ghi chú, không quá {LONGEST} ký tự"
            raise FormInvalid([FieldError("ghi_chu", "Ghi chú", message)])
        found = incidents.by_code(tx, code)
        row = Annotation(uuid4().hex, found.id, now, actor.person_id, actor.name, noted)
        incident_lists.annotate(tx, row)
        doer = Doer(actor.person_id, actor.name, "Quản trị")
        payload = {"note": noted}
        kind = EventKind.INCIDENT_ANNOTATED
        record_incident(tx, found, kind, "Ghi chú sự cố", doer, now, payload)
