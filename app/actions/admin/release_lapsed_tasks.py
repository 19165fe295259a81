"""Give back what was taken by somebody whose office has ended since; the worker asks every hour."""

from __future__ import annotations

from app.domain.clock import local_day
from app.register.register import Doer
from app.steps.lapsed_claims import release_lapsed
from app.steps.services import Services
from app.store import body_tasks


def release_lapsed_tasks(services: Services) -> int:
    """Release the tasks and return how many; an office ends by its date, with nobody at hand."""
    now = services.clock.now()
    with services.database.transaction() as tx:
        found = body_tasks.claimed(tx)
        if not found:
            return 0
        organisation = services.world(tx).organisation
        return release_lapsed(tx, found, organisation, local_day(now), Doer(), now)
