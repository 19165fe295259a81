"""Stop a file on its way out; whoever writes it ends after the lot in hand."""

from __future__ import annotations

from app.domain.exports import ExportState
from app.domain.people import Actor
from app.permissions import check_can_watch
from app.steps.exports import record_end
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import exports


def stop_export(services: Services, actor: Actor, run_id: str) -> None:
    """End a file of the person's; one that has ended stays as it is. Raises NotFound."""
    with (
        refusals_recorded(services, actor, "Dừng lần xuất", about=run_id),
        services.database.transaction() as tx,
    ):
        check_can_watch(actor)
        run = exports.load(tx, run_id, actor.person_id)
        record_end(tx, run, ExportState.STOPPED, services.clock.now())
