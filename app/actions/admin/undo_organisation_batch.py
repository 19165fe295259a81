"""Take back one batch of changes of the organisation, whole or not at all."""

from __future__ import annotations

from uuid import uuid4

from app.domain.clock import local_day
from app.domain.organisation_changes import Batch, BatchKind
from app.domain.people import Actor
from app.errors import Conflict
from app.permissions import check_can_edit_organisation
from app.steps.organisation_planning import check_reason
from app.steps.organisation_saving import save_plan
from app.steps.organisation_undoing import plan_undo
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import organisation_log, organisation_rows


def undo_organisation_batch(services: Services, actor: Actor, batch_id: str, reason: str) -> str:
    """Put every row back as it was before the batch and return the id of the undoing batch.

    Raises Conflict naming the rows on which something newer rests, FormInvalid without a reason.
    """
    with (
        refusals_recorded(services, actor, "Hoàn lại thay đổi tổ chức", about=batch_id),
        services.database.transaction() as tx,
    ):
        check_can_edit_organisation(actor)
        rows, now = organisation_rows.load_locked(tx), services.clock.now()
        batch, changes = organisation_log.load(tx, batch_id)
        plan, barred = plan_undo(tx, rows, batch, changes, local_day(now))
        if barred:
            raise Conflict(f"Chưa hoàn lại: {'; '.join(barred)}")
        undoing = Batch(
            uuid4().hex,
            BatchKind.UNDO,
            actor.person_id,
            actor.name,
            now,
            check_reason(reason),
            undoes=batch.id,
        )
        save_plan(tx, actor, plan, undoing)
        return undoing.id
