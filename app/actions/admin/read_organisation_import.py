"""Show row by row what taking a kept file over would do; no write."""

from __future__ import annotations

from app.domain.clock import local_day
from app.domain.organisation_changes import Effect
from app.domain.people import Actor
from app.domain.views.organisation import ImportPage
from app.organisation.sheets import sheet_of
from app.permissions import check_can_edit_organisation
from app.steps.organisation_importing import plan_import, seen_of
from app.steps.organisation_planning import effect_of
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import organisation_imports, organisation_rows


def read_organisation_import(services: Services, actor: Actor, import_id: str) -> ImportPage:
    """Return the file's rows beside the organisation as it stands; raises NotFound."""
    with (
        refusals_recorded(services, actor, "Xem trước tệp tổ chức", about=import_id),
        services.database.reading() as tx,
    ):
        check_can_edit_organisation(actor)
        kept = organisation_imports.load(tx, import_id)
        today = local_day(services.clock.now())
        plan, lines = plan_import(organisation_rows.load(tx), kept, today)
        return ImportPage(
            kept.id,
            kept.file_name,
            sheet_of(kept.file.sheet).title,
            lines,
            Effect() if kept.batch_id else effect_of(tx, plan),
            seen_of(lines),
            kept.batch_id,
        )
