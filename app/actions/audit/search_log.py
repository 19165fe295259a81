"""Look lines of the record up by person, capacity, case, act and days, page after page."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views.log_search import LogPage
from app.permissions import check_can_inspect
from app.steps.case_questions import Fields
from app.steps.log_lines import readable
from app.steps.log_questions import kept_log_fields, read_log_question, read_mark
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import log_search

PAGE_SIZE = 50


def search_log(
    services: Services, actor: Actor, fields: Fields, after: tuple[str, str, str] = ("", "", "")
) -> LogPage:
    """Return the lines that match, from a mark on (time of entry, chain, number).

    Raises PermissionDenied for all but auditors, FormInvalid naming what cannot be read, NotFound
    for a mark that no page gave.
    """
    with refusals_recorded(services, actor, "Xem nhật ký"):
        check_can_inspect(actor)
    mark = read_mark(*after)
    with services.database.reading() as tx:
        query = read_log_question(services.world(tx).organisation, fields)
        found = log_search.find(tx, query, after=mark, limit=PAGE_SIZE + 1)
        shown = found[:PAGE_SIZE]
        return LogPage(
            query=query,
            fields=kept_log_fields(fields),
            lines=readable(tx, actor, services.clock.now(), shown),
            next=shown[-1].mark if len(found) > PAGE_SIZE else None,
        )
