"""Nhập: take the rows of a kept file over, those that were shown and no others, as one batch."""

from __future__ import annotations

from uuid import uuid4

from app.domain.clock import local_day
from app.domain.forms import FieldError
from app.domain.organisation_changes import Batch, BatchKind
from app.domain.people import Actor
from app.errors import Conflict, FormInvalid
from app.permissions import check_can_edit_organisation
from app.steps.organisation_importing import plan_import, seen_of
from app.steps.organisation_planning import check_reason
from app.steps.organisation_saving import save_plan
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import organisation_imports, organisation_rows

CHANGED_SINCE = "Danh sách đã đổi từ lúc xem trước; xem lại từng dòng rồi nhập"


def take_organisation_import(
    services: Services, actor: Actor, import_id: str, seen: str, reason: str
) -> str:
    """Return the id of the batch; raises Conflict when another preview would be shown now.

    Raises FormInvalid without a reason or without any row to take over.
    """
    with (
        refusals_recorded(services, actor, "Nhập tệp tổ chức", about=import_id),
        services.database.transaction() as tx,
    ):
        check_can_edit_organisation(actor)
        rows, now = organisation_rows.load_locked(tx), services.clock.now()
        kept = organisation_imports.load(tx, import_id)
        if kept.batch_id:
            raise Conflict("Tệp này đã được nhập; xem lần nhập ở trang Tổ chức")
        plan, lines = plan_import(rows, kept, local_day(now))
        if seen_of(lines) != seen:
            raise Conflict(CHANGED_SINCE)
        if not plan.changes:
            text = "Tải tệp khác lên: tệp này không có dòng nào mới hoặc thay đổi"
            raise FormInvalid([FieldError("file", "Tệp", text)])
        batch = Batch(
            uuid4().hex,
            BatchKind.IMPORT,
            actor.person_id,
            actor.name,
            now,
            check_reason(reason),
            kept.file_name,
        )
        save_plan(tx, actor, plan, batch)
        organisation_imports.note_taken(tx, import_id, batch.id)
        return batch.id
