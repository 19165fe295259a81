"""Show what a retry of the chosen incidents would try, and what it leaves out with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.people import Actor
from app.domain.views.incidents import RetryChoice
from app.permissions import check_can_handle_incidents
from app.steps.incident_lines import incident_lines
from app.steps.refusals import refusals_recorded
from app.steps.retrying import why_not
from app.steps.services import Services
from app.store import incident_lists


def choose_incidents(services: Services, actor: Actor, codes: Sequence[str]) -> RetryChoice:
    """Return the chosen ones, sorted out; raises PermissionDenied."""
    with refusals_recorded(services, actor, "Chọn sự cố để thử lại"):
        check_can_handle_incidents(actor)
    with services.database.reading() as tx:
        found = incident_lists.by_codes(tx, codes)
        lines = incident_lines(services, tx, found)
    told = [(line, why_not(line.incident)) for line in lines]
    return RetryChoice(
        chosen=tuple(line for line, reason in told if not reason),
        left_out=tuple((line, reason) for line, reason in told if reason),
    )
