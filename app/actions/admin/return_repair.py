"""Turn a proposed repair down, or take an own one back; nothing has been repaired."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.case_requests import Repair, RequestState
from app.domain.people import Actor
from app.permissions import check_can_repair
from app.steps.deciding_requests import check_open, check_return_reason, decided, work_of
from app.steps.refusals import refusals_recorded
from app.steps.request_record import record_request
from app.steps.services import Services
from app.store import case_requests


def return_repair(
    services: Services, actor: Actor, repair_id: str, version: int, reason: str
) -> Repair:
    """Return the request as returned; raises FormInvalid without a reason, Conflict when late."""
    with (
        refusals_recorded(services, actor, "Không duyệt sửa hồ sơ", about=repair_id),
        services.database.transaction() as tx,
    ):
        check_can_repair(actor)
        check_return_reason("lý do không duyệt", reason)
        request = case_requests.load(tx, Repair, repair_id)
        check_open(request, version)
        work, why = work_of(services, tx, actor), reason.strip()
        after = decided(work, request, RequestState.RETURNED, return_reason=why)
        payload = {"return_reason": why}
        record_request(work, after, EventKind.REPAIR_RETURNED, "Không duyệt sửa hồ sơ", payload)
        return after
