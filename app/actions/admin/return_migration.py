"""Turn a request to move cases down, or take an own one back; nothing has been moved."""

from __future__ import annotations

from app.domain.audit import EventKind
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.version_moves import LONGEST_REASON, SHORTEST_REASON, MoveState, VersionMove
from app.errors import Conflict, FormInvalid
from app.permissions import check_can_move_cases
from app.register.register import Doer
from app.steps.move_record import record_move
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.steps.work import Work
from app.store import version_moves


def return_migration(
    services: Services, actor: Actor, move_id: str, version: int, reason: str
) -> VersionMove:
    """Return the request as returned; raises FormInvalid without a reason, Conflict when late."""
    with (
        refusals_recorded(services, actor, "Trả lại yêu cầu chuyển phiên bản", about=move_id),
        services.database.transaction() as tx,
    ):
        check_can_move_cases(actor)
        if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
            text = f"Ghi lý do trả lại, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
            raise FormInvalid([FieldError("return_reason", "Lý do trả lại", text)])
        move = version_moves.load(tx, move_id)
        if move.state is not MoveState.PROPOSED or move.version != version:
            raise Conflict(version_moves.CHANGED, winner=move.decided_name)
        now = services.clock.now()
        after = version_moves.change(
            tx,
            move,
            state=MoveState.RETURNED,
            decided_by=actor.person_id,
            decided_name=actor.name,
            decided_at=now,
            return_reason=reason.strip(),
        )
        work = Work(services, tx, now, Doer(actor.person_id, actor.name, "Quản trị"))
        summary = f"Trả lại yêu cầu chuyển hồ sơ từ {move.from_release} sang {move.to_release}"
        payload = {"return_reason": reason.strip()}
        record_move(work, after, EventKind.MIGRATION_RETURNED, summary, payload)
        return after
