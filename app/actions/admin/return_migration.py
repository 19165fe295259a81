"""Turn a request to move cases down, or take an own one back; nothing has been moved."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.case_requests import RequestState, VersionMove
from app.domain.people import Actor
from app.permissions import check_can_move_cases
from app.steps.deciding_requests import check_open, check_return_reason, decided, work_of
from app.steps.refusals import refusals_recorded
from app.steps.request_record import record_request
from app.steps.services import Services
from app.store import case_requests


def return_migration(
    services: Services, actor: Actor, move_id: str, version: int, reason: str
) -> VersionMove:
    """Return the request as returned; raises FormInvalid without a reason, Conflict when late."""
    with (
        refusals_recorded(services, actor, "Trả lại yêu cầu chuyển phiên bản", about=move_id),
        services.database.transaction() as tx,
    ):
        check_can_move_cases(actor)
        check_return_reason("lý do trả lại", reason)
        move = case_requests.load(tx, VersionMove, move_id)
        check_open(move, version)
        work, why = work_of(services, tx, actor), reason.strip()
        after = decided(work, move, RequestState.RETURNED, return_reason=why)
        summary = f"Trả lại yêu cầu chuyển hồ sơ từ {move.from_release} sang {move.to_release}"
        payload = {"return_reason": why}
        record_request(work, after, EventKind.MIGRATION_RETURNED, summary, payload)
        return after
