"""Show how far the check of the whole record is that somebody asked for."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.proof_pages import AskedCheck
from app.permissions import check_can_verify_audit
from app.steps.record_checks import asked_check
from app.steps.services import Services


def read_asked_check(services: Services, actor: Actor) -> AskedCheck | None:
    """Return the check that is under way or ended without a result; raises PermissionDenied."""
    check_can_verify_audit(actor)
    with services.database.reading() as tx:
        return asked_check(tx)
