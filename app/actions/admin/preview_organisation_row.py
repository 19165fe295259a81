"""Show what saving one row of the organisation would do: open tasks, roles; no write."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.views.organisation import ChangePreview
from app.organisation.sheets import sheet_at
from app.permissions import check_can_edit_organisation
from app.steps.organisation_pages import names_over
from app.steps.organisation_planning import cells_of, effect_of, plan_row
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import organisation_rows


def preview_organisation_row(
    services: Services, actor: Actor, path: str, key: str, seen: str, texts: Mapping[str, str]
) -> ChangePreview:
    """Return cells, tasks and roles that would change; raises FormInvalid, Conflict, NotFound."""
    with (
        refusals_recorded(services, actor, "Xem thử thay đổi tổ chức", about=f"{path} {key}"),
        services.database.reading() as tx,
    ):
        check_can_edit_organisation(actor)
        sheet = sheet_at(path)
        today = local_day(services.clock.now())
        plan = plan_row(organisation_rows.load(tx), sheet, key, seen, texts, today)
        names = names_over(plan.after, plan.changes)
        return ChangePreview(cells_of(sheet, plan.changes[0], names), effect_of(tx, plan))
