"""Open the form of one row of the organisation, a new one or one that is there."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.clock import local_day
from app.domain.people import Actor, Appointment, Delegation, Membership
from app.domain.views.organisation import RowPage
from app.errors import NotFound
from app.organisation.changing import rows_by_key, version_of
from app.organisation.row_reading import Names
from app.organisation.sheets import sheet_at
from app.permissions import check_can_edit_organisation
from app.steps.organisation_pages import form_fields, history_of
from app.steps.organisation_planning import named
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import organisation_log, organisation_rows


def open_organisation_row(
    services: Services, actor: Actor, path: str, key: str, given: Mapping[str, str]
) -> RowPage:
    """Return a row's form; `given` fills a new one in. Raises NotFound, PermissionDenied."""
    with (
        refusals_recorded(services, actor, "Mở một dòng của tổ chức", about=f"{path} {key}"),
        services.database.reading() as tx,
    ):
        check_can_edit_organisation(actor)
        sheet = sheet_at(path)
        rows = organisation_rows.load(tx)
        record = rows_by_key(rows, sheet).get(key)
        if key and record is None:
            raise NotFound(f"Không có {sheet.one} này; mở lại danh sách")
        names, today = Names(rows), local_day(services.clock.now())
        noted = organisation_log.of_row(tx, sheet.key, key) if key else []
        return RowPage(
            path,
            sheet.title,
            sheet.one,
            key,
            named(sheet, record, names) if record else "",
            version_of(record),
            form_fields(sheet, record, names, dict(given)),
            history_of(sheet, noted, names),
            isinstance(record, Membership | Appointment | Delegation)
            and record.valid_from >= today,
        )
