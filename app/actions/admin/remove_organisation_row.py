"""Take out a dated row of the organisation that has not begun; what has begun is only ended."""

from __future__ import annotations

from uuid import uuid4

from app.domain.clock import local_day
from app.domain.organisation_changes import Batch, BatchKind
from app.domain.people import Actor
from app.organisation.sheets import sheet_at
from app.permissions import check_can_edit_organisation
from app.steps.organisation_planning import check_reason, plan_removal
from app.steps.organisation_saving import save_plan
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import organisation_rows


def remove_organisation_row(
    services: Services, actor: Actor, path: str, key: str, seen: str, reason: str
) -> None:
    """Remove the row; raises FormInvalid once it has begun, Conflict when it changed meanwhile."""
    with (
        refusals_recorded(services, actor, "Bỏ một dòng của tổ chức", about=f"{path} {key}"),
        services.database.transaction() as tx,
    ):
        check_can_edit_organisation(actor)
        sheet, now = sheet_at(path), services.clock.now()
        rows = organisation_rows.load_locked(tx)
        plan = plan_removal(rows, sheet, key, seen, local_day(now))
        batch = Batch(
            uuid4().hex, BatchKind.EDIT, actor.person_id, actor.name, now, check_reason(reason)
        )
        save_plan(tx, actor, plan, batch)
