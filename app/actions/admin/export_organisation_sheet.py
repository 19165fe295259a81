"""Write one sheet of the organisation out, in the columns in which it can be read in again."""

from __future__ import annotations

from app.domain.audit import EventKind, NewEvent
from app.domain.people import Actor
from app.organisation.sheets import sheet_at, texts_of
from app.permissions import check_can_edit_organisation
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import audit_log, organisation_rows

Cells = tuple[str, ...]


def export_organisation_sheet(
    services: Services, actor: Actor, path: str, *, empty: bool = False
) -> tuple[Cells, ...]:
    """Return the headings and the rows, `empty` for headings alone; raises NotFound.

    That rows went out is recorded; headings tell nothing of anybody.
    """
    with refusals_recorded(services, actor, "Xuất danh sách tổ chức", about=path):
        check_can_edit_organisation(actor)
        sheet = sheet_at(path)
        headings = tuple(column.heading for column in sheet.columns)
        if empty:
            return (headings,)
        now = services.clock.now()
        with services.database.transaction() as tx:
            records = getattr(organisation_rows.load(tx), sheet.key)
            event = NewEvent(
                kind=EventKind.ORGANISATION_EXPORTED,
                at=now,
                summary=f"Xuất {len(records)} dòng {sheet.title}",
                actor_id=actor.person_id,
                actor_name=actor.name,
                capacity="Quản trị",
                payload={"sheet": sheet.key, "rows": len(records)},
            )
            audit_log.append_system(tx, [event], now)
        return (headings, *(tuple(texts_of(sheet, one).values()) for one in records))
