"""Show a person the files they took out last, and how far those are that still run."""

from __future__ import annotations

from app.domain.exports import ExportRun
from app.domain.people import Actor
from app.permissions import check_can_watch
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import exports


def read_exports(services: Services, actor: Actor) -> tuple[ExportRun, ...]:
    """Return the newest first; raise PermissionDenied for those who do not watch."""
    with refusals_recorded(services, actor, "Xem các lần xuất"):
        check_can_watch(actor)
    with services.database.reading() as tx:
        return tuple(exports.of_person(tx, actor.person_id))


def read_export(services: Services, actor: Actor, run_id: str) -> ExportRun:
    """Return one of them; raise NotFound for what is not the person's."""
    check_can_watch(actor)
    with services.database.reading() as tx:
        return exports.load(tx, run_id, actor.person_id)
