"""Show one list of cases to be destroyed: who asked, who agreed, what became of each case."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.retention import Fate
from app.domain.views.retention import ListPage
from app.permissions import check_can_watch, reads_every_case
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import retention


def read_destruction(services: Services, actor: Actor, list_id: str) -> ListPage:
    """Return the list; raises PermissionDenied for those who do not watch, NotFound."""
    with refusals_recorded(services, actor, "Xem danh sách tiêu hủy", about=list_id):
        check_can_watch(actor)
        with services.database.reading() as tx:
            row = retention.load(tx, list_id)
            items = retention.items(tx, list_id)
    return ListPage(
        row=row,
        items=tuple(items),
        done=sum(1 for one in items if one.fate is not Fate.WAITING),
        yours=row.proposed_by == actor.person_id,
        opens=reads_every_case(actor),
    )
