"""Try a proposed repair again on copies of its cases as they stand now."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.case_requests import Repair, RepairItem
from app.domain.people import Actor
from app.permissions import check_can_repair
from app.repairs.asking import rehearsed
from app.repairs.trying_later import note_rehearsed, untried
from app.steps.deciding_requests import check_open, work_of
from app.steps.kept_rehearsals import LIVE, leave_to_worker
from app.steps.refusals import refusals_recorded
from app.steps.request_record import record_request
from app.steps.services import Services
from app.steps.work import Work
from app.store import case_requests


def rehearse_repair(
    services: Services, actor: Actor, repair_id: str, *, live: int = LIVE
) -> Repair:
    """Return the request, its rehearsal done or, over more than `live` instances, begun.

    Raises Conflict when it was decided, NotFound.
    """
    with refusals_recorded(services, actor, "Chạy thử sửa hồ sơ", about=repair_id):
        check_can_repair(actor)
        with services.database.reading() as tx:
            seen = case_requests.load(tx, Repair, repair_id)
            asked = case_requests.items(tx, RepairItem, repair_id)
            items = untried(tx, repair_id, [one.instance_id for one in asked])
        check_open(seen)
        if len(items) <= live:
            items = rehearsed(services, actor, seen, items)
        with services.database.transaction() as tx:
            request = case_requests.load(tx, Repair, repair_id)
            check_open(request)
            for one in items:
                case_requests.note_rehearsal(tx, one)
            work = work_of(services, tx, actor)
            if len(items) <= live:
                return note_rehearsed(work, request)
            return _begun(work, request, len(items))


def _begun(work: Work, request: Repair, count: int) -> Repair:
    after = case_requests.change(work.tx, request, rehearsed_at=None)
    leave_to_worker(work, after, count)
    summary = f"Bắt đầu chạy thử sửa {count} lượt chạy"
    record_request(work, after, EventKind.REPAIR_REHEARSED, summary)
    return after
