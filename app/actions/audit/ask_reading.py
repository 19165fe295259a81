"""Ask a second person for leave to read a restricted case, with a reason."""

from __future__ import annotations

from uuid import uuid4

from app.domain.audit import EventKind
from app.domain.forms import FieldError
from app.domain.people import Actor
from app.domain.reading_grants import (
    LONGEST_REASON,
    SHORTEST_REASON,
    GrantState,
    ReadingGrant,
)
from app.errors import Conflict, FormInvalid
from app.permissions import check_can_ask_to_read
from app.steps.reading import check_contents_left
from app.steps.reads import asked_words, record_read
from app.steps.refusals import refusals_recorded
from app.steps.services import Services
from app.store import cases, reading_grants


def ask_reading(services: Services, actor: Actor, code: str, reason: str) -> str:
    """Return the id of the request; nothing of the case can be read yet.

    Raises PermissionDenied for all but auditors, FormInvalid without a reason, NotFound, Conflict
    where leave is not needed, asked for already, or in force.
    """
    with (
        refusals_recorded(services, actor, "Xin xem hồ sơ hạn chế", about=code),
        services.database.transaction() as tx,
    ):
        check_can_ask_to_read(actor)
        if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
            text = f"Ghi lý do xin xem, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự"
            raise FormInvalid([FieldError("reason", "Lý do xin xem", text)])
        case = cases.load_locked(tx, cases.by_code(tx, code.strip()).id)
        check_contents_left(case)
        now = services.clock.now()
        last = reading_grants.last_of(tx, case.id, actor.person_id)
        waiting = last and last.standing(now) in (GrantState.ASKED, GrantState.GRANTED)
        if not case.restricted or waiting:
            raise Conflict(
                "Hồ sơ không cần xin xem, hoặc yêu cầu trước còn hiệu lực; tải lại trang"
            )
        row = ReadingGrant(
            id=uuid4().hex,
            case_id=case.id,
            code=case.code,
            reason=reason.strip(),
            state=GrantState.ASKED,
            version=1,
            asked_by=actor.person_id,
            asked_name=actor.name,
            asked_at=now,
        )
        reading_grants.insert(tx, row)
        record_read(tx, actor, case, EventKind.READING_ASKED, asked_words(row.reason), now)
        return row.id
