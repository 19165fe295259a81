"""Save one row of the organisation, new or changed, with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from app.domain.clock import local_day
from app.domain.organisation_changes import Batch, BatchKind
from app.domain.people import Actor
from app.organisation.sheets import key_of, sheet_at
from app.permissions import check_can_edit_organisation
from app.steps.organisation_planning import check_reason, plan_row
from app.steps.organisation_saving import save_plan
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import organisation_rows


def save_organisation_row(
    services: Services,
    actor: Actor,
    path: str,
    key: str,
    seen: str,
    texts: Mapping[str, str],
    reason: str,
) -> str:
    """Write the row and return its key; raises FormInvalid, Conflict when it changed meanwhile.

    Every process reads the organisation anew; tasks whose holder may not do them go back.
    """
    with (
        refusals_recorded(services, actor, "Lưu thay đổi tổ chức", about=f"{path} {key}"),
        services.database.transaction() as tx,
    ):
        check_can_edit_organisation(actor)
        sheet, now = sheet_at(path), services.clock.now()
        rows = organisation_rows.load_locked(tx)
        plan = plan_row(rows, sheet, key, seen, texts, local_day(now))
        batch = Batch(
            uuid4().hex,
            BatchKind.EDIT,
            actor.person_id,
            actor.name,
            now,
            check_reason(reason),
        )
        save_plan(tx, actor, plan, batch)
        return key_of(sheet, plan.changes[0].record)
