"""Agree, as the second person, that cases are destroyed; the worker then does it one by one."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.people import Actor
from app.domain.retention import DestructionList, ListState
from app.errors import Conflict
from app.permissions import check_can_approve_destruction
from app.steps.refusals import refusals_recorded
from app.steps.retention import doer_of, record_list
from app.steps.services import Services
from app.steps.work import Work
from app.store import retention


def approve_destruction(
    services: Services, actor: Actor, list_id: str, version: int
) -> DestructionList:
    """Return the list as approved.

    Raises PermissionDenied for who made it, Conflict when it is decided already or changed since
    the page was opened.
    """
    with (
        refusals_recorded(services, actor, "Duyệt tiêu hủy", about=list_id),
        services.database.transaction() as tx,
    ):
        row = retention.load(tx, list_id)
        check_can_approve_destruction(actor, row.proposed_by)
        if row.state is not ListState.PROPOSED or row.version != version:
            raise Conflict(retention.CHANGED, winner=row.decided_name)
        now = services.clock.now()
        codes = [one.code for one in retention.items(tx, list_id)]
        seq = record_list(
            Work(services, tx, now, doer_of(actor)),
            row,
            EventKind.DESTRUCTION_APPROVED,
            f"Duyệt tiêu hủy {len(codes)} hồ sơ theo {row.decision}",
            {"cases": codes, "proposed_by": row.proposed_by},
        )
        return retention.change(
            tx,
            row,
            state=ListState.APPROVED,
            decided_by=actor.person_id,
            decided_name=actor.name,
            decided_at=now,
            decided_seq=seq,
        )
