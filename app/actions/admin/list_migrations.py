"""List the requests to move cases, and the releases that cases still run on."""

from __future__ import annotations

from app.domain.case_requests import VersionMove
from app.domain.people import Actor
from app.domain.views.version_moves import MovesPage
from app.permissions import check_can_move_cases
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.version_move_pages import release_choices
from app.store import case_requests


def list_migrations(services: Services, actor: Actor) -> MovesPage:
    """Return the newest requests first; raises PermissionDenied for all but administrators."""
    with refusals_recorded(services, actor, "Xem chuyển phiên bản"):
        check_can_move_cases(actor)
        with services.database.reading() as tx:
            moves = case_requests.latest(tx, VersionMove)
            return MovesPage(tuple(moves), release_choices(tx))
