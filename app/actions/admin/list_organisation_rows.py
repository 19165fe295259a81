"""List the rows of one sheet of the organisation, searched and page by page."""

from __future__ import annotations

from app.domain.clock import local_day
from app.domain.people import Actor
from app.domain.views.organisation import RowLine, RowStanding, SheetPage
from app.organisation.row_reading import Names
from app.organisation.sheets import sheet_at
from app.permissions import check_can_edit_organisation
from app.steps.organisation_pages import line_of, listed
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import organisation_rows
from app.store.cases import fold

PAGE_SIZE = 50
_ORDER = (RowStanding.PLAIN, RowStanding.NOW, RowStanding.LATER, RowStanding.OVER)


def list_organisation_rows(
    services: Services, actor: Actor, path: str, query: str, page: int
) -> SheetPage:
    """Return one page of a sheet; marks are ignored in the search. Raises NotFound."""
    with (
        refusals_recorded(services, actor, "Mở danh sách tổ chức", about=path),
        services.database.reading() as tx,
    ):
        check_can_edit_organisation(actor)
        sheet = sheet_at(path)
        rows = organisation_rows.load(tx)
        names, today = Names(rows), local_day(services.clock.now())
        lines = [line_of(sheet, one, names, today) for one in getattr(rows, sheet.key)]
        found = sorted((one for one in lines if _matches(one, query)), key=_place)
        pages = max(1, -(-len(found) // PAGE_SIZE))
        page = min(max(page, 1), pages)
        return SheetPage(
            path,
            sheet.title,
            sheet.one,
            tuple(column.heading for column in listed(sheet)),
            tuple(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
            len(found),
            page,
            pages,
            query,
        )


def _matches(line: RowLine, query: str) -> bool:
    text = fold(" ".join((line.key, line.name, *line.cells)))
    return all(word in text for word in fold(query).split())


def _place(line: RowLine) -> tuple[int, str, str]:
    return _ORDER.index(line.standing), line.name, line.key
