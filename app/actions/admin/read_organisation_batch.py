"""Read one batch of changes of the organisation, and whether it can be taken back now."""

from __future__ import annotations

from app.domain.clock import local_day
from app.domain.organisation_changes import Effect
from app.domain.people import Actor
from app.domain.views.organisation import BatchPage
from app.organisation.sheets import sheet_of
from app.permissions import check_can_edit_organisation
from app.steps.organisation_pages import batch_line, names_over
from app.steps.organisation_planning import cells_of, effect_of, named
from app.steps.organisation_undoing import plan_undo
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import organisation_log, organisation_rows


def read_organisation_batch(services: Services, actor: Actor, batch_id: str) -> BatchPage:
    """Return the batch with its rows before and after; raises NotFound, PermissionDenied."""
    with (
        refusals_recorded(services, actor, "Mở một lần thay đổi tổ chức", about=batch_id),
        services.database.reading() as tx,
    ):
        check_can_edit_organisation(actor)
        batch, changes = organisation_log.load(tx, batch_id)
        rows = organisation_rows.load(tx)
        undo, barred = plan_undo(tx, rows, batch, changes, local_day(services.clock.now()))
        names = names_over(rows, (*changes, *undo.changes))
        undone = "*" if organisation_log.is_undone(tx, batch_id) else ""
        told = []
        for change in changes:
            sheet = sheet_of(change.sheet)
            name = named(sheet, change.record, names)
            told.append((sheet.title, name, cells_of(sheet, change, names)))
        return BatchPage(
            batch_line(organisation_log.Noted(batch, len(changes), undone)),
            tuple(told),
            tuple(barred),
            Effect() if barred else effect_of(tx, undo),
        )
