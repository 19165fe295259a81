"""Try a proposed repair again on copies of its cases as they stand now."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.case_requests import Repair, RepairItem
from app.domain.people import Actor
from app.permissions import check_can_repair
from app.repairs.asking import rehearsed
from app.steps.deciding_requests import check_open, work_of
from app.steps.refusals import refusals_recorded
from app.steps.request_record import record_request
from app.steps.services import Services
from app.store import case_requests


def rehearse_repair(services: Services, actor: Actor, repair_id: str) -> Repair:
    """Return the request with its new rehearsal; raises Conflict when it was decided, NotFound."""
    with refusals_recorded(services, actor, "Chạy thử sửa hồ sơ", about=repair_id):
        check_can_repair(actor)
        with services.database.reading() as tx:
            seen = case_requests.load(tx, Repair, repair_id)
            asked = case_requests.items(tx, RepairItem, repair_id)
        check_open(seen)
        items = rehearsed(services, actor, seen, asked)
        with services.database.transaction() as tx:
            request = case_requests.load(tx, Repair, repair_id)
            check_open(request)
            for one in items:
                case_requests.note_rehearsal(tx, one)
            work = work_of(services, tx, actor)
            after = case_requests.change(tx, request, rehearsed_at=work.now)
            refused = sum(bool(one.refusal) for one in items)
            summary = f"Chạy thử sửa {len(items)} lượt chạy: {refused} không sửa được"
            record_request(work, after, EventKind.REPAIR_REHEARSED, summary)
            return after
