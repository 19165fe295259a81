"""Agree, as the second person, that cases are moved; the worker then moves them one by one."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.people import Actor
from app.domain.version_moves import MoveState, VersionMove
from app.errors import Conflict
from app.permissions import check_can_approve_move
from app.register.register import Doer
from app.steps.move_record import record_move
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import version_moves


def approve_migration(services: Services, actor: Actor, move_id: str, version: int) -> VersionMove:
    """Return the request as approved.

    Raises PermissionDenied for who proposed it, Conflict before it was rehearsed, when it is
    decided already, or when it changed since the page was opened.
    """
    with (
        refusals_recorded(services, actor, "Duyệt chuyển phiên bản", about=move_id),
        services.database.transaction() as tx,
    ):
        move = version_moves.load(tx, move_id)
        check_can_approve_move(actor, move.proposed_by)
        if move.state is not MoveState.PROPOSED or move.version != version:
            raise Conflict(version_moves.CHANGED, winner=move.decided_name)
        if move.rehearsed_at is None:
            raise Conflict("Yêu cầu chưa được chạy thử; chạy thử trên bản sao rồi duyệt")
        now = services.clock.now()
        after = version_moves.change(
            tx,
            move,
            state=MoveState.APPROVED,
            decided_by=actor.person_id,
            decided_name=actor.name,
            decided_at=now,
        )
        work = Work(services, tx, now, Doer(actor.person_id, actor.name, "Quản trị"))
        summary = f"Duyệt chuyển hồ sơ từ {move.from_release} sang {move.to_release}"
        payload = {"proposed_by": move.proposed_by}
        record_move(work, after, EventKind.MIGRATION_APPROVED, summary, payload)
        return after
