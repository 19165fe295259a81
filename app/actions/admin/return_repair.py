"""Turn a proposed repair down, or take an own one back; nothing has been repaired."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.repairs import LONGEST_REASON, SHORTEST_REASON, Repair, RepairState
from app.errors import Conflict, FormInvalid
from app.permissions import check_can_repair
from app.register.register import Doer
from app.repairs.record import record_repair
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import repairs


def return_repair(
    services: Services, actor: Actor, repair_id: str, version: int, reason: str
) -> Repair:
    """Return the request as returned; raises FormInvalid without a reason, Conflict when late."""
    with (
        refusals_recorded(services, actor, "Không duyệt sửa hồ sơ", about=repair_id),
        services.database.transaction() as tx,
    ):
        check_can_repair(actor)
        if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
            text = f"Ghi lý do không duyệt, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
            raise FormInvalid([FieldError("return_reason", "Lý do không duyệt", text)])
        request = repairs.load(tx, repair_id)
        if request.state is not RepairState.PROPOSED or request.version != version:
            raise Conflict(repairs.CHANGED, winner=request.decided_name)
        now = services.clock.now()
        after = repairs.change(
            tx,
            request,
            state=RepairState.RETURNED,
            decided_by=actor.person_id,
            decided_name=actor.name,
            decided_at=now,
            return_reason=reason.strip(),
        )
        work = Work(services, tx, now, Doer(actor.person_id, actor.name, "Quản trị"))
        payload = {"return_reason": reason.strip()}
        record_repair(work, after, EventKind.REPAIR_RETURNED, "Không duyệt sửa hồ sơ", payload)
        return after
