"""Leave the rehearsal of a request to move many cases to the worker."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.case_requests import MoveItem, VersionMove
from app.domain.people import Actor
from app.permissions import check_can_move_cases
from app.steps.deciding_requests import check_open, work_of
from app.steps.kept_rehearsals import leave_to_worker
from app.steps.refusals import refusals_recorded
from app.steps.request_record import record_request
from app.steps.services import Services
from app.store import case_requests


def ask_migration_rehearsal(services: Services, actor: Actor, move_id: str) -> VersionMove:
    """Return the request, not rehearsed until the worker is through.

    Raises Conflict when it was decided, PermissionDenied for all but administrators.
    """
    with (
        refusals_recorded(services, actor, "Chạy thử chuyển phiên bản", about=move_id),
        services.database.transaction() as tx,
    ):
        check_can_move_cases(actor)
        move = case_requests.load(tx, VersionMove, move_id)
        check_open(move)
        count = len(case_requests.items(tx, MoveItem, move_id))
        work = work_of(services, tx, actor)
        after = case_requests.change(tx, move, rehearsed_at=None)
        leave_to_worker(work, after, count)
        summary = f"Bắt đầu chạy thử chuyển {count} lượt chạy"
        record_request(work, after, EventKind.MIGRATION_REHEARSED, summary)
        return after
