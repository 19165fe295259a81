"""Turn a list of cases to be destroyed down, or take an own one back; nothing is destroyed."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.retention import LONGEST_REASON, SHORTEST_REASON, DestructionList, ListState
from app.errors import Conflict, FormInvalid
from app.permissions import check_can_watch
from app.steps.refusals import refusals_recorded
from app.steps.retention import doer_of, record_list
from app.steps.services import Services
from app.steps.work import Work
from app.store import retention


def return_destruction(
    services: Services, actor: Actor, list_id: str, version: int, reason: str
) -> DestructionList:
    """Return the list as returned; raises FormInvalid without a reason, Conflict when late."""
    with (
        refusals_recorded(services, actor, "Trả lại danh sách tiêu hủy", about=list_id),
        services.database.transaction() as tx,
    ):
        check_can_watch(actor)
        if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
            text = f"Ghi lý do trả lại, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
            raise FormInvalid([FieldError("return_reason", "Lý do trả lại", text)])
        row = retention.load(tx, list_id)
        if row.state is not ListState.PROPOSED or row.version != version:
            raise Conflict(retention.CHANGED, winner=row.decided_name)
        now = services.clock.now()
        said = {"return_reason": reason.strip()}
        summary = f"Trả lại danh sách tiêu hủy theo {row.decision}"
        work = Work(services, tx, now, doer_of(actor))
        seq = record_list(work, row, EventKind.DESTRUCTION_RETURNED, summary, said)
        return retention.change(
            tx,
            row,
            state=ListState.RETURNED,
            decided_by=actor.person_id,
            decided_name=actor.name,
            decided_at=now,
            decided_seq=seq,
            **said,
        )
