"""Hold a case back from destruction, with a reason, however long ago it ended."""

from __future__ import annotations

from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.cases import CaseState
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.retention import LONGEST_REASON, SHORTEST_REASON, Hold
from app.errors import Conflict, FormInvalid
from app.permissions import check_can_watch
from app.steps.reads import HELD, record_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import cases, retention


def hold_case(services: Services, actor: Actor, code: str, reason: str) -> Hold:
    """Return the hold, which keeps the case out of every list, approved ones too.

    Raises PermissionDenied for those who do not watch, FormInvalid without a reason, NotFound,
    Conflict for a case that is held or destroyed already.
    """
    with (
        refusals_recorded(services, actor, "Giữ lại hồ sơ", about=code),
        services.database.transaction() as tx,
    ):
        check_can_watch(actor)
        if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
            text = f"Ghi lý do giữ lại, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
            raise FormInvalid([FieldError("hold_reason", "Lý do giữ lại", text)])
        case = cases.load_locked(tx, cases.by_code(tx, code.strip()).id)
        if case.state is CaseState.DESTROYED or retention.holds(tx, case.id):
            raise Conflict("Hồ sơ này đã được giữ lại hoặc đã tiêu hủy; tải lại trang")
        now = services.clock.now()
        row = Hold(
            id=uuid4().hex,
            case_id=case.id,
            code=case.code,
            reason=reason.strip(),
            held_by=actor.person_id,
            held_name=actor.name,
            held_at=now,
        )
        retention.hold(tx, row)
        record_read(tx, actor, case, EventKind.CASE_HELD, HELD + row.reason, now)
        return row
