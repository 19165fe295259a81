"""Agree, as the second person, that cases are moved; the worker then moves them one by one."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.case_requests import RequestState, VersionMove
from app.domain.people import Actor
from app.errors import Conflict
from app.permissions import check_can_approve_move
from app.steps.deciding_requests import check_open, decided, work_of
from app.steps.refusals import refusals_recorded
from app.steps.request_record import record_request
from app.steps.services import Services
from app.store import case_requests


def approve_migration(services: Services, actor: Actor, move_id: str, version: int) -> VersionMove:
    """Return the request as approved.

    Raises PermissionDenied for who proposed it, Conflict before it was rehearsed, when it is
    decided already, or when it changed since the page was opened.
    """
    with (
        refusals_recorded(services, actor, "Duyệt chuyển phiên bản", about=move_id),
        services.database.transaction() as tx,
    ):
        move = case_requests.load(tx, VersionMove, move_id)
        check_can_approve_move(actor, move.proposed_by)
        check_open(move, version)
        if move.rehearsed_at is None:
            raise Conflict("Yêu cầu chưa được chạy thử; chạy thử trên bản sao rồi duyệt")
        work = work_of(services, tx, actor)
        after = decided(work, move, RequestState.APPROVED)
        summary = f"Duyệt chuyển hồ sơ từ {move.from_release} sang {move.to_release}"
        payload = {"proposed_by": move.proposed_by}
        record_request(work, after, EventKind.MIGRATION_APPROVED, summary, payload)
        return after
