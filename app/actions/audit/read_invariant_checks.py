"""Show what the latest checks of the invariants found, with the cases they name."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.monitor import CheckedPage
from app.permissions import check_can_watch
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import cases, invariant_checks

SHOWN = 10


def read_invariant_checks(services: Services, actor: Actor) -> CheckedPage:
    """Return the latest checks, newest first; raises PermissionDenied."""
    with refusals_recorded(services, actor, "Xem kết quả kiểm bất biến"):
        check_can_watch(actor)
    with services.database.reading() as tx:
        checks = invariant_checks.latest(tx, SHOWN)
        named = {one.case_id for check in checks for one in check.found if one.case_id}
        return CheckedPage(checks, cases.codes(tx, named))
