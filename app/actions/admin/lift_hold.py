"""Let a case that was held go the way of others again, with a reason."""

from __future__ import annotations

from dataclasses import replace

from app.domain.audit import EventKind
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.retention import LONGEST_REASON, SHORTEST_REASON
from app.errors import FormInvalid, NotFound
from app.permissions import check_can_watch
from app.steps.reads import LIFTED, record_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import cases, retention


def lift_hold(services: Services, actor: Actor, code: str, reason: str) -> None:
    """End the hold of a case; raises PermissionDenied, FormInvalid, NotFound without one."""
    with (
        refusals_recorded(services, actor, "Bỏ giữ lại hồ sơ", about=code),
        services.database.transaction() as tx,
    ):
        check_can_watch(actor)
        if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
            text = f"Ghi lý do bỏ giữ lại, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
            raise FormInvalid([FieldError("lift_reason", "Lý do bỏ giữ lại", text)])
        case = cases.load_locked(tx, cases.by_code(tx, code).id)
        held = next(iter(retention.holds(tx, case.id)), None)
        if held is None:
            raise NotFound("Hồ sơ này không còn được giữ lại; tải lại trang")
        now = services.clock.now()
        lifted = replace(
            held,
            lifted_by=actor.person_id,
            lifted_name=actor.name,
            lifted_at=now,
            lift_reason=reason.strip(),
        )
        retention.lift(tx, lifted)
        record_read(tx, actor, case, EventKind.HOLD_LIFTED, LIFTED + reason.strip(), now)
