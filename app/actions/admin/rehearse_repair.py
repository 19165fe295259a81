"""Try a proposed repair again on copies of its cases as they stand now."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.people import Actor
from app.domain.repairs import Repair, RepairState
from app.errors import Conflict
from app.permissions import check_can_repair
from app.register.register import Doer
from app.repairs.asking import rehearsed
from app.repairs.record import record_repair
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import repairs


def rehearse_repair(services: Services, actor: Actor, repair_id: str) -> Repair:
    """Return the request with its new rehearsal; raises Conflict when it was decided, NotFound."""
    with refusals_recorded(services, actor, "Chạy thử sửa hồ sơ", about=repair_id):
        check_can_repair(actor)
        with services.database.reading() as tx:
            seen, asked = repairs.load(tx, repair_id), repairs.items(tx, repair_id)
        _check_open(seen)
        items = rehearsed(services, actor, seen, asked)
        with services.database.transaction() as tx:
            request = repairs.load(tx, repair_id)
            _check_open(request)
            for one in items:
                repairs.note_rehearsal(tx, one)
            now = services.clock.now()
            after = repairs.change(tx, request, rehearsed_at=now)
            work = Work(services, tx, now, Doer(actor.person_id, actor.name, "Quản trị"))
            refused = sum(bool(one.refusal) for one in items)
            summary = f"Chạy thử sửa {len(items)} lượt chạy: {refused} không sửa được"
            record_repair(work, after, EventKind.REPAIR_REHEARSED, summary)
            return after


def _check_open(request: Repair) -> None:
    if request.state is not RepairState.PROPOSED:
        raise Conflict(repairs.CHANGED, winner=request.decided_name)
