"""Read how the installation itself does, part by part."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.system_state import Health, SystemPage
from app.permissions.settings import check_can_change_settings
from app.register.register import Doer
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.system_state import lines_of
from app.steps.work import Work

WORST_FIRST = (Health.BROKEN, Health.LOOK, Health.FINE)


def read_system(services: Services, actor: Actor) -> SystemPage:
    """Return every part, the worst first; raises PermissionDenied for all but administrators."""
    with (
        refusals_recorded(services, actor, "Mở trang hệ thống"),
        services.database.reading() as tx,
    ):
        check_can_change_settings(actor)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        lines = sorted(lines_of(work), key=lambda line: WORST_FIRST.index(line.health))
        return SystemPage(work.now, tuple(lines))
